// The exit criteria, in the order in which documentation lists them, and the one way to evaluate them.
import type { z } from "zod";
import { alertsCriterion } from "./alerts.ts";
import { approvalsCriterion } from "./approvals.ts";
import { checkCriterion } from "./check.ts";
import { type Criterion, type Evaluation, type KnownPhase, type PhaseContext, unknown } from "./criterion.ts";
import { deploymentCriterion } from "./deployment.ts";
import { unread } from "./facts.ts";
import { feedbackCriterion } from "./feedback.ts";
import { filesExistCriterion } from "./files-exist.ts";
import { hypothesesTestedCriterion } from "./hypotheses-tested.ts";
import { issuesClosedCriterion } from "./issues-closed.ts";
import { wantedPlaces } from "./members.ts";
import { noOpenCriterion } from "./no-open.ts";
import { memberName, type PlacedQuery } from "./placed.ts";
import { pullRequestsMergedCriterion } from "./pull-requests-merged.ts";
import { releaseCriterion } from "./release.ts";
import { scopeCriterion } from "./scope.ts";
import { tasksDoneCriterion } from "./tasks-done.ts";
import { timeboxCriterion } from "./timebox.ts";
import { workflowCriterion } from "./workflow.ts";

const CRITERIA = {
  "issues-closed": issuesClosedCriterion,
  "tasks-done": tasksDoneCriterion,
  "no-open": noOpenCriterion,
  "pull-requests-merged": pullRequestsMergedCriterion,
  feedback: feedbackCriterion,
  "hypotheses-tested": hypothesesTestedCriterion,
  workflow: workflowCriterion,
  release: releaseCriterion,
  deployment: deploymentCriterion,
  "files-exist": filesExistCriterion,
  scope: scopeCriterion,
  timebox: timeboxCriterion,
  approvals: approvalsCriterion,
  alerts: alertsCriterion,
  check: checkCriterion,
};

export type CriterionName = keyof typeof CRITERIA;
export type CriterionOptions<Name extends CriterionName> = z.infer<(typeof CRITERIA)[Name]["schema"]>;

/** A criterion as a plan uses it, its options filled in. */
export type CriterionUse = { [Name in CriterionName]: UseOf<Name> }[CriterionName];
type UseOf<Name extends CriterionName> = { name: Name; options: CriterionOptions<Name> };

export const criteria: { readonly [Name in CriterionName]: Criterion<Name, CriterionOptions<Name>> } = CRITERIA;

export type CriterionState = { title: string; must: boolean; evaluation: Evaluation };

/** A criterion whose facts could not be had is unknown, which never counts as met. */
export function evaluateCriterion<Name extends CriterionName>(
  { name, options }: UseOf<Name>,
  known: KnownPhase,
  now: Date,
): CriterionState {
  const criterion: Criterion<Name, CriterionOptions<Name>> = criteria[name];
  const missing =
    lostMember(known, criterion.optionNames.includes("repository") ? options : null) ??
    unread(known.facts, criterion.needs(known, options));
  const evaluation = missing === null ? criterion.evaluate(known, options, now) : unknown(missing);
  return { title: criterion.title(options), must: options.must, evaluation };
}

/** Why a repository that the criterion is about can't be read. `options` is null for a criterion that is about all of them. */
function lostMember(known: KnownPhase, options: object | null): string | null {
  const places = options === null ? known.members : wantedPlaces(known, repositoryIn(options));
  const lost = places.find((place) => place !== null && place.unread !== null);
  return lost === undefined || lost === null ? null : `${memberName(lost)} ${lost.unread}`;
}

const repositoryIn = (options: object): string | undefined =>
  "repository" in options && typeof options.repository === "string" ? options.repository : undefined;

export function needsOf<Name extends CriterionName>(
  { name, options }: UseOf<Name>,
  context: PhaseContext,
): PlacedQuery[] {
  const criterion: Criterion<Name, CriterionOptions<Name>> = criteria[name];
  return criterion.needs(context, options);
}

/** When time alone may change the outcome. */
export const momentsOf = ({ name }: { name: CriterionName }, context: PhaseContext): Date[] =>
  criteria[name].moments?.(context) ?? [];
