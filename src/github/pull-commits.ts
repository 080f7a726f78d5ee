// The commits of pull requests: who made each, and which merged pull requests they brought.
import { z } from "zod";
import type { ReadContext } from "./context.ts";
import type { CommitPerson, PullCommit, PullCommits } from "./entities.ts";
import { afterCursor } from "./facts/lists.ts";
import { nextCursor, PAGE_INFO, pageInfo } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import { seenNodes } from "./graphql/shapes.ts";

/** `count` is how many commits it has, as its reading says. */
export type CommitsWanted = { number: number; headSha: string; base: string; count: number };

/** https://docs.github.com/en/rest/pulls/pulls#list-commits-on-a-pull-request */
const COMMITS_LIMIT = 250;
const PAGE = 100;
/** In commits, each of which costs a hundredth of a point, and in pull requests. */
const COMMITS_AT_ONCE = 500;
const PULLS_AT_ONCE = 50;

/** By number; null where not all can be read, or it is gone. */
export async function readPullCommits(
  context: ReadContext,
  wanted: readonly CommitsWanted[],
): Promise<Map<number, PullCommits | null>> {
  const found = new Map<number, PullCommits | null>(wanted.map(({ number }) => [number, null]));
  for (const batch of batchesOf(wanted.filter(({ count }) => count <= COMMITS_LIMIT))) {
    const { repository } = await queryGraphql(context.graphql, answer, documentOf(batch), context.where);
    for (const pull of batch) found.set(pull.number, await wholeCommits(context, pull, repository[`p${pull.number}`]));
  }
  return found;
}

function batchesOf(wanted: readonly CommitsWanted[]): CommitsWanted[][] {
  const batches: CommitsWanted[][] = [];
  let room = 0;
  for (const pull of wanted) {
    const batch = batches.at(-1);
    const size = Math.min(pull.count, PAGE);
    room -= size;
    if (batch === undefined || room < 0 || batch.length === PULLS_AT_ONCE) {
      batches.push([pull]);
      room = COMMITS_AT_ONCE - size;
    } else batch.push(pull);
  }
  return batches;
}

const account = z.object({ databaseId: z.number().nullable(), login: z.string() }).nullable();
const gitActor = z.object({ user: account }).nullable();
const node = z.object({
  commit: z.object({
    oid: z.string(),
    author: gitActor,
    committer: gitActor,
    signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean(), signer: account }).nullable(),
    associatedPullRequests: seenNodes(
      z.object({
        number: z.number(),
        merged: z.boolean(),
        mergeCommit: z.object({ oid: z.string() }).nullable(),
        repository: z.object({ nameWithOwner: z.string() }),
      }),
    )
      .extend({ totalCount: z.number() })
      .nullable(),
  }),
});
type CommitNode = z.infer<typeof node>["commit"];
const commits = seenNodes(node).extend({ totalCount: z.number(), pageInfo });
export const pullWithCommits = z.object({
  author: z.object({ databaseId: z.number().nullable() }).partial().nullable(),
  repository: z.object({ nameWithOwner: z.string() }),
  commits,
});
const answer = z.object({ repository: z.record(z.string(), pullWithCommits.nullish()) });

const documentOf = (pulls: readonly CommitsWanted[]): string => `query PullCommits($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${pulls.map(({ number, count }) => `p${number}: ${selectionOf(number, count, null)}`).join("\n    ")}
  }
}`;

/** The page is as long as it has to be: by that its points are counted. */
const selectionOf = (number: number, count: number, after: string | null): string => `pullRequest(number: ${number}) {
      author { ... on User { databaseId } ... on Bot { databaseId } }
      repository { nameWithOwner }
      ${commitsSelection(Math.max(1, Math.min(count, PAGE)), after)}
    }`;

export const commitsSelection = (
  first: number,
  after: string | null = null,
): string => `commits(first: ${first}${afterCursor(after)}) {
        totalCount
        nodes {
          commit {
            oid
            author { user { databaseId login } }
            committer { user { databaseId login } }
            signature { isValid wasSignedByGitHub signer { databaseId login } }
            associatedPullRequests(first: 50) {
              totalCount
              nodes { number merged mergeCommit { oid } repository { nameWithOwner } }
            }
          }
        }
        ${PAGE_INFO}
      }`;

type Answered = z.infer<typeof pullWithCommits>;

async function wholeCommits(
  { graphql, where }: ReadContext,
  { number }: CommitsWanted,
  first: Answered | null | undefined,
): Promise<PullCommits | null> {
  if (first == null || first.commits.totalCount > COMMITS_LIMIT) return null;
  const nodes = [...first.commits.nodes];
  for (let after = nextCursor(first.commits.pageInfo); after !== null; ) {
    const document = `query MoreCommits($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { p${number}: ${selectionOf(number, PAGE, after)} }
}`;
    const page = (await queryGraphql(graphql, answer, document, where)).repository[`p${number}`]?.commits;
    nodes.push(...(page?.nodes ?? []));
    after = page === undefined ? null : nextCursor(page.pageInfo);
  }
  if (nodes.length < first.commits.totalCount) return null;
  return pullCommitsOf(first, nodes);
}

/** `nodes` are all of its commits. */
export const pullCommitsOf = (pull: Answered, nodes: Answered["commits"]["nodes"]): PullCommits => ({
  author: pull.author?.databaseId ?? null,
  commits: nodes.map(({ commit }) => commitOf(commit, pull)),
});

function commitOf({ oid, associatedPullRequests, ...people }: CommitNode, { repository }: Answered): PullCommit {
  const found = associatedPullRequests?.nodes ?? [];
  const isHere = (pull: (typeof found)[number]) => pull.repository.nameWithOwner === repository.nameWithOwner;
  const merged = found.filter((pull) => pull.merged && pull.mergeCommit?.oid === oid && isHere(pull));
  return {
    oid,
    author: personOf(people.author),
    committer: personOf(people.committer),
    signature: signatureOf(people.signature),
    merged:
      associatedPullRequests === null || associatedPullRequests.totalCount > found.length
        ? null
        : merged.map(({ number }) => number),
  };
}

const personOf = (by: z.infer<typeof gitActor>): CommitPerson | null => accountOf(by?.user ?? null);

const accountOf = (by: z.infer<typeof account>): CommitPerson | null =>
  by === null || by.databaseId === null ? null : { id: by.databaseId, login: by.login };

const signatureOf = (signature: CommitNode["signature"]): PullCommit["signature"] =>
  signature?.isValid === true
    ? { signer: accountOf(signature.signer)?.id ?? null, byGitHub: signature.wasSignedByGitHub }
    : null;
