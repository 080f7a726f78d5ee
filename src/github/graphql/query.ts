// Runs a document and checks the answer; an error is tolerated only where it means "not there".
import { GraphqlResponseError } from "@octokit/graphql";
import type { z } from "zod";
import { BrokenAnswer, RepositoryGone } from "../errors.ts";

export type Graphql = (document: string, variables: Record<string, unknown>) => Promise<unknown>;

type GraphqlError = { type?: string; path?: readonly (string | number)[]; message: string };

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
  const answer = await graphql(document, variables).catch((error: unknown) => withoutMissing(error));
  if (answer === null || answer === undefined) throw new BrokenAnswer("GitHub's answer has no data");
  return shape.parse(answer);
}

function withoutMissing(error: unknown): unknown {
  if (!(error instanceof GraphqlResponseError)) throw error;
  const errors: GraphqlError[] = error.errors ?? [];
  if (errors.length === 0 || !errors.every(isTolerable)) throw error;
  if (errors.some(({ path }) => path?.length === 1 && path[0] === "repository"))
    throw new RepositoryGone(error.message);
  return error.data;
}

/** A branch's merge queue is another matter: that it is not there is an answer, but that it fails is none. */
const isTolerable = ({ type, path = [] }: GraphqlError): boolean =>
  type === "NOT_FOUND" || path.some((step) => OPTIONAL.has(step));
