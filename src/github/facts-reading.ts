// Reads facts: all selections in one document, with further documents only for lists longer than a page; other facts by separate requests.
import { GraphqlResponseError } from "@octokit/graphql";
import type { ReadContext } from "./context.ts";
import { BrokenAnswer } from "./errors.ts";
import type { FactDefinition, PageReading, SelectionCost, SelectionFact } from "./facts/definition.ts";
import { FACT_DEFINITIONS } from "./facts/index.ts";
import { factsDocument } from "./graphql/documents.ts";
import { queryGraphql } from "./graphql/query.ts";
import { factsAnswer } from "./graphql/shapes.ts";
import type { Fact, FactQuery, FactValue } from "./model.ts";
import { NO_PAGE_STARTS, type PageStarts } from "./page-starts.ts";

/** A selection that is being read. */
export type SelectedFact = {
  query: FactQuery;
  permission: string;
  cost: SelectionCost;
  reading: PageReading<FactValue>;
};

/** A fact with separate requests. */
type Requested = { along: boolean; read(context: ReadContext): Promise<Fact> };

const DEFINITIONS: ReadonlyMap<string, FactDefinition<FactQuery, FactValue>> = new Map(
  FACT_DEFINITIONS.map((definition): [string, FactDefinition<FactQuery, FactValue>] => [definition.kind, definition]),
);

/** Separates the queries by how they are read. */
function sorted(
  queries: readonly FactQuery[],
  starts: PageStarts,
): { selected: SelectedFact[]; requested: Requested[] } {
  const asked = queries.map((question) => ({ question, definition: definitionOf(question) }));
  return {
    selected: asked.flatMap(({ question, definition }) =>
      definition.via === "selection" ? [selectedBy(definition, question, starts)] : [],
    ),
    requested: asked.flatMap(({ question, definition }) =>
      definition.via === "requests"
        ? [
            {
              along: definition.along,
              read: async (context) => ({ query: question, answer: await definition.read(context, question) }),
            },
          ]
        : [],
    ),
  };
}

const selectedBy = (
  definition: SelectionFact<FactQuery, FactValue>,
  question: FactQuery,
  starts: PageStarts,
): SelectedFact => ({
  query: question,
  permission: definition.permission(question),
  cost: definition.cost,
  reading: definition.begin(question, starts.recall(queryKey(question))),
});

function definitionOf({ kind }: FactQuery): FactDefinition<FactQuery, FactValue> {
  const definition = DEFINITIONS.get(kind);
  if (definition === undefined) throw new RangeError(`there is no fact ${kind}`);
  return definition;
}

const queryKey = (question: FactQuery): string => JSON.stringify(question);

/** The facts to include in another reading, as far as they fit into its document. */
export function factsAlong(
  queries: readonly FactQuery[],
  starts: PageStarts,
): { selected: SelectedFact[]; requested: Requested[] } {
  const { selected, requested } = sorted(queries, starts);
  return { selected: fitting(selected), requested: requested.filter(({ along }) => along) };
}

/** Answers to all the queries, each once; known answers in `there` are not read again. */
export async function readFacts(
  context: ReadContext,
  queries: readonly FactQuery[],
  there: readonly Fact[],
  starts = NO_PAGE_STARTS,
): Promise<Fact[]> {
  const known = new Map(there.map((fact) => [queryKey(fact.query), fact]));
  const wanted = new Map(queries.map((question) => [queryKey(question), question]));
  const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, question]) => question);
  const { selected, requested } = sorted(missing, starts);
  const [read, others] = await Promise.all([
    readSelected(context, selected, starts),
    Promise.all(requested.map((each) => each.read(context))),
  ]);
  return [...[...wanted.keys()].flatMap((key) => known.get(key) ?? []), ...read, ...others];
}

/** Two documents bring them, or they are left out: what takes requests of its own, and lists that go on. */
const SOME_DOCUMENTS = 2;

/** `most` of the questions, and only those that go along with others in a document. */
export async function readSomeFacts(
  context: ReadContext,
  queries: readonly FactQuery[],
  most: number,
): Promise<Fact[]> {
  const wanted = [...new Map(queries.map((question) => [queryKey(question), question])).values()];
  const { selected } = sorted(wanted, NO_PAGE_STARTS);
  return readSelected(context, selected.slice(0, most), NO_PAGE_STARTS, SOME_DOCUMENTS);
}

/** A page's answer: a fact that is complete, or what is still to be read of it. */
type Step = { kind: "read"; fact: Fact } | { kind: "more"; selected: SelectedFact };

