// What the app would do in a repository: everything that it reads there, and what it would change.
import type { Change } from "../change.ts";
import type { Source } from "../plan/resolve.ts";
import { ANY_ACCESS } from "../reconcile/access.ts";
import { decide } from "../reconcile/decide.ts";
import type { DeliveryReader } from "../reconcile/delivery-source.ts";
import { withDashboard } from "../reconcile/observe-delivery.ts";
import { observeRepository } from "../reconcile/observe-repository.ts";
import { decideProposals } from "../reconcile/reconcile.ts";
import type { Snapshot } from "../snapshot.ts";

export type PlannedRepository = { snapshot: Snapshot; changes: Change[] };

/** A dry run: it reads what the app reads, and writes nothing. */
export async function planRepository(reader: DeliveryReader, now: Date): Promise<PlannedRepository> {
  const snapshot = await observeAll(reader, now);
  const proposed = await decideProposals({ read: reader, access: ANY_ACCESS }, snapshot, now);
  return { snapshot, changes: [...decide(snapshot, now), ...proposed] };
}

/** Everything that the app reads, including the dashboard. */
async function observeAll(reader: DeliveryReader, now: Date): Promise<Snapshot> {
  const snapshot = await observeRepository(reader, now, null, { kind: "delivery", requirement: { kind: "unread" } });
  return snapshot.plan.kind === "active" ? withDashboard(reader, snapshot) : snapshot;
}

const SOURCES = {
  repository: "its .github/milegate.yml",
  owner: "the owner's .github/milegate.yml",
  "built-in": "the built-in plan",
} as const satisfies Record<Source, string>;

export const describePlanSource = (source: Source): string => SOURCES[source];
