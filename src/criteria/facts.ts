// Facts by what was asked.
import type { Fact, FactQuery, FactValue } from "../github/model.ts";

/** The same for equal questions, in whatever order their keys were written. */
const queryKey = (query: FactQuery): string =>
  JSON.stringify(Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Each question once. */
export const distinctQueries = (queries: readonly FactQuery[]): FactQuery[] => [
  ...new Map(queries.map((query) => [queryKey(query), query])).values(),
];

export const factOf = (facts: readonly Fact[], query: FactQuery): Fact | undefined =>
  facts.find((fact) => queryKey(fact.query) === queryKey(query));

/** Throws for what was not asked for, or could not be read: `unread` says so before. */
export function answerTo<Query extends FactQuery>(facts: readonly Fact[], query: Query): FactValue<Query["kind"]> {
  const isRead = (fact: Fact): fact is Fact & { answer: { kind: "read"; value: FactValue<Query["kind"]> } } =>
    fact.answer.kind === "read" && queryKey(fact.query) === queryKey(query);
  const found = facts.find(isRead);
  if (found === undefined) throw new RangeError(`nobody asked for ${JSON.stringify(query)}`);
  return found.answer.value;
}

/** Why one of these could not be had, with the next step; null when all are there. */
export function unread(facts: readonly Fact[], queries: readonly FactQuery[]): string | null {
  for (const query of queries) {
    const fact = factOf(facts, query);
    if (fact === undefined) return "it was not read yet";
    if (fact.answer.kind === "denied") return lacks(fact.answer.permission);
  }
  return null;
}

const lacks = (permission: string): string =>
  `GitHub does not let the app read this: grant it the permission "${permission}" in its settings and accept that in the installation`;
