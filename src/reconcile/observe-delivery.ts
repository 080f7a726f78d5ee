// Reads how the delivery is: the phases, what the scope guard asks for, the dashboard, and the default branch's rules.
import type { OwnIssue, Requirement } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import type { Snapshot } from "../snapshot.ts";
import { observePhases } from "./observe-phases.ts";

const UNREAD: Requirement = { kind: "unread" };

/** Without the dashboard and the branch's rules. */
export const observeDelivery = (read: Reader, now: Date): Promise<Snapshot> =>
  observePhases(read, now, { kind: "delivery", requirement: UNREAD });

/** `known` is the dashboard where it may have lost the label by which it is found. */
export async function observeDashboard(read: Reader, now: Date, known: readonly OwnIssue[] = []): Promise<Snapshot> {
  const delivery = await observeDelivery(read, now);
  return delivery.plan.kind === "inactive" ? delivery : withDashboard(read, delivery, known);
}

/** A snapshot of the delivery with its dashboard. */
export async function withDashboard(
  read: Reader,
  delivery: Snapshot,
  known: readonly OwnIssue[] = [],
): Promise<Snapshot> {
  const found = (await read.dashboards()).filter(({ number }) => !known.some((issue) => issue.number === number));
  const requirement = await readRequirement(read, delivery);
  return { ...delivery, scope: { kind: "dashboard", requirement, dashboards: [...known, ...found] } };
}

/** What the default branch asks of the check; unread where no dashboard would say it. */
export async function readRequirement(read: Reader, { plan, repository }: Snapshot): Promise<Requirement> {
  const { defaultBranch } = repository;
  if (plan.kind !== "active" || !plan.plan.dashboard || defaultBranch === null) return UNREAD;
  return read.requirement(defaultBranch);
}