/** Document after document until no list goes on. */
async function readSelected(
  context: ReadContext,
  selected: readonly SelectedFact[],
  starts: PageStarts,
  documents = Number.POSITIVE_INFINITY,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  let left = documents;
  for (let open = [...selected]; open.length > 0 && left > 0; left -= 1) {
    const now = fitting(open);
    const steps = await asked(context, now, starts);
    facts.push(...steps.flatMap((step) => (step.kind === "read" ? [step.fact] : [])));
    const further = steps.flatMap((step) => (step.kind === "more" ? [step.selected] : []));
    open = [...further, ...open.slice(now.length)];
  }
  return facts;
}

/** A forbidden fact is denied, and the rest is read again without it: an error on a list can discard the whole answer. */
async function asked(context: ReadContext, selected: readonly SelectedFact[], starts: PageStarts): Promise<Step[]> {
  if (selected.length === 0) return [];
  try {
    const { graphql, where } = context;
    const answer = await queryGraphql(graphql, factsAnswer, factsDocument(selectionsOf(selected)), where);
    return stepsOf(selected, answer.repository, starts);
  } catch (error) {
    const forbidden = forbiddenAliases(error);
    const denied = selected.filter((_each, at) => forbidden.has(`f${at}`));
    if (denied.length === 0) throw error;
    const rest = selected.filter((each) => !denied.includes(each));
    return [...denied.map(deny), ...(await asked(context, rest, starts))];
  }
}

const deny = ({ query: question, permission }: SelectedFact): Step => ({
  kind: "read",
  fact: { query: question, answer: { kind: "denied", permission } },
});

/** GitHub refuses a document with more than 500,000 possible nodes; the rest of the document has up to 130,000. */
const MOST_NODES = 250_000;

function fitting(selected: readonly SelectedFact[]): SelectedFact[] {
  let sum = 0;
  const end = selected.findIndex(({ cost, reading }) => {
    sum += cost.nodes * reading.selections.length;
    return sum > MOST_NODES;
  });
  return end === -1 ? [...selected] : selected.slice(0, Math.max(1, end));
}

/** Each page of a fact has an alias of its own. */
const aliasOf = (at: number, page: number): string => (page === 0 ? `f${at}` : `f${at}_${page}`);

export const selectionsOf = (selected: readonly SelectedFact[]): string =>
  selected
    .flatMap(({ reading }, at) => reading.selections.map((selection, page) => `${aliasOf(at, page)}: ${selection}`))
    .join("\n    ");

const stepsOf = (selected: readonly SelectedFact[], answer: Record<string, unknown>, starts: PageStarts): Step[] =>
  selected.flatMap((each, at) => stepOf(each, at, answer, starts));

function stepOf(each: SelectedFact, at: number, answer: Record<string, unknown>, starts: PageStarts): Step[] {
  if (!(aliasOf(at, 0) in answer)) return [];
  const taken = each.reading.take(each.reading.selections.map((_selection, page) => answer[aliasOf(at, page)]));
  if (taken.kind === "more") return [{ kind: "more", selected: { ...each, reading: taken.reading } }];
  starts.remember(queryKey(each.query), taken.starts);
  return [{ kind: "read", fact: { query: each.query, answer: { kind: "read", value: taken.value } } }];
}

/** The complete facts of an answer. `readFacts` reads longer lists again from the start, and what was not found. */
export const factsIn = (
  selected: readonly SelectedFact[],
  answer: Record<string, unknown>,
  starts: PageStarts,
): Fact[] =>
  selected.flatMap((each, at) =>
    unlessBroken(() => stepOf(each, at, answer, starts)).flatMap((step) => (step.kind === "read" ? [step.fact] : [])),
  );

/** What was asked for because it was needed last time may be gone by now. */
function unlessBroken(take: () => Step[]): Step[] {
  try {
    return take();
  } catch (error) {
    if (error instanceof BrokenAnswer) return [];
    throw error;
  }
}

/** Whether the error belongs to a fact, not to the rest of the document. */
export const isOfFacts = (error: unknown): boolean =>
  pathsOf(error).some(([, alias]) => /^f\d+(_\d+)?$/.test(String(alias)));

type GraphqlError = { type?: string; path?: readonly (string | number)[] };

const errorsOf = (error: unknown): GraphqlError[] =>
  error instanceof GraphqlResponseError ? (error.errors ?? []) : [];

const pathsOf = (error: unknown) => errorsOf(error).flatMap(({ path }) => (path === undefined ? [] : [path]));

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
const forbiddenAliases = (error: unknown): Set<string> =>
  new Set(
    errorsOf(error).flatMap(({ type, path }) => (type === "FORBIDDEN" ? [String(path?.[1]).replace(/_.*/, "")] : [])),
  );
