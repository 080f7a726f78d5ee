// Issues, and what pull requests share with them.
import { tellItem, type Where } from "../events.ts";
import { GitHubError, type Repository, type WorldIssue, type WorldItem } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import type { WorldStateReason } from "../model-parts.ts";
import { invalidField, nodeId, notFound } from "../world.ts";
import { addLabels, setLabels } from "./labels.ts";
import { milestoneOrNotFound, setMilestone } from "./milestones.ts";
import { note } from "./timeline.ts";

/** GitHub's limits, in characters. */
const TITLE_LIMIT = 256;
export const ITEM_BODY_LIMIT = 65_536;

export type ItemFields = {
  title?: string | undefined;
  body?: string | null | undefined;
  state?: "open" | "closed" | undefined;
  stateReason?: WorldStateReason | null | undefined;
  milestone?: number | null | undefined;
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
};

export function itemOrNotFound({ repository }: Pick<Where, "repository">, number: number): WorldItem {
  const item = repository.items.find((each) => each.number === number);
  if (item === undefined) throw notFound();
  return item;
}

/** Issues, pull requests and discussions share one sequence. */
export const nextNumber = ({ items, discussions, transferred }: Repository): number =>
  Math.max(0, ...items.map(({ number }) => number), ...discussions.map(({ number }) => number), ...transferred.keys()) +
  1;

/** What an issue and a pull request begin with. */
export function newItem(where: Where, prefix: string, { title = "", body }: ItemFields) {
  if (title.trim() === "") throw invalidField("Issue", "title", "missing_field");
  checkText(title, body ?? "");
  const id = where.world.nextId();
  const now = where.world.now();
  return {
    id,
    nodeId: nodeId(prefix, id),
    number: nextNumber(where.repository),
    title,
    body: body ?? "",
    author: where.actor.account,
    state: "open" as const,
    locked: false,
    labels: [],
    milestone: null,
    assignees: [],
    comments: [],
    reactions: [],
    timeline: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    lastEditedAt: null,
    editor: null,
  };
}

function checkText(title: string, body: string): void {
  if (title.length > TITLE_LIMIT) throw invalidField("Issue", "title", "invalid");
  if (body.length > ITEM_BODY_LIMIT) throw invalidField("Issue", "body", "invalid");
}

export function createIssue(where: Where, fields: ItemFields): WorldIssue {
  checkIssuesEnabled(where);
  const people = assigneesOf(where, fields.assignees ?? []);
  const issue: WorldIssue = {
    ...newItem(where, "I", fields),
    kind: "issue",
    stateReason: null,
    pinned: false,
    parentId: null,
    subIssueIds: [],
  };
  where.repository.items.push(issue);
  issue.assignees = people;
  // GitHub tells that it was opened as it is then, with what it was made with.
  if (fields.milestone != null) issue.milestone = milestoneOrNotFound(where, fields.milestone);
  tellItem(where, issue, "opened");
  addLabels(where, issue, fields.labels ?? []);
  return issue;
}

/** For good, not for now, hence 410: https://docs.github.com/en/rest/issues/issues#create-an-issue */
export function checkIssuesEnabled({ repository }: Pick<Where, "repository">): void {
  if (!repository.hasIssues) throw new GitHubError(410, "Issues has been disabled in this repository.");
}

/** Only who has access to the repository can be assigned. */
function assigneesOf({ world, repository }: Where, logins: readonly string[]): Account[] {
  return logins.map((login) => {
    const user = world.users.find((each) => each.login.toLowerCase() === login.toLowerCase());
    if (user === undefined || !(repository.roles.has(user.login) || repository.owner === user))
      throw invalidField("Issue", "assignees", "invalid");
    return user;
  });
}

export function editItem(where: Where, item: WorldItem, fields: ItemFields): void {
  const { title = item.title, state, milestone, labels, assignees } = fields;
  const body = fields.body === undefined ? item.body : (fields.body ?? "");
  editText(where, item, title, body);
  if (milestone !== undefined)
    setMilestone(where, item, milestone === null ? null : milestoneOrNotFound(where, milestone));
  if (labels !== undefined) setLabels(where, item, labels);
  if (assignees !== undefined) item.assignees = assigneesOf(where, assignees);
  if (state !== undefined) setState(where, item, state, fields.stateReason ?? null);
}

function editText(where: Where, item: WorldItem, title: string, body: string): void {
  checkText(title, body);
  const changes = {
    ...(title === item.title ? {} : { title: { from: item.title } }),
    ...(body === item.body ? {} : { body: { from: item.body } }),
  };
  if (Object.keys(changes).length === 0) return;
  const now = where.world.now();
  const edited = body === item.body ? {} : { lastEditedAt: now, editor: where.actor.account };
  Object.assign(item, { title, body, updatedAt: now, ...edited });
  tellItem(where, item, "edited", { changes });
}

/** Closing as completed is what GitHub does where no reason is given. */
export function setState(
  where: Where,
  item: WorldItem,
  state: "open" | "closed",
  reason: WorldStateReason | null,
): void {
  if (item.kind === "pull" && item.merged && state === "open") throw invalidField("PullRequest", "state", "invalid");
  if (state === item.state) return;
  const now = where.world.now();
  const closed = state === "closed";
  Object.assign(item, {
    state,
    updatedAt: now,
    closedAt: closed ? now : null,
    closedBy: closed ? where.actor.account : null,
  });
  if (item.kind === "issue") item.stateReason = closed ? (reason ?? "completed") : "reopened";
  note(where, item, closed ? "closed" : "reopened", { stateReason: item.kind === "issue" ? item.stateReason : null });
  tellItem(where, item, closed ? "closed" : "reopened");
}
