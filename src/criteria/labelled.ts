// The issues of a phase that have some labels.
import type { CountedIssue, FactQuery } from "../github/model.ts";
import type { KnownPhase, PhaseContext } from "./criterion.ts";
import { answerTo } from "./facts.ts";

type Asking = Pick<PhaseContext, "milestones" | "spelled">;

/** All of the labels, in any case. */
export const labelledIn = (
  { milestones, spelled }: Asking,
  labels: readonly string[],
): FactQuery<"milestone-issues">[] =>
  milestones.map(({ number }) => ({ kind: "milestone-issues", milestone: number, labels: labels.map(spelled) }));

export const issuesLabelled = (
  { facts, ...context }: Asking & Pick<KnownPhase, "facts">,
  labels: readonly string[],
): CountedIssue[] => labelledIn(context, labels).flatMap((query) => answerTo(facts, query));
