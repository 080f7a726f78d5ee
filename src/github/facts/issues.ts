// Issues as several facts select and read them.
import { z } from "zod";
import type { Reference } from "../entities.ts";
import { isDropped } from "../graphql/readings.ts";
import { NO_NODES, type PagedNodes, pagedNodes, quotedText } from "./lists.ts";

export type CountedIssue = Reference & { state: "open" | "done" | "dropped"; labels: string[]; createdAt: Date };

export const ISSUE_FIELDS = "number title url closed stateReason createdAt labels(first: 100) { nodes { name } }";

/** GitHub's filter by several labels finds issues with any of them, so it is given one; `carryingAll` looks at all of them. */
export const firstLabel = ([first]: readonly string[]): string =>
  first === undefined ? "" : `, labels: [${quotedText(first)}]`;

export const referenceNode = z.object({ number: z.number(), title: z.string(), url: z.string() });

export const issueNode = referenceNode.extend({
  closed: z.boolean(),
  stateReason: z.string().nullable(),
  createdAt: z.coerce.date(),
  labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullable(),
});
type IssueNode = z.infer<typeof issueNode>;

/** Where their labels don't matter; a list of lists would cost fifty times as much. */
export const LEAN_ISSUE_FIELDS = "number title url closed stateReason createdAt";

export const leanIssuesOfMilestone = z
  .object({ issues: pagedNodes(issueNode.omit({ labels: true })) })
  .nullable()
  .transform((found) => found?.issues ?? NO_NODES);

export const issuesOfMilestone = z
  .object({ issues: pagedNodes(issueNode) })
  .nullable()
  .transform((found): PagedNodes<IssueNode> => found?.issues ?? NO_NODES);

const countedIssue = ({ closed, stateReason, labels, ...named }: IssueNode): CountedIssue => ({
  ...named,
  state: closed ? (isDropped(stateReason) ? "dropped" : "done") : "open",
  labels: (labels?.nodes ?? []).map(({ name }) => name),
});

/** Those with all of the labels, in any case. */
export function carryingAll(pages: readonly PagedNodes<IssueNode>[], labels: readonly string[]): CountedIssue[] {
  const wanted = labels.map((name) => name.toLowerCase());
  return pages
    .flatMap(({ nodes }) => nodes.map(countedIssue))
    .filter((each) => wanted.every((name) => each.labels.some((own) => own.toLowerCase() === name)));
}

export const referenceOf = ({ number, title, url }: Reference): Reference => ({ number, title, url });
