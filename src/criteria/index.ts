// The exit criteria, in the order in which documentation lists them, and the one way to evaluate them.
import type { FactQuery } from "../github/model.ts";
import type { CriterionName, CriterionOptions } from "../plan/criteria.ts";
import { type Context, type Criterion, type Evaluation, type Known, unknown } from "./criterion.ts";
import { deployment } from "./deployment.ts";
import { unread } from "./facts.ts";
import { feedback } from "./feedback.ts";
import { filesExist } from "./files-exist.ts";
import { hypothesesTested } from "./hypotheses-tested.ts";
import { issuesClosed } from "./issues-closed.ts";
import { noOpen } from "./no-open.ts";
import { pullRequestsMerged } from "./pull-requests-merged.ts";
import { release } from "./release.ts";
import { scope } from "./scope.ts";
import { tasksDone } from "./tasks-done.ts";
import { timebox } from "./timebox.ts";
import { workflow } from "./workflow.ts";

export const criteria: { readonly [Name in CriterionName]: Criterion<CriterionOptions<Name>> } = {
  "issues-closed": issuesClosed,
  "tasks-done": tasksDone,
  "no-open": noOpen,
  "pull-requests-merged": pullRequestsMerged,
  feedback,
  "hypotheses-tested": hypothesesTested,
  workflow,
  release,
  deployment,
  "files-exist": filesExist,
  scope,
  timebox,
};

export type CriterionState = { title: string; must: boolean; evaluation: Evaluation };

type Use<Name extends CriterionName> = { name: Name; options: CriterionOptions<Name> };

/** A criterion whose facts could not be had is unknown, which never counts as met. */
export function evaluateCriterion<Name extends CriterionName>(
  { name, options }: Use<Name>,
  known: Known,
  now: Date,
): CriterionState {
  const criterion: Criterion<CriterionOptions<Name>> = criteria[name];
  const missing = unread(known.facts, criterion.needs(known, options));
  const evaluation = missing === null ? criterion.evaluate(known, options, now) : unknown(missing);
  return { title: criterion.title(options), must: options.must, evaluation };
}

export function needsOf<Name extends CriterionName>({ name, options }: Use<Name>, context: Context): FactQuery[] {
  const criterion: Criterion<CriterionOptions<Name>> = criteria[name];
  return criterion.needs(context, options);
}

/** When time alone may change the outcome. */
export const momentsOf = ({ name }: { name: CriterionName }, context: Context): Date[] =>
  criteria[name].moments?.(context) ?? [];
