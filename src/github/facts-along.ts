// A reading includes the facts that its plan needed last time, so that a decision takes one request.
import type { z } from "zod";
import type { ReadContext } from "./context.ts";
import { factsAlong, factsIn, isOfFacts, readFacts, selectionsOf } from "./facts-reading.ts";
import { queryGraphql } from "./graphql/query.ts";
import type { ReadingKind, ReadingMemory } from "./memory.ts";
import type { Fact, FactQuery } from "./model.ts";

export type FactContext = ReadContext & { memory: ReadingMemory };

/** An error of a fact leads to a reading without facts; `rememberedFacts` then reads them and finds the error. */
export async function withFacts<Shape extends z.ZodType<{ repository: Record<string, unknown> }>>(
  context: FactContext,
  kind: ReadingKind,
  shape: Shape,
  document: (facts: string) => string,
  variables: Record<string, unknown>,
): Promise<{ answer: z.infer<Shape>; facts: Fact[] }> {
  const { graphql, memory } = context;
  const { selected, requested } = factsAlong(memory.recall(kind), memory.starts);
  const [answer, others] = await Promise.all([
    queryGraphql(graphql, shape, document(selectionsOf(selected)), variables).catch((error: unknown) => {
      if (!isOfFacts(error)) throw error;
      return queryGraphql(graphql, shape, document(""), variables);
    }),
    Promise.all(requested.map((each) => each.read(context))),
  ]);
  return { answer, facts: [...factsIn(selected, answer.repository, memory.starts), ...others] };
}

export async function rememberedFacts(
  context: FactContext,
  kind: ReadingKind,
  queries: readonly FactQuery[],
  there: readonly Fact[],
): Promise<Fact[]> {
  const facts = await readFacts(context, queries, there, context.memory.starts);
  context.memory.remember(
    kind,
    facts.flatMap(({ query: asked, answer }) => (answer.kind === "read" ? [asked] : [])),
  );
  return facts;
}
