// Facts by what was asked.
import type { Fact, FactQuery, FactValue } from "../github/model.ts";

/** The same for equal questions, in whatever order their keys were written. */
export const queryKey = (query: FactQuery): string =>
  JSON.stringify(Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Each question once. */
export const distinctQueries = <Query extends FactQuery>(queries: readonly Query[]): Query[] => [
  ...new Map(queries.map((query) => [queryKey(query), query])).values(),
];

/** Facts of many repositories are asked for again and again, and nobody changes a list of them: each is sorted once. */
const sorted = new WeakMap<readonly Fact[], Map<string, Fact[]>>();

function factsFor<Known extends Fact>(facts: readonly Known[], query: Known["query"]): readonly Known[] {
  let byQuery = sorted.get(facts);
  if (byQuery === undefined) {
    byQuery = Map.groupBy(facts, (fact) => queryKey(fact.query));
    sorted.set(facts, byQuery);
  }
  // What was put there is of this list.
  return (byQuery.get(queryKey(query)) ?? []) as readonly Fact[] as readonly Known[];
}

export const factOf = <Known extends Fact>(facts: readonly Known[], query: Known["query"]): Known | undefined =>
  factsFor(facts, query)[0];

/** Throws for what was not asked for, or could not be read: `unread` says so before. */
export function answerTo<Known extends Fact, Query extends Known["query"]>(
  facts: readonly Known[],
  query: Query,
): FactValue<Query["kind"]> {
  const isRead = (fact: Known): fact is Known & { answer: { kind: "read"; value: FactValue<Query["kind"]> } } =>
    fact.answer.kind === "read";
  const found = factsFor(facts, query).find(isRead);
  if (found === undefined) throw new RangeError(`nobody asked for ${JSON.stringify(query)}`);
  return found.answer.value;
}

/** Why one of these could not be had, with the next step; null when all are there. */
export function unread<Known extends Fact>(facts: readonly Known[], queries: readonly Known["query"][]): string | null {
  for (const query of queries) {
    const fact = factOf(facts, query);
    if (fact === undefined) return "it was not read yet";
    if (fact.answer.kind === "denied") return lacks(fact.answer.permission);
  }
  return null;
}

const lacks = (permission: string): string =>
  `GitHub does not let the app read this: grant it the permission "${permission}" in its settings and accept that in the installation`;
