// Runs a document and checks the answer; an error is tolerated only where it means "not there".
import { GraphqlResponseError } from "@octokit/graphql";
import type { z } from "zod";
import { BrokenAnswer, RepositoryGone } from "../errors.ts";
import { withCost } from "../points-spent.ts";
import { withoutTimeline } from "./fragments.ts";
import { withoutUndefined } from "./optional-fields.ts";

export type Graphql = (document: string, variables: Record<string, unknown>) => Promise<unknown>;

type GraphqlError = {
  type?: string;
  extensions?: { type?: unknown; code?: unknown };
  path?: readonly (string | number)[];
  message: string;
};

/** What orders work and decides nothing: where the app may not see it, it is as if it weren't there. */
const UNIMPORTANT = new Set<string | number>(["autoMergeRequest"]);

/** What decides over a merge: where the app may not see whether it is there, it is taken to be there, and the merge queue is read. */
const DECIDING = new Set<string | number>(["mergeQueueEntry"]);

/**
 * GitHub answers a missing object with null and an error of type NOT_FOUND, in a 200 that the client throws.
 * Missing items, comments and the owner's `.github` repository are nothing wrong; a missing repository is `RepositoryGone`.
 * The files of a pull request are null where GitHub can't compare it: that is for `plan-files.ts` to make up for.
 */
export async function queryGraphql<Shape extends z.ZodType>(
  graphql: Graphql,
  shape: Shape,
  selected: string,
  variables: Record<string, unknown>,
): Promise<z.infer<Shape>> {
  const document = withCost(selected);
  const answer = await graphql(document, variables).catch((error: unknown) => {
    const less = lacksTimeline(error) ? withoutTimeline(document) : withoutUndefined(document, error);
    if (less === null) return withoutMissing(error);
    return graphql(less, variables).catch(withoutMissing);
  });
  if (answer === null || answer === undefined) throw new BrokenAnswer("GitHub's answer has no data");
  return shape.parse(answer);
}

/** By the names under which the documents ask for one. */
const TIMELINES = new Set<string | number>(["timelineItems", "closings", "history"]);

const lacksTimeline = (error: unknown): boolean =>
  error instanceof GraphqlResponseError &&
  (error.errors ?? []).some(
    ({ path, message }: GraphqlError) =>
      TIMELINES.has(path?.at(-1) ?? "") && /non-nullable|not (implemented|supported)/i.test(message),
  );

function withoutMissing(error: unknown): unknown {
  if (!(error instanceof GraphqlResponseError)) throw error;
  const errors: GraphqlError[] = error.errors ?? [];
  if (errors.length === 0 || !errors.every(isTolerable)) throw error;
  if (errors.some(({ path }) => path?.length === 1 && path[0] === "repository"))
    throw new RepositoryGone(error.message);
  return withDeciding(error.data, errors);
}

/** In place of each that can't be seen, an object. */
function withDeciding(data: unknown, errors: readonly GraphqlError[]): unknown {
  const hidden = errors.flatMap(({ path = [] }) => (DECIDING.has(path.at(-1) ?? "") ? [path] : []));
  if (hidden.length === 0) return data;
  const whole = structuredClone(data);
  for (const path of hidden) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((at, step) => (isObject(at) ? Reflect.get(at, step) : null), whole);
    if (isObject(parent)) Reflect.set(parent, path.at(-1) ?? "", {});
  }
  return whole;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * A branch's merge queue is another matter: that it is not there is an answer, but that it fails is none.
 * The owner's `.github` repository and issues of other repositories may be nothing that the app may see.
 */
function isTolerable(error: GraphqlError): boolean {
  const { path = [] } = error;
  if (isMissing(error) || path.includes("planFiles")) return true;
  const isOptional = path.some((step) => UNIMPORTANT.has(step) || DECIDING.has(step));
  return typeOf(error) === "FORBIDDEN" && (path[0] === "owner" || isLinked(path) || isOptional);
}

/** GitHub has the type beside the message; servers on its schema may have it among the extensions, or nowhere. */
export const typeOf = ({ type, extensions }: GraphqlError): unknown => type ?? extensions?.type ?? extensions?.code;

const isMissing = (error: GraphqlError): boolean =>
  typeOf(error) === "NOT_FOUND" || /^Could not resolve to an? /.test(error.message);

/** One of the issues that a pull request closes, not the list of them. */
const isLinked = (path: readonly (string | number)[]): boolean => {
  const at = path.indexOf("closes");
  return at !== -1 && path[at + 1] === "nodes" && typeof path[at + 2] === "number";
};
