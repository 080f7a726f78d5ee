// Boundary reviews and the dashboard are in no phase, whatever milestone or label somebody gives them: they are taken out of what is counted.
import type { CountedIssue, Fact, FactValue, Milestone, OwnWork, RepositoryReading } from "../github/model.ts";

/** The same reading as if nobody had put the app's own issues among people's work. */
export const withoutOwnWork = (repository: RepositoryReading): RepositoryReading => ({
  ...repository,
  milestones: repository.milestones.map((milestone) => withoutOwnIn(milestone, repository.own)),
  // Once: what is taken out is in no milestone any more.
  own: repository.own.map((each) => ({ ...each, milestone: null })),
});

function withoutOwnIn(milestone: Milestone, own: readonly OwnWork[]): Milestone {
  const inside = own.filter((each) => each.milestone === milestone.number);
  const left = (state: "open" | "done" | "dropped"): number =>
    Math.max(0, milestone.issues[state] - inside.filter((each) => each.state === state).length);
  const firstOpen = milestone.issues.firstOpen.filter(({ number }) => !isOwn(own, number));
  const counts = { open: left("open"), done: left("done"), dropped: left("dropped") };
  return inside.length === 0 ? milestone : { ...milestone, issues: { ...milestone.issues, ...counts, firstOpen } };
}

const isOwn = (own: readonly OwnWork[], number: number): boolean => own.some((each) => each.number === number);

/** The same of facts that list or count issues. */
export const factsWithoutOwn = (facts: readonly Fact[], own: readonly OwnWork[]): Fact[] =>
  facts.map((fact) => {
    if (fact.answer.kind !== "read") return fact;
    return { ...fact, answer: { ...fact.answer, value: valueWithoutOwn(fact, fact.answer.value, own) } };
  });

type Value = Extract<Fact["answer"], { kind: "read" }>["value"];

function valueWithoutOwn({ query }: Fact, value: Value, own: readonly OwnWork[]): Value {
  if (query.kind === "dropped-issues" && typeof value === "number") {
    const inside = own.filter(({ milestone, state }) => milestone === query.milestone && state === "dropped");
    return Math.max(0, value - inside.length);
  }
  if (
    query.kind === "open-issues" &&
    typeof value === "object" &&
    value !== null &&
    "total" in value &&
    "first" in value
  )
    return openWithoutOwn(value, own);
  if ((query.kind === "milestone-issues" || query.kind === "added-issues") && Array.isArray(value))
    return value.filter((each): each is CountedIssue => "number" in each && !isOwn(own, each.number));
  return value;
}

type OpenIssues = FactValue<"open-issues" | "open-pulls">;

function openWithoutOwn({ first, total }: OpenIssues, own: readonly OwnWork[]): OpenIssues {
  const others = first.filter(({ number }) => !isOwn(own, number));
  return { first: others, total: total === null ? null : total - (first.length - others.length) };
}
