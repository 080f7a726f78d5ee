// Reads how the delivery is: the phases, what the scope guard asks for, the dashboard, and the default branch's rules.
import type { OwnIssue, PullItem, Requirement } from "../github/model.ts";
import type { ItemsAlso } from "../github/port.ts";
import type { Scope, Snapshot, UnansweredComment } from "../snapshot.ts";
import { completeSnapshot } from "./complete.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { observePhases } from "./observe-phases.ts";

const UNREAD: Requirement = { kind: "unread" };

/** Without the dashboard and the branch's rules. */
export const observeDelivery = (read: DeliveryReader, now: Date): Promise<Snapshot> =>
  observePhases(read, now, null, { kind: "delivery", requirement: UNREAD });

/** What earlier looks saw: the open pull requests, null where they have to be read; and the comments without an answer. */
export type EarlierLooks = {
  pulls: readonly PullItem[] | null;
  unanswered: readonly UnansweredComment[];
  /** The exit criteria that the plan uses; null where it is not known, or there is none. */
  criteria?: readonly string[] | null;
  /** What the latest check of each pull request kept in its `externalId`. */
  records?: ReadonlyMap<number, string>;
  /** The pull requests that are known to be closed; absent where nothing is stored. */
  closed?: KnownClosed;
  /** The channels that the operator lets the owner use; absent where that is not known. */
  channels?: readonly string[];
  /** What to read along with the items that events ask for. */
  also?: ItemsAlso;
};

/** `listedAt` is when they were listed last; null: never. */
export type KnownClosed = { numbers: ReadonlySet<number>; listedAt: Date | null };

export const NO_EARLIER: EarlierLooks = { pulls: null, unanswered: [] };

/** `known` is the dashboard where it may have lost the label by which it is found. */
export async function observeDashboard(
  read: DeliveryReader,
  now: Date,
  { pulls, unanswered }: EarlierLooks,
  known: readonly OwnIssue[] = [],
): Promise<Snapshot> {
  const delivery = pulls === null ? await observeDelivery(read, now) : await observeStanding(read, now, pulls);
  if (delivery.plan.kind === "inactive") return delivery;
  const { scope, ...seen } = await withDashboard(read, delivery, known);
  return "dashboards" in scope && unanswered.length > 0
    ? { ...seen, scope: { ...scope, unanswered: [...unanswered] } }
    : { ...seen, scope };
}

async function observeStanding(read: DeliveryReader, now: Date, pulls: readonly PullItem[]): Promise<Snapshot> {
  const scope: Scope = { kind: "standing", requirement: UNREAD, dashboards: [], pulls: [...pulls] };
  return completeSnapshot(read, { repository: await read.repository(), items: [], scope }, now);
}

/** A snapshot of the delivery with its dashboard. */
export async function withDashboard(
  read: DeliveryReader,
  delivery: Snapshot,
  known: readonly OwnIssue[] = [],
): Promise<Snapshot> {
  const found = (await read.dashboards()).filter(({ number }) => !known.some((issue) => issue.number === number));
  const requirement = await readRequirement(read, delivery);
  const shown = { requirement, dashboards: [...known, ...found] };
  const { scope } = delivery;
  return { ...delivery, scope: scope.kind === "standing" ? { ...scope, ...shown } : { kind: "dashboard", ...shown } };
}

/** What the default branch asks of the check; unread where no dashboard would say it. */
export async function readRequirement(read: DeliveryReader, { plan, repository }: Snapshot): Promise<Requirement> {
  const { defaultBranch } = repository;
  if (plan.kind !== "active" || !plan.plan.dashboard || defaultBranch === null) return UNREAD;
  return read.requirement(defaultBranch);
}
