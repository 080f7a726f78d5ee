// A milestone's counts, as exact as what was read. The same number is shown everywhere.
import { answerTo, unread } from "../criteria/facts.ts";
import type {
  CountedIssue,
  Fact,
  FactQuery,
  IssueCounts,
  Milestone,
  OwnIssue,
  RepositoryReading,
} from "../github/model.ts";

type Member = Pick<RepositoryReading, "milestones" | "facts" | "reviews">;

/** Boundary reviews are in no phase, whatever milestone somebody gives them. */
export const exactMilestones = ({ milestones, facts, reviews }: Member): Milestone[] =>
  milestones.map((milestone) => {
    const own = reviews.filter((review) => review.milestone?.number === milestone.number);
    return { ...milestone, issues: countsIn(milestone, facts, own) };
  });

const allIssues = ({ number }: Milestone): FactQuery<"milestone-issues"> => ({
  kind: "milestone-issues",
  milestone: number,
  labels: [],
});

function countsIn(milestone: Milestone, facts: readonly Fact[], own: readonly OwnIssue[]): IssueCounts {
  const all = allIssues(milestone);
  if (isRead(facts, all)) return tallied(withoutOwn(answerTo(facts, all), own));
  const { open, done, dropped, unsure, firstOpen } = milestone.issues;
  const query: FactQuery<"dropped-issues"> = { kind: "dropped-issues", milestone: milestone.number };
  const exact = isRead(facts, query) ? answerTo(facts, query) : null;
  const known =
    exact === null ? { done, dropped, unsure } : { done: done + dropped - exact, dropped: exact, unsure: 0 };
  const ownOf = (is: (review: OwnIssue) => boolean): number => own.filter(is).length;
  return {
    open: open - ownOf(({ state }) => state === "open"),
    done: known.done - ownOf((review) => review.state === "closed" && !isDropped(review)),
    dropped: known.dropped - ownOf((review) => review.state === "closed" && isDropped(review)),
    unsure: known.unsure,
    firstOpen: withoutOwn(firstOpen, own),
  };
}

const isDropped = ({ stateReason }: OwnIssue): boolean => stateReason === "not_planned";

/** As many as a reading brings. */
const FIRST_OPEN = 10;

function tallied(issues: readonly CountedIssue[]): IssueCounts {
  const of = (state: CountedIssue["state"]) => issues.filter((issue) => issue.state === state);
  const first = of("open").map(({ number, title, url }) => ({ number, title, url }));
  const numbers = { open: of("open").length, done: of("done").length, dropped: of("dropped").length };
  return { ...numbers, unsure: 0, firstOpen: first.slice(0, FIRST_OPEN) };
}

const withoutOwn = <Issue extends { number: number }>(issues: readonly Issue[], own: readonly OwnIssue[]): Issue[] =>
  issues.filter(({ number }) => !own.some((review) => review.number === number));

const isRead = (facts: readonly Fact[], query: FactQuery): boolean => unread(facts, [query]) === null;

/** Issues of a repository's list, without the app's own. */
export const phaseIssues = <Issue extends { number: number }>(
  issues: readonly Issue[],
  { reviews }: Pick<RepositoryReading, "reviews">,
): Issue[] => withoutOwn(issues, reviews);
