// Runs a document and checks the answer; an error is tolerated only where it means "not there".
import { GraphqlResponseError } from "@octokit/graphql";
import type { z } from "zod";
import { BrokenAnswer, RepositoryGone } from "../errors.ts";
import { withoutTimeline } from "./fragments.ts";

export type Graphql = (document: string, variables: Record<string, unknown>) => Promise<unknown>;

type GraphqlError = {
  type?: string;
  extensions?: { type?: unknown; code?: unknown };
  path?: readonly (string | number)[];
  message: string;
};

/** What not every host has, and no verdict depends on: where it can't be read, it is as if it weren't there. */
const OPTIONAL = new Set<string | number>(["autoMergeRequest", "mergeQueueEntry", "planFiles"]);

/**
 * GitHub answers a missing object with null and an error of type NOT_FOUND, in a 200 that the client throws.
 * Missing items, comments and the owner's `.github` repository are nothing wrong; a missing repository is `RepositoryGone`.
 * The files of a pull request are null where GitHub can't compare it: that is for `plan-files.ts` to make up for.
 */
export async function query<Shape extends z.ZodType>(
  graphql: Graphql,
  shape: Shape,
  document: string,
  variables: Record<string, unknown>,
): Promise<z.infer<Shape>> {
  const answer = await graphql(document, variables).catch((error: unknown) => {
    const less = lacksTimeline(error) ? withoutTimeline(document) : null;
    if (less === null) return withoutMissing(error);
    return graphql(less, variables).catch(withoutMissing);
  });
  if (answer === null || answer === undefined) throw new BrokenAnswer("GitHub's answer has no data");
  return shape.parse(answer);
}

/** A server on GitHub's schema need not have all that is in it; what may not be null then takes its parent with it. */
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
  return error.data;
}

/**
 * A branch's merge queue is another matter: that it is not there is an answer, but that it fails is none.
 * The owner's `.github` repository and issues of other repositories may be nothing that the app may see.
 */
function isTolerable(error: GraphqlError): boolean {
  const { path = [] } = error;
  if (path.some((step) => OPTIONAL.has(step)) || isMissing(error)) return true;
  return typeOf(error) === "FORBIDDEN" && (path[0] === "owner" || isLinked(path));
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
