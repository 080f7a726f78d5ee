// Issues that pull requests close, with all of their labels: those that a reading brings only a part of, or only names in a text.

import { z } from "zod";
import type { ReadContext } from "./context.ts";
import type { LinkedIssue, PullItem } from "./entities.ts";
import { afterCursor } from "./facts/lists.ts";
import { requireFound, requirePresent } from "./found.ts";
import { LINKED_ISSUE } from "./graphql/fragments.ts";
import { nextCursor, PAGE_INFO, pageInfo } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import { linkedIssueOf } from "./graphql/readings.ts";
import { linkedIssue, type pullItem, seenNodes } from "./graphql/shapes.ts";
import { hasAllLabels, withAllLabels } from "./whole-labels.ts";

const AT_ONCE = 50;

const issuesAnswer = z.object({ repository: z.record(z.string(), linkedIssue.nullish()) });

/** Those that are issues of the repository. */
export async function readLinkedIssues(context: ReadContext, numbers: readonly number[]): Promise<LinkedIssue[]> {
  const issues: LinkedIssue[] = [];
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const some = numbers.slice(at, at + AT_ONCE);
    const { repository } = await queryGraphql(context.graphql, issuesAnswer, documentOf(some), context.where);
    for (const number of some) {
      const found = repository[`i${number}`];
      if (found == null) continue;
      issues.push(linkedIssueOf(context.identity, await withAllLabels(context, found)));
    }
  }
  return issues;
}

const documentOf = (numbers: readonly number[]): string => `query LinkedIssues($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((number) => `i${number}: issue(number: ${number}) { ${LINKED_ISSUE} }`).join("\n    ")}
  }
}`;

const named = z.object({ number: z.number(), repository: z.object({ nameWithOwner: z.string() }) });
const closing = z.object({
  repository: z.object({ nameWithOwner: z.string() }),
  closes: seenNodes(named).extend({ pageInfo }).nullable(),
});
const closingAnswer = z.object({ repository: z.object({ pull: closing.nullable() }) });

/** The numbers of all issues of the repository that a pull request closes, as GitHub names them. */
async function readClosingNumbers({ graphql, where }: ReadContext, number: number): Promise<number[]> {
  const numbers: number[] = [];
  for (let after: string | null = null; ; ) {
    const document: string = `query Closing($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    pull: pullRequest(number: ${number}) {
      repository { nameWithOwner }
      closes: closingIssuesReferences(first: 100${afterCursor(after)}) { nodes { number repository { nameWithOwner } } ${PAGE_INFO} }
    }
  }
}`;
    const { pull } = (await queryGraphql(graphql, closingAnswer, document, where)).repository;
    const { closes, repository } = requirePresent(pull, `#${number}`);
    const { nodes, pageInfo: page } = requirePresent(closes, `the issues that #${number} closes`);
    const own = nodes.filter((issue) => issue.repository.nameWithOwner === repository.nameWithOwner);
    numbers.push(...own.map((issue) => issue.number));
    after = nextCursor(page);
    if (after === null) return numbers;
  }
}

type Closing = Pick<z.infer<typeof pullItem>, "closes">;

/** A pull request with every issue that it closes, and every label of these. */
export async function withAllClosed<Pull extends Pick<PullItem, "number" | "closes">>(
  context: ReadContext,
  pull: Pull,
  { closes }: Closing,
): Promise<Pull> {
  const known = closes?.nodes ?? [];
  const numbers =
    (closes?.totalCount ?? 0) > known.length
      ? await readClosingNumbers(context, pull.number)
      : pull.closes.map(({ number }) => number);
  const isWhole = (number: number) => known.some((issue) => issue.number === number && hasAllLabels(issue));
  const missing = numbers.filter((number) => !isWhole(number));
  if (missing.length === 0) return pull;
  const read = await readLinkedIssues(context, missing);
  requireFound(missing, read);
  return { ...pull, closes: [...pull.closes.filter(({ number }) => isWhole(number)), ...read] };
}

const bodies = z.object({ repository: z.record(z.string(), z.object({ body: z.string() }).nullish()) });

/** What people wrote as the descriptions of pull requests, by number. */
export async function readPullBodies(
  { graphql, where }: ReadContext,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const some = numbers.slice(at, at + AT_ONCE);
    const document = `query Bodies($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${some.map((number) => `p${number}: pullRequest(number: ${number}) { body }`).join("\n    ")}
  }
}`;
    const { repository } = await queryGraphql(graphql, bodies, document, where);
    for (const number of some) found.set(number, requirePresent(repository[`p${number}`], `#${number}`).body);
  }
  return found;
}
