// A feature of the product: the facts it needs, when time alone changes its decision, and the changes it wants.
import type { Change } from "./change.ts";
import { factOf } from "./criteria/facts.ts";
import type { PlacedQuery } from "./criteria/placed.ts";
import { criteriaNeeds } from "./delivery/contexts.ts";
import { assembleDelivery, type Delivery, type OtherMembers, ownQueries } from "./delivery/delivery.ts";
import { type PhaseState, phaseStates } from "./delivery/phase-state.ts";
import type { RepositoryReading } from "./github/model.ts";
import type { Plan } from "./plan/plan.ts";
import type { Resolution } from "./plan/resolve.ts";
import type { Snapshot } from "./snapshot.ts";

/** A valid plan, and the state of its phases. */
export type ActiveSituation = {
  kind: "active";
  snapshot: Snapshot;
  delivery: Delivery;
  states: readonly PhaseState[];
  /** The same from what the criteria ask for alone, so that a check says the same after every look, whatever else that read. */
  verdictStates: readonly PhaseState[];
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
  needs(asking: Asking): PlacedQuery[];
  /** Times at which time alone may change the decision. Past times are ignored. */
  moments(situation: ActiveSituation): Date[];
  decide(situation: Situation): Change[];
};

/** For a feature that needs no facts. */
export const noFacts = (): PlacedQuery[] => [];

/** For a feature that time alone never changes. */
export const noMoments = (): Date[] => [];

/** For a feature that needs a valid plan. */
export const whenActive =
  (decide: (situation: ActiveSituation) => Change[]) =>
  (situation: Situation): Change[] =>
    situation.kind === "active" ? decide(situation) : [];

/** Many ask for it during a look, and nobody changes a snapshot: it is worked out once for each moment. */
const latest = new WeakMap<Snapshot, Situation>();

/** A repository alone is a delivery of one. */
export function situationOf(snapshot: Snapshot, now: Date): Situation {
  const known = latest.get(snapshot);
  if (known?.now.getTime() === now.getTime()) return known;
  const situation = situationAt(snapshot, now);
  latest.set(snapshot, situation);
  return situation;
}

function situationAt(snapshot: Snapshot, now: Date): Situation {
  const { plan, repository, others } = snapshot;
  if (plan.kind === "inactive") return { kind: "inactive", snapshot, now };
  if (plan.kind === "invalid") return { kind: "invalid", snapshot, plan, now };
  const delivery = assembleDelivery(plan.plan, repository, others);
  const lean = assembleDelivery(plan.plan, withCriteriaFacts(plan.plan, repository, others), others);
  const verdictStates = phaseStates(lean, now);
  return { kind: "active", snapshot, delivery, states: phaseStates(delivery, now), verdictStates, now };
}

/** With no facts but those that the plan's criteria ask for, which every look reads. */
export function withCriteriaFacts(plan: Plan, repository: RepositoryReading, others?: OtherMembers): RepositoryReading {
  const bare = assembleDelivery(plan, { ...repository, facts: [] }, others);
  const needed = ownQueries(bare, criteriaNeeds(bare));
  return { ...repository, facts: needed.flatMap((query) => factOf(repository.facts, query) ?? []) };
}
