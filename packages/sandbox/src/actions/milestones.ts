// Milestones, and what is put into them.
import { tellIssue, tellItem, tellMilestone, type Where } from "../events.ts";
import type { WorldItem } from "../model.ts";
import type { WorldMilestone } from "../model-parts.ts";
import { milestoneView } from "../views/item.ts";
import { invalidField, nodeId, notFound } from "../world.ts";
import { note } from "./timeline.ts";

export type MilestoneFields = {
  title?: string | undefined;
  description?: string | null | undefined;
  dueOn?: Date | null | undefined;
  state?: "open" | "closed" | undefined;
};

function refuseTaken({ repository }: Where, title: string, except?: WorldMilestone): void {
  const taken = repository.milestones.some(
    (each) => each !== except && each.title.toLowerCase() === title.toLowerCase(),
  );
  if (taken) throw invalidField("Milestone", "title", "already_exists");
}

export function createMilestone(where: Where, fields: MilestoneFields & { title: string }): WorldMilestone {
  const { title, description = null, dueOn = null, state = "open" } = fields;
  if (title.trim() === "") throw invalidField("Milestone", "title", "missing_field");
  refuseTaken(where, title);
  const id = where.world.nextId();
  const now = where.world.now();
  const number = Math.max(0, ...where.repository.milestones.map((each) => each.number)) + 1;
  const milestone: WorldMilestone = {
    id,
    nodeId: nodeId("MI", id),
    number,
    title,
    description,
    state,
    creator: where.actor.account,
    dueOn,
    createdAt: now,
    updatedAt: now,
    closedAt: state === "closed" ? now : null,
  };
  where.repository.milestones.push(milestone);
  tellMilestone(where, milestone, "created");
  return milestone;
}

export function editMilestone(where: Where, milestone: WorldMilestone, fields: MilestoneFields): void {
  const {
    title = milestone.title,
    description = milestone.description,
    dueOn = milestone.dueOn,
    state = milestone.state,
  } = fields;
  refuseTaken(where, title, milestone);
  const changes = {
    ...(title === milestone.title ? {} : { title: { from: milestone.title } }),
    ...(description === milestone.description ? {} : { description: { from: milestone.description ?? "" } }),
    ...(dueOn?.getTime() === milestone.dueOn?.getTime()
      ? {}
      : { due_on: { from: milestone.dueOn?.toISOString() ?? "" } }),
  };
  const turned = state !== milestone.state;
  const now = where.world.now();
  Object.assign(milestone, {
    title,
    description,
    dueOn,
    state,
    updatedAt: now,
    closedAt: state === "open" ? null : turned ? now : milestone.closedAt,
  });
  if (Object.keys(changes).length > 0) tellMilestone(where, milestone, "edited", { changes });
  if (turned) tellMilestone(where, milestone, state === "closed" ? "closed" : "opened");
}

export function deleteMilestone(where: Where, milestone: WorldMilestone): void {
  where.repository.milestones = where.repository.milestones.filter((each) => each !== milestone);
  for (const item of where.repository.items) if (item.milestone === milestone) item.milestone = null;
  tellMilestone(where, milestone, "deleted");
}

/** GitHub tells of a pull request's milestone twice, as of an issue's, too; of the milestone itself it says nothing. */
export function setMilestone(where: Where, item: WorldItem, milestone: WorldMilestone | null): void {
  if (item.milestone === milestone) return;
  const before = item.milestone;
  item.milestone = milestone;
  item.updatedAt = where.world.now();
  if (before !== null) tellMembership(where, item, before, "demilestoned");
  if (milestone !== null) tellMembership(where, item, milestone, "milestoned");
}

function tellMembership(
  where: Where,
  item: WorldItem,
  milestone: WorldMilestone,
  kind: "milestoned" | "demilestoned",
): void {
  note(where, item, kind, { milestoneTitle: milestone.title });
  const more = { milestone: milestoneView(where.world, where.repository, milestone) };
  tellItem(where, item, kind, more);
  if (item.kind === "pull") tellIssue(where, item, kind, more);
}

export function milestoneOrNotFound({ repository }: Where, number: number): WorldMilestone {
  const milestone = repository.milestones.find((each) => each.number === number);
  if (milestone === undefined) throw notFound();
  return milestone;
}
