// The exit criteria, in the order in which documentation lists them, and the one way to evaluate them.
import type { CriterionName, CriterionOptions } from "../plan/criteria.ts";
import { type Criterion, type Evaluation, type Facts, unknown } from "./criterion.ts";
import { issuesClosed } from "./issues-closed.ts";
import { tasksDone } from "./tasks-done.ts";

export const criteria: { readonly [Name in CriterionName]?: Criterion<CriterionOptions<Name>> } = {
  "issues-closed": issuesClosed,
  "tasks-done": tasksDone,
};

export type CriterionState = { title: string; must: boolean; evaluation: Evaluation };

type Use<Name extends CriterionName> = { name: Name; options: CriterionOptions<Name> };

/** A criterion that can't be evaluated is unknown, which never counts as met. */
export function evaluateCriterion<Name extends CriterionName>(
  { name, options }: Use<Name>,
  facts: Facts,
  now: Date,
): CriterionState {
  const criterion: Criterion<CriterionOptions<Name>> | undefined = criteria[name];
  const { must } = options;
  if (criterion === undefined) return { title: name, must, evaluation: unknown("this version cannot evaluate it yet") };
  return { title: criterion.title(options), must, evaluation: criterion.evaluate(facts, options, now) };
}
