// What the page's forms do: each is something that a person does on GitHub, refused to whom GitHub refuses it.
import { z } from "zod";
import { pressButton, rerequestRun, runOrNotFound } from "../actions/checks.ts";
import { addComment } from "../actions/comments.ts";
import { editItem, itemOrNotFound, setState } from "../actions/items.ts";
import { editMilestone, milestoneOrNotFound } from "../actions/milestones.ts";
import { merge } from "../actions/pulls.ts";
import { GitHubError, type PullRequest, type WorldItem } from "../model.ts";
import { person } from "../people.ts";
import { invalidField, notFound } from "../world.ts";
import { fileAddress } from "./guide.ts";
import { onSettings } from "./settings.ts";
import { ticked } from "./tasks.ts";
import { demand, fileOf, homeOf, itemPath, mayEdit, type VisitPlace, visitWhere } from "./visit.ts";

/** The fields of a form, as it was sent. */
export type Fields = Record<string, unknown>;

/** Carries it out; returns where to go then. */
export type Act = (place: VisitPlace, fields: Fields) => string;
type ActOn = (place: VisitPlace, item: WorldItem, fields: Fields) => void;

const text = z.string().catch("");
const number = z.coerce.number().int().catch(-1);

const field = (fields: Fields, name: string): string => text.parse(fields[name]).replaceAll("\r\n", "\n");
const actor = ({ visit, repository }: VisitPlace) => person(visit.world, repository, visit.viewer);

function own(place: VisitPlace, item: WorldItem): void {
  if (!mayEdit(place, item)) demand(place, "triage");
}

function pullOf(item: WorldItem): PullRequest {
  if (item.kind !== "pull") throw notFound();
  return item;
}

const milestoneNumber = (fields: Fields): number | null =>
  field(fields, "milestone") === "" ? null : number.parse(fields["milestone"]);

const comment: ActOn = (place, item, fields) => {
  const body = field(fields, "body");
  const then = field(fields, "then");
  if (then !== "") own(place, item);
  if (body.trim() !== "" || then === "") addComment(visitWhere(place), item, body);
  if (then === "close") setState(visitWhere(place), item, "closed", null);
  if (then === "drop") setState(visitWhere(place), item, "closed", "not_planned");
  if (then === "reopen") setState(visitWhere(place), item, "open", null);
};

const push: ActOn = (place, item) => {
  demand(place, "write");
  const { head } = pullOf(item);
  const { world } = place.visit;
  actor({ ...place, repository: head.repository }).push(head.ref, {
    [`${head.ref}.txt`]: `Changed ${world.now().toISOString()}\n`,
  });
};

/** By the last part of the form's address. */
const ITEM_FORMS: Record<string, ActOn> = {
  comment,
  push,
  merge: (place, item) => {
    demand(place, "write");
    merge(visitWhere(place), pullOf(item));
  },
  task: (place, item, fields) => {
    own(place, item);
    editItem(visitWhere(place), item, { body: ticked(item.body, number.parse(fields["task"])) });
  },
  milestone: (place, item, fields) => {
    demand(place, "triage");
    editItem(visitWhere(place), item, { milestone: milestoneNumber(fields) });
  },
  label: (place, item, fields) => {
    demand(place, "triage");
    const name = field(fields, "label").trim();
    if (name === "") throw invalidField("Label", "name", "missing_field");
    actor(place).label(item.number, name);
  },
  unlabel: (place, item, fields) => {
    demand(place, "triage");
    actor(place).unlabel(item.number, field(fields, "label"));
  },
};

export function onItem(place: VisitPlace, at: string, form: string, fields: Fields): string {
  const act = ITEM_FORMS[form];
  if (act === undefined) throw notFound();
  const item = itemOrNotFound(place, number.parse(at));
  act(place, item, fields);
  return itemPath(place.repository, item);
}

export const openIssue: Act = (place, fields) => {
  const milestone = milestoneNumber(fields);
  if (milestone !== null) demand(place, "triage");
  const made = actor(place).openIssue(field(fields, "title"), { body: field(fields, "body"), milestone });
  return itemPath(place.repository, made);
};

export const openPull: Act = (place, fields) => {
  demand(place, "write");
  const made = actor(place).openPull(field(fields, "title"), { body: field(fields, "body") });
  const milestone = milestoneNumber(fields);
  if (milestone !== null) actor(place).setMilestone(made.number, milestone);
  return itemPath(place.repository, made);
};

function milestoneFields(fields: Fields) {
  const due = field(fields, "due");
  return {
    title: field(fields, "title"),
    description: field(fields, "description"),
    dueOn: due === "" ? null : z.coerce.date().nullable().catch(null).parse(due),
  };
}

export const milestoneForm: Act = (place, fields) => {
  demand(place, "write");
  const { title, ...more } = milestoneFields(fields);
  actor(place).createMilestone(title, more);
  return `${homeOf(place.repository)}/milestones`;
};

export function onMilestone(place: VisitPlace, at: string, form: string, fields: Fields): string {
  demand(place, "write");
  const milestone = milestoneOrNotFound(visitWhere(place), number.parse(at));
  if (form === "state")
    editMilestone(visitWhere(place), milestone, { state: field(fields, "state") === "open" ? "open" : "closed" });
  else if (form === "edit") editMilestone(visitWhere(place), milestone, milestoneFields(fields));
  else if (form === "task")
    editMilestone(visitWhere(place), milestone, {
      description: ticked(milestone.description ?? "", number.parse(fields["task"])),
    });
  else throw notFound();
  return `${homeOf(place.repository)}/milestone/${milestone.number}`;
}

export const changeSettings = (place: VisitPlace, form: string, fields: Fields): string =>
  onSettings(place, form, (name) => field(fields, name));

export function onRun(place: VisitPlace, at: string, fields: Fields): string {
  demand(place, "write");
  const run = runOrNotFound(visitWhere(place), number.parse(at));
  const button = field(fields, "press");
  if (button === "") rerequestRun(visitWhere(place), run);
  else pressButton(visitWhere(place), run, button);
  const back = field(fields, "back");
  return /^\/(?![/\\])/.test(back) ? back : homeOf(place.repository);
}

export const changeFile: Act = (place, fields) => {
  demand(place, "write");
  const file = fileOf(place);
  const name = file.tab.toLowerCase();
  const content = field(fields, "text");
  if (content.trim() === "") throw new GitHubError(422, `The ${name} is empty.`);
  const files = { [file.path]: content };
  if (field(fields, "how") === "pull")
    return itemPath(place.repository, actor(place).openPull(`Change the ${name}`, { files }));
  actor(place).push(place.repository.defaultBranch, files);
  return `${homeOf(place.repository)}${fileAddress(file)}`;
};
