// Facts come along with a reading as its plan needed them last time, so that a decision takes one request.
import type { z } from "zod";
import { readCommentedPulls } from "./comments.ts";
import type { Context } from "./context.ts";
import { along, isOfFacts, readFacts, selectionsOf, steps } from "./facts.ts";
import { factsDocument } from "./graphql/documents.ts";
import { query } from "./graphql/query.ts";
import { factsAnswer } from "./graphql/shapes.ts";
import type { Fact, FactQuery } from "./model.ts";

/** What is wrong with one of the facts is for `rememberedFacts` to find out. */
export async function withFacts<Shape extends z.ZodType<{ repository: Record<string, unknown> }>>(
  { graphql, run, memory }: Context,
  shape: Shape,
  document: (facts: string) => string,
  variables: Record<string, unknown>,
): Promise<{ answer: z.infer<Shape>; facts: Fact[] }> {
  const { fetches, runs } = along(memory.recall());
  const [answer, ran] = await Promise.all([
    query(graphql, shape, document(selectionsOf(fetches)), variables).catch((error: unknown) => {
      if (!isOfFacts(error)) throw error;
      return query(graphql, shape, document(""), variables);
    }),
    Promise.all(runs.map(run)),
  ]);
  const read = steps(fetches, answer.repository).flatMap((step) => (step.kind === "read" ? [step.fact] : []));
  return { answer, facts: [...read, ...ran] };
}

export async function rememberedFacts(
  context: Context,
  queries: readonly FactQuery[],
  there: readonly Fact[],
): Promise<Fact[]> {
  const { graphql, run, where, memory } = context;
  const ask = async (selections: string) =>
    (await query(graphql, factsAnswer, factsDocument(selections), where)).repository;
  const facts = await readFacts({ ask, run, pulls: (query) => readCommentedPulls(context, query) }, queries, there);
  memory.remember(facts.flatMap(({ query, answer }) => (answer.kind === "read" ? [query] : [])));
  return facts;
}
