// What the page's forms do: each is something that a person does on GitHub, refused to whom GitHub refuses it.
import { z } from "zod";
import { pressButton, rerequestRun, runOrNotFound } from "../actions/checks.ts";
import { addComment } from "../actions/comments.ts";
import { editItem, itemOrNotFound, setState } from "../actions/items.ts";
import { editMilestone, milestoneOrNotFound } from "../actions/milestones.ts";
import { merge } from "../actions/pulls.ts";
import { GitHubError, type Item, type PullRequest } from "../model.ts";
import { person } from "../people.ts";
import { invalid, notFound } from "../world.ts";
import { fileAddress } from "./guide.ts";
import { ticked } from "./tasks.ts";
import { demand, fileOf, homeOf, itemPath, mayEdit, type Place, whereOf } from "./visit.ts";

/** The fields of a form, as it was sent. */
export type Fields = Record<string, unknown>;

/** Carries it out; returns where to go then. */
export type Act = (place: Place, fields: Fields) => string;
type ActOn = (place: Place, item: Item, fields: Fields) => void;

const text = z.string().catch("");
const number = z.coerce.number().int().catch(-1);

const field = (fields: Fields, name: string): string => text.parse(fields[name]).replaceAll("\r\n", "\n");
const actor = ({ visit, repository }: Place) => person(visit.world, repository, visit.viewer);

function own(place: Place, item: Item): void {
  if (!mayEdit(place, item)) demand(place, "triage");
}

function pullOf(item: Item): PullRequest {
  if (item.kind !== "pull") throw notFound();
  return item;
}

const milestoneNumber = (fields: Fields): number | null =>
  field(fields, "milestone") === "" ? null : number.parse(fields["milestone"]);

const comment: ActOn = (place, item, fields) => {
  const body = field(fields, "body");
  const then = field(fields, "then");
  if (then !== "") own(place, item);
  if (body.trim() !== "" || then === "") addComment(whereOf(place), item, body);
  if (then === "close") setState(whereOf(place), item, "closed", null);
  if (then === "drop") setState(whereOf(place), item, "closed", "not_planned");
  if (then === "reopen") setState(whereOf(place), item, "open", null);
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
    merge(whereOf(place), pullOf(item));
  },
  task: (place, item, fields) => {
    own(place, item);
    editItem(whereOf(place), item, { body: ticked(item.body, number.parse(fields["task"])) });
  },
  milestone: (place, item, fields) => {
    demand(place, "triage");
    editItem(whereOf(place), item, { milestone: milestoneNumber(fields) });
  },
  label: (place, item, fields) => {
    demand(place, "triage");
    const name = field(fields, "label").trim();
    if (name === "") throw invalid("Label", "name", "missing_field");
    actor(place).label(item.number, name);
  },
  unlabel: (place, item, fields) => {
    demand(place, "triage");
    actor(place).unlabel(item.number, field(fields, "label"));
  },
};

export function onItem(place: Place, at: string, form: string, fields: Fields): string {
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

export const createMilestone: Act = (place, fields) => {
  demand(place, "write");
  const due = field(fields, "due");
  actor(place).createMilestone(field(fields, "title"), {
    description: field(fields, "description"),
    dueOn: due === "" ? null : z.coerce.date().nullable().catch(null).parse(due),
  });
  return `${homeOf(place.repository)}/milestones`;
};

export function onMilestone(place: Place, at: string, form: string, fields: Fields): string {
  demand(place, "write");
  const milestone = milestoneOrNotFound(whereOf(place), number.parse(at));
  if (form === "state")
    editMilestone(whereOf(place), milestone, { state: field(fields, "state") === "open" ? "open" : "closed" });
  else if (form === "task")
    editMilestone(whereOf(place), milestone, {
      description: ticked(milestone.description ?? "", number.parse(fields["task"])),
    });
  else throw notFound();
  return `${homeOf(place.repository)}/milestone/${milestone.number}`;
}

export function onRun(place: Place, at: string, fields: Fields): string {
  demand(place, "write");
  const run = runOrNotFound(whereOf(place), number.parse(at));
  const button = field(fields, "press");
  if (button === "") rerequestRun(whereOf(place), run);
  else pressButton(whereOf(place), run, button);
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
