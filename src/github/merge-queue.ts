// Reads merge queues, and checks on commits that are the head of no pull request.

import { GraphqlResponseError } from "@octokit/graphql";
import type { z } from "zod";
import { CHECK_NAME } from "../vocabulary.ts";
import type { ReadContext } from "./context.ts";
import type { CheckRun, QueueEntry, QueueReading } from "./entities.ts";
import { requirePresent } from "./found.ts";
import { COMMIT_CHECK, MERGE_QUEUE } from "./graphql/documents.ts";
import { nextCursor } from "./graphql/paging.ts";
import { queryGraphql, typeOf } from "./graphql/query.ts";
import { checkAnswer, queueAnswer } from "./graphql/queue-shapes.ts";
import { ownCheck } from "./graphql/readings.ts";

export async function readMergeQueue({ graphql, identity, where }: ReadContext, base: string): Promise<QueueReading> {
  const entries: QueueEntry[] = [];
  let after: string | null = null;
  try {
    do {
      const variables: Record<string, unknown> = { ...where, appId: identity.appId, base, after };
      const answer: z.infer<typeof queueAnswer> = await queryGraphql(graphql, queueAnswer, MERGE_QUEUE, variables);
      const { mergeQueue } = answer.repository;
      if (after !== null) requirePresent(mergeQueue?.entries, "a further page of the merge queue");
      for (const entry of mergeQueue?.entries?.nodes ?? []) {
        const { position, headCommit } = entry;
        const pullRequest = requirePresent(entry.pullRequest, `entry ${position} of the merge queue`);
        entries.push({
          position,
          number: pullRequest.number,
          headSha: headCommit?.oid ?? null,
          check: ownCheck(identity.appId, headCommit, CHECK_NAME),
        });
      }
      after = mergeQueue?.entries == null ? null : nextCursor(mergeQueue.entries.pageInfo);
    } while (after !== null);
  } catch (error) {
    if (isForbidden(error)) return { kind: "denied" };
    throw error;
  }
  return { kind: "entries", entries };
}

const isForbidden = (error: unknown): boolean =>
  error instanceof GraphqlResponseError && (error.errors ?? []).every((each) => typeOf(each) === "FORBIDDEN");

export async function readCommitCheck(
  { graphql, identity, where }: ReadContext,
  sha: string,
): Promise<CheckRun | null> {
  const variables: Record<string, unknown> = { ...where, appId: identity.appId, sha };
  const { commit } = (await queryGraphql(graphql, checkAnswer, COMMIT_CHECK, variables)).repository;
  return commit?.checkSuites === undefined
    ? null
    : ownCheck(identity.appId, { checkSuites: commit.checkSuites }, CHECK_NAME);
}
