// What the criteria of each phase know, what they still need to, and when time alone changes them.
import type { PhaseContext } from "../criteria/criterion.ts";
import { distinctQueries } from "../criteria/facts.ts";
import { momentsOf, needsOf } from "../criteria/index.ts";
import type { PlacedQuery } from "../criteria/placed.ts";
import { milestonesByPhase } from "../plan/match.ts";
import type { Phase } from "../plan/plan.ts";
import { type Delivery, milestonesIn } from "./delivery.ts";
import { spansOf } from "./spans.ts";

/** When boundary reviews decided to continue, by the phase's id. */
const continuedIn = ({ decisions }: Delivery): Map<string, Date> =>
  new Map(
    [...decisions].flatMap(([{ id }, { outcome, record }]) =>
      outcome === "continue" && record !== null ? [[id, record.at]] : [],
    ),
  );

/** Every feature asks for them, and nobody changes a delivery. */
const contexts = new WeakMap<Delivery, ReadonlyMap<Phase, PhaseContext>>();

/** What is known of each phase at every look, in the plan's order. */
export function contextsOf(delivery: Delivery): ReadonlyMap<Phase, PhaseContext> {
  const known = contexts.get(delivery) ?? contextsIn(delivery);
  contexts.set(delivery, known);
  return known;
}

function contextsIn(delivery: Delivery): Map<Phase, PhaseContext> {
  const { plan, members, home } = delivery;
  const milestones = milestonesIn(delivery);
  const byPhase = milestonesByPhase(plan, milestones);
  const unplanned = new Set(byPhase.get(null));
  const planned = milestones.filter((milestone) => !unplanned.has(milestone));
  const spans = spansOf(plan, milestones, continuedIn(delivery));
  return new Map(
    plan.phases.map((phase) => {
      const { began = null, ended = null } = spans.get(phase) ?? {};
      return [phase, { phase, milestones: byPhase.get(phase) ?? [], planned, began, ended, members, home }];
    }),
  );
}

/** What the criteria of all phases ask for, each question once. */
export const criteriaNeeds = (delivery: Delivery): PlacedQuery[] =>
  distinctQueries(
    [...contextsOf(delivery)].flatMap(([{ criteria }, context]) => criteria.flatMap((use) => needsOf(use, context))),
  );

/** When time alone may change what a phase's criteria say. */
export const criteriaMoments = (delivery: Delivery): Date[] =>
  [...contextsOf(delivery)].flatMap(([{ criteria }, context]) => criteria.flatMap((use) => momentsOf(use, context)));
