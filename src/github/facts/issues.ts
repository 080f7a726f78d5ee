// Issues as several facts select and read them.
import { z } from "zod";
import type { Reference } from "../entities.ts";
import { isDropped } from "../graphql/written.ts";
import { ofMilestone, type PagedNodes, pagedNodes, quotedText } from "./lists.ts";

/** `joinedAt` is when it was put into its milestone last, else when it was opened; absent where that was not asked for. */
export type CountedIssue = Reference & {
  state: "open" | "done" | "dropped";
  labels: string[];
  createdAt: Date;
  joinedAt?: Date;
};

export const ISSUE_FIELDS = "number title url closed stateReason createdAt labels(first: 100) { nodes { name } }";

/** GitHub's filter by several labels finds issues with any of them, so it is given one; `carryingAll` looks at all of them. */
export const firstLabel = ([first]: readonly string[]): string =>
  first === undefined ? "" : `, labels: [${quotedText(first)}]`;

/** When it was put into a milestone last. */
export const JOINED =
  "joined: timelineItems(itemTypes: [MILESTONED_EVENT], last: 1) { nodes { ... on MilestonedEvent { createdAt } } }";

const joined = z.object({ nodes: z.array(z.object({ createdAt: z.coerce.date() }).partial().nullable()).nullable() });

export const joinedOf = ({
  joined: events,
  createdAt,
}: {
  joined?: z.infer<typeof joined> | null | undefined;
  createdAt: Date;
}): Date => events?.nodes?.at(-1)?.createdAt ?? createdAt;

export const referenceNode = z.object({ number: z.number(), title: z.string(), url: z.string() });

export const issueNode = referenceNode.extend({
  closed: z.boolean(),
  stateReason: z.string().nullable(),
  createdAt: z.coerce.date(),
  joined: joined.nullish(),
  labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullable(),
});
type IssueNode = z.infer<typeof issueNode>;

export const issuesOfMilestone = z
  .object({ issues: pagedNodes(issueNode) })
  .nullable()
  .transform((found): PagedNodes<IssueNode> => ofMilestone(found?.issues));

const countedIssue = ({ closed, stateReason, labels, joined: events, ...named }: IssueNode): CountedIssue => ({
  ...named,
  ...(events !== undefined && { joinedAt: joinedOf({ joined: events, createdAt: named.createdAt }) }),
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
