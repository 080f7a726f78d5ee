// The issues of a phase that have some labels.
import type { CountedIssue, FactQuery } from "../github/model.ts";
import type { KnownPhase, PhaseContext } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { type PlacedQuery, placeQuery, spelledIn } from "./placed.ts";

type Asking = Pick<PhaseContext, "milestones" | "members">;

/** All of the labels, in any case. */
export const labelledIn = (
  { milestones, members }: Asking,
  labels: readonly string[],
): PlacedQuery<FactQuery<"milestone-issues">>[] =>
  milestones.map((milestone) => {
    const place = members.find(({ member }) => member === milestone.member);
    const spelled = labels.map((label) => (place === undefined ? label : spelledIn(place, label)));
    return placeQuery(milestone, { kind: "milestone-issues", milestone: milestone.number, labels: spelled });
  });

/** An issue with the repository that it is in. */
export type MemberIssue = CountedIssue & { member: string };

export const issuesLabelled = (
  { facts, ...context }: Asking & Pick<KnownPhase, "facts">,
  labels: readonly string[],
): MemberIssue[] =>
  labelledIn(context, labels).flatMap((query) =>
    answerTo(facts, query).map((issue) => ({ ...issue, member: query.member })),
  );
