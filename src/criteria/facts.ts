// Facts by what was asked.
import type { Fact, FactQuery, FactValue } from "../github/model.ts";

/** The same for equal questions, in whatever order their keys were written. */
const queryKey = (query: FactQuery): string =>
  JSON.stringify(Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Each question once. */
export const distinctQueries = <Query extends FactQuery>(queries: readonly Query[]): Query[] => [
  ...new Map(queries.map((query) => [queryKey(query), query])).values(),
];

export const factOf = <Known extends Fact>(facts: readonly Known[], query: Known["query"]): Known | undefined =>
  facts.find((fact) => queryKey(fact.query) === queryKey(query));

/** Throws for what was not asked for, or could not be read: `unread` says so before. */
export function answerTo<Known extends Fact, Query extends Known["query"]>(
  facts: readonly Known[],
  query: Query,
): FactValue<Query["kind"]> {
  const isRead = (fact: Known): fact is Known & { answer: { kind: "read"; value: FactValue<Query["kind"]> } } =>
    fact.answer.kind === "read" && queryKey(fact.query) === queryKey(query);
  const found = facts.find(isRead);
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
