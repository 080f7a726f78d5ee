// From GitHub's answers to what the app wrote itself: its issues, with what their timeline still tells.
import type { z } from "zod";
import type { BotIdentity } from "../context.ts";
import type { IssueHistory, OwnIssue, OwnWork } from "../entities.ts";
import type * as shapes from "./shapes.ts";
import { isDropped, isSelf, labelsOf, numberOrNode, recordComments } from "./written.ts";

type Shape<Name extends keyof typeof shapes> = z.infer<(typeof shapes)[Name]>;

export type HistoryNode = NonNullable<Shape<"ownIssue">["history"]>["nodes"][number];

/** `events` are all of the issue's, oldest first; null where the host has no timeline. */
export function historyIn(who: BotIdentity, events: readonly HistoryNode[] | null): IssueHistory | null {
  if (events === null) return null;
  return {
    isTransferred: events.some(({ __typename }) => __typename === "TransferredEvent"),
    labelled: events.flatMap(({ label, createdAt, actor = null }) =>
      label != null && createdAt !== undefined && isSelf(who, actor) ? [{ name: label.name, at: createdAt }] : [],
    ),
    deleted: events.flatMap(({ __typename, databaseId, createdAt, actor = null, deletedCommentAuthor = null }) =>
      __typename === "CommentDeletedEvent" && isSelf(who, deletedCommentAuthor) && !isSelf(who, actor) && createdAt
        ? [{ event: databaseId ?? 0, at: createdAt }]
        : [],
    ),
  };
}

/** `events` are all of the issue's, as `historyIn` takes them. */
export function ownIssueOf(
  who: BotIdentity,
  issue: Shape<"ownIssue">,
  comments: readonly Shape<"comment">[],
  events: readonly HistoryNode[] | null = issue.history?.nodes ?? null,
): OwnIssue {
  const { number, title, url, body, stateReason: reason, createdAt, closedAt } = issue;
  const history = historyIn(who, events);
  return {
    ...{ number, title, url, body, createdAt, closedAt },
    repository: numberOrNode(issue.repository),
    state: issue.closed ? "closed" : "open",
    stateReason:
      reason === "NOT_PLANNED" || reason === "DUPLICATE" ? "not_planned" : reason === "COMPLETED" ? "completed" : null,
    labels: labelsOf(who, issue.labels, labelEvents(events)),
    comments: recordComments(who, issue.number, comments, history === null ? null : history.isTransferred),
    history,
  };
}

const labelEvents = (events: readonly HistoryNode[] | null) =>
  (events ?? []).filter(({ __typename }) => __typename === "LabeledEvent");

export const ownWorkOf = ({ number, milestone, closed, stateReason }: OwnPlace): OwnWork => ({
  number,
  milestone: milestone?.number ?? null,
  state: closed ? (isDropped(stateReason) ? "dropped" : "done") : "open",
});

type OwnPlace = Pick<Shape<"ownList">["nodes"][number], "number" | "milestone" | "closed" | "stateReason">;
