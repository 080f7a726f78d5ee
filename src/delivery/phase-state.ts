// How far a phase is: its criteria evaluated, and whether it is passed.
import { count, met, NO_MILESTONE, type OpenItem, unknown, unmet } from "../criteria/criterion.ts";
import { type CriterionState, evaluateCriterion } from "../criteria/index.ts";
import { withParts } from "../criteria/members.ts";
import { type MemberPlace, memberName, type PlacedMilestone } from "../criteria/placed.ts";
import type { Decision } from "../decisions/decision.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { contextsOf } from "./contexts.ts";
import { type Delivery, deliveryFacts } from "./delivery.ts";

/** `asks` says who asks for it: the plan's criteria, or a level of `gate.until`. */
export type PhaseCriterion = CriterionState & { asks: "plan" | "milestones" | "decision" };

export type PhaseState = {
  phase: Phase;
  milestones: PlacedMilestone[];
  /** Null while it hasn't. */
  began: Date | null;
  ended: Date | null;
  /** The plan's criteria, then what `gate.until` asks for on top of them. */
  criteria: PhaseCriterion[];
  /** The latest that counts, over all rounds of its boundary review. */
  decision: Decision | null;
};

/** A decision comes first, at every level of `gate.until`: after a continue nothing that is reopened locks the gate again. */
export const isPassed = ({ criteria, decision }: Pick<PhaseState, "criteria" | "decision">): boolean =>
  decision === null ? !criteria.some(holdsBack) : decision.outcome === "continue";

/** Every later phase in the list is shut, whatever it requires. */
export const isStopped = ({ decision }: Pick<PhaseState, "decision">): boolean => decision?.outcome === "stop";

/** `not-applicable` asks for nothing; `unknown` is never taken for met. */
export const holdsBack = ({ must, evaluation }: Pick<CriterionState, "must" | "evaluation">): boolean =>
  must && (evaluation.state === "unmet" || evaluation.state === "unknown");

/** Every phase of the plan, in delivery order. */
export function phaseStates(delivery: Delivery, now: Date): PhaseState[] {
  const { plan, members, decisions } = delivery;
  const facts = deliveryFacts(delivery);
  return [...contextsOf(delivery)].map(([phase, context]) => {
    const decision = decisions.get(phase) ?? null;
    const { milestones, began, ended } = context;
    const known = { ...context, facts };
    const criteria = phase.criteria.map(
      (use): PhaseCriterion => ({ ...evaluateCriterion(use, known, now), asks: "plan" }),
    );
    return {
      phase,
      milestones,
      began,
      ended,
      decision,
      criteria: [...criteria, ...levels[plan.gate.until](milestones, decision, members)],
    };
  });
}

type Level = (
  milestones: PlacedMilestone[],
  decision: Decision | null,
  members: readonly MemberPlace[],
) => PhaseCriterion[];

const levels: Record<Plan["gate"]["until"], Level> = {
  criteria: () => [],
  milestone: (milestones, _decision, members) => [allClosed(milestones, members)],
  decision: (milestones, decision, members) => [allClosed(milestones, members), decidedToContinue(decision)],
};

/** What a review decides on: all but that it has decided. */
export const criteriaToDecideOn = ({ criteria }: Pick<PhaseState, "criteria">): PhaseCriterion[] =>
  criteria.filter(({ asks }) => asks !== "decision");

/** What of that still holds a phase back: what a `continue` has to waive. */
export const unmetOf = (state: Pick<PhaseState, "criteria">): PhaseCriterion[] =>
  criteriaToDecideOn(state).filter(holdsBack);

function decidedToContinue(decision: Decision | null): PhaseCriterion {
  const asked = { title: "The boundary review decided to continue", must: true, asks: "decision" } as const;
  if (decision === null) return { ...asked, evaluation: unmet("no decision yet", null) };
  const reason = `it decided to ${decision.outcome}`;
  const evaluation =
    decision.outcome === "continue" ? met(reason) : unmet(reason, null, [{ title: "The decision", url: decision.url }]);
  return { ...asked, evaluation };
}

const CLOSE = { one: "Close the milestone", all: "Close the milestones" };

function allClosed(milestones: PlacedMilestone[], members: readonly MemberPlace[]): PhaseCriterion {
  const asked = { title: "Every milestone is closed", must: true, asks: "milestones" } as const;
  const lost = members.find(({ unread }) => unread !== null);
  if (lost !== undefined) return { ...asked, evaluation: unknown(`${memberName(lost)} ${lost.unread}`) };
  const open = milestones.filter(({ state }) => state === "open");
  if (milestones.length > 0 && open.length === 0) return { ...asked, evaluation: met(closedText(milestones)) };
  const [first] = open;
  const todo =
    first === undefined
      ? null
      : ({ text: CLOSE[open.length === 1 ? "one" : "all"], who: "write", url: first.url } as const);
  const named = open.flatMap((milestone) => openMilestone(members, milestone));
  const evaluation = unmet(closedText(milestones), todo, named, open.length - named.length);
  return { ...asked, evaluation: withParts(evaluation, { members }, milestones, openPart) };
}

const isOpen = ({ state }: PlacedMilestone): boolean => state === "open";

const openPart = (own: readonly PlacedMilestone[]): string | null => (own.some(isOpen) ? closedText(own) : null);

const closedText = (milestones: readonly PlacedMilestone[]): string =>
  milestones.length === 0
    ? NO_MILESTONE
    : `${milestones.filter((each) => !isOpen(each)).length} of ${count(milestones.length, "milestone")} closed`;

/** None where nobody may learn of it. In a delivery over several repositories it is called by its repository, too. */
function openMilestone(members: readonly MemberPlace[], { member, title, url }: PlacedMilestone): OpenItem[] {
  const place = members.find((each) => each.member === member);
  if (members.length < 2 || place === undefined) return [{ title, url }];
  return place.slug === null ? [] : [{ title: `${place.slug}: ${title}`, url }];
}
