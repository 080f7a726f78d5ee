// What the criteria of each phase know, what they still need to, and when time alone changes them.
import type { PhaseContext } from "../criteria/criterion.ts";
import { distinctQueries } from "../criteria/facts.ts";
import { momentsOf, needsOf } from "../criteria/index.ts";
import type { FactQuery, RepositoryReading } from "../github/model.ts";
import { sameLabel } from "../labels/labels.ts";
import { milestonesOf, phaseOf } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { spansOf } from "../plan/spans.ts";
import { decisionsOf } from "../review/decision.ts";

export type Readings = Pick<RepositoryReading, "url" | "defaultBranch" | "milestones" | "labels" | "facts" | "reviews">;
type Phases = Pick<Plan, "phases">;

/** When boundary reviews decided to continue, by the phase's id. */
const continuedIn = (plan: Phases, reviews: Readings["reviews"]): Map<string, Date> =>
  new Map(
    [...decisionsOf(plan, reviews)].flatMap(([{ id }, { outcome, record }]) =>
      outcome === "continue" && record !== null ? [[id, record.at]] : [],
    ),
  );

export function contextsOf(plan: Phases, repository: Readings): Map<Phase, PhaseContext> {
  const { milestones, labels } = repository;
  const planned = milestones.filter((milestone) => phaseOf(plan, milestone) !== null);
  const spans = spansOf(plan, milestones, continuedIn(plan, repository.reviews));
  const spelled = (label: string) => labels.find(({ name }) => sameLabel(name, label))?.name ?? label;
  return new Map(
    plan.phases.map((phase) => {
      const { began = null, ended = null } = spans.get(phase) ?? {};
      return [
        phase,
        { phase, milestones: milestonesOf(plan, phase, planned), planned, began, ended, repository, spelled },
      ];
    }),
  );
}

/** What the criteria of all phases ask for, each question once. */
export const factsNeeded = (plan: Phases, repository: Readings): FactQuery[] =>
  distinctQueries(
    [...contextsOf(plan, repository)].flatMap(([{ criteria }, context]) =>
      criteria.flatMap((use) => needsOf(use, context)),
    ),
  );

/** When time alone may change what a phase's criteria say. */
export const criteriaMoments = (plan: Phases, repository: Readings): Date[] =>
  [...contextsOf(plan, repository)].flatMap(([{ criteria }, context]) =>
    criteria.flatMap((use) => momentsOf(use, context)),
  );
