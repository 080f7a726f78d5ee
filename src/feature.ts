// A feature of the product: the facts it needs, when time alone changes its decision, and the changes it wants.
import type { Change } from "./change.ts";
import { type Delivery, soleDelivery } from "./delivery/delivery.ts";
import { type PhaseState, phaseStates } from "./delivery/phase-state.ts";
import type { FactQuery } from "./github/model.ts";
import type { Resolution } from "./plan/resolve.ts";
import type { Snapshot } from "./snapshot.ts";

/** A valid plan, and the state of its phases. */
export type ActiveSituation = {
  kind: "active";
  snapshot: Snapshot;
  delivery: Delivery;
  states: readonly PhaseState[];
  now: Date;
};

/** The input of every feature. */
export type Situation =
  | ActiveSituation
  | { kind: "invalid"; snapshot: Snapshot; plan: Extract<Resolution, { kind: "invalid" }>; now: Date }
  | { kind: "inactive"; snapshot: Snapshot; now: Date };

/** A plan exists, valid or not. */
export type PlannedSituation = Exclude<Situation, { kind: "inactive" }>;

/** The input before the facts are read. */
export type Asking = { delivery: Delivery; scope: Snapshot["scope"]; now: Date };

/** Pure: the same situation gives the same changes, and after these are written, none. */
export type Feature = {
  /** Its folder. */
  name: string;
  /** Facts beyond the snapshot that `moments` and `decide` read. */
  needs(asking: Asking): FactQuery[];
  /** Times at which time alone may change the decision. Past times are ignored. */
  moments(situation: ActiveSituation): Date[];
  decide(situation: Situation): Change[];
};

/** For a feature that needs no facts. */
export const noFacts = (): FactQuery[] => [];

/** For a feature that time alone never changes. */
export const noMoments = (): Date[] => [];

/** For a feature that needs a valid plan. */
export const whenActive =
  (decide: (situation: ActiveSituation) => Change[]) =>
  (situation: Situation): Change[] =>
    situation.kind === "active" ? decide(situation) : [];

/** A repository alone is a delivery of one. */
export function situationOf(snapshot: Snapshot, now: Date): Situation {
  const { plan, repository } = snapshot;
  if (plan.kind === "inactive") return { kind: "inactive", snapshot, now };
  if (plan.kind === "invalid") return { kind: "invalid", snapshot, plan, now };
  const delivery = soleDelivery(plan.plan, repository);
  return { kind: "active", snapshot, delivery, states: phaseStates(delivery, now), now };
}
