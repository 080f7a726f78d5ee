// Reads facts: all of a plan's in one document, further ones only where a list is longer than a page; a few kinds each in their own way.
import { GraphqlResponseError } from "@octokit/graphql";
import { type Fetch, fetchOf, type GraphqlQuery, type Step } from "./graphql/fetches.ts";
import type { Fact, FactQuery } from "./model.ts";

export type RunQuery = FactQuery<"workflow-run">;
export type PullsQuery = FactQuery<"commented-pulls">;

/** How facts are asked for: a selection below `repository`, answered as a record by alias; a workflow's run; comments on pull requests. */
export type Sources = {
  ask(selections: string): Promise<Record<string, unknown>>;
  run(query: RunQuery): Promise<Fact>;
  pulls(query: PullsQuery): Promise<Fact>;
};

/** GitHub refuses a document that could bring more than 500,000 nodes; what else is in it takes up to 130,000. */
const MOST_NODES = 250_000;

const keyOf = (query: FactQuery): string => JSON.stringify(query);

const isRun = (query: FactQuery): query is RunQuery => query.kind === "workflow-run";
const isPulls = (query: FactQuery): query is PullsQuery => query.kind === "commented-pulls";
const isGraphql = (query: FactQuery): query is GraphqlQuery => !isRun(query) && !isPulls(query);

/** What is asked for along with something else, as far as one document takes it; comments on pull requests never are. */
export function along(queries: readonly FactQuery[]): { fetches: Fetch[]; runs: RunQuery[] } {
  const fetches = queries.filter(isGraphql).map(fetchOf);
  return { fetches: fitting(fetches), runs: queries.filter(isRun) };
}

/** Answers to all the queries, each once; what is there already is not asked for again. */
export async function readFacts(
  sources: Sources,
  queries: readonly FactQuery[],
  there: readonly Fact[],
): Promise<Fact[]> {
  const known = new Map(there.map((fact) => [keyOf(fact.query), fact]));
  const wanted = new Map(queries.map((query) => [keyOf(query), query]));
  const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, query]) => query);
  const fetches = missing.filter(isGraphql).map(fetchOf);
  const [read, ...others] = await Promise.all([
    finished(sources, fetches),
    Promise.all(missing.filter(isRun).map((query) => sources.run(query))),
    Promise.all(missing.filter(isPulls).map((query) => sources.pulls(query))),
  ]);
  return [...[...wanted.keys()].flatMap((key) => known.get(key) ?? []), ...read, ...others.flat()];
}

/** Document after document until no list goes on. */
async function finished(sources: Sources, fetches: readonly Fetch[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (let open = [...fetches]; open.length > 0; ) {
    const now = fitting(open);
    const steps = await asked(sources, now);
    facts.push(...steps.flatMap((step) => (step.kind === "read" ? [step.fact] : [])));
    const further = steps.flatMap((step) => (step.kind === "more" ? [step.fetch] : []));
    open = [...further, ...open.slice(now.length)];
  }
  return facts;
}

/** What the app may not read is denied, and the rest asked for without it: an error on a list can take the whole answer with it. */
async function asked(sources: Sources, fetches: readonly Fetch[]): Promise<Step[]> {
  if (fetches.length === 0) return [];
  try {
    return steps(fetches, await sources.ask(selectionsOf(fetches)));
  } catch (error) {
    const forbidden = forbiddenAliases(error);
    const denied = fetches.filter((_fetch, at) => forbidden.has(`f${at}`));
    if (denied.length === 0) throw error;
    const rest = fetches.filter((fetch) => !denied.includes(fetch));
    return [...denied.map(deny), ...(await asked(sources, rest))];
  }
}

const deny = ({ query, permission }: Fetch): Step => ({
  kind: "read",
  fact: { query, answer: { kind: "denied", permission } },
});

function fitting(fetches: readonly Fetch[]): Fetch[] {
  let sum = 0;
  const end = fetches.findIndex(({ nodes }) => {
    sum += nodes;
    return sum > MOST_NODES;
  });
  return end === -1 ? [...fetches] : fetches.slice(0, Math.max(1, end));
}

export const selectionsOf = (fetches: readonly Fetch[]): string =>
  fetches.map(({ selection }, at) => `f${at}: ${selection}`).join("\n    ");

/** What came along; a list that goes on is left for `readFacts` to begin anew. */
export const steps = (fetches: readonly Fetch[], answer: Record<string, unknown>): Step[] =>
  fetches.flatMap((fetch, at) => (`f${at}` in answer ? [fetch.take(answer[`f${at}`])] : []));

/** Whether the error is one of the facts' and none of what they came along with. */
export const isOfFacts = (error: unknown): boolean => pathsOf(error).some(([, alias]) => /^f\d+$/.test(String(alias)));

type GraphqlError = { type?: string; path?: readonly (string | number)[] };

const errorsOf = (error: unknown): GraphqlError[] =>
  error instanceof GraphqlResponseError ? (error.errors ?? []) : [];

const pathsOf = (error: unknown) => errorsOf(error).flatMap(({ path }) => (path === undefined ? [] : [path]));

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
const forbiddenAliases = (error: unknown): Set<string> =>
  new Set(errorsOf(error).flatMap(({ type, path }) => (type === "FORBIDDEN" ? [String(path?.[1])] : [])));
