// What happened to an issue or a pull request: its events and comments, oldest first.
import type { IssueTimelineItemsArgs, PullRequestTimelineItemsArgs } from "@octokit/graphql-schema";
import type { Repository, TimelineEvent, TimelineKind, WorldItem } from "../model.ts";
import { actorOrNull } from "./actors.ts";
import { connection } from "./connection.ts";
import { NotImplemented } from "./failure.ts";
import { refTo, repositoryOf } from "./references.ts";
import { isVisible, type ViewerScope } from "./scope.ts";
import { reasonOf } from "./state-reason.ts";

const EVENTS = {
  labeled: "LabeledEvent",
  unlabeled: "UnlabeledEvent",
  milestoned: "MilestonedEvent",
  demilestoned: "DemilestonedEvent",
  closed: "ClosedEvent",
  reopened: "ReopenedEvent",
  transferred: "TransferredEvent",
  comment_deleted: "CommentDeletedEvent",
} as const satisfies Record<TimelineKind, string>;

const COMMENTS = "ISSUE_COMMENT";
const typeOf = (kind: TimelineKind) => `${kind.toUpperCase()}_EVENT`;
const TYPES = new Set<string>([
  COMMENTS,
  ...Object.values(EVENTS).map((name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()),
]);

type Entry = { type: string; id: number; createdAt: Date; view: () => object };

export function timelineConnection(
  scope: ViewerScope,
  item: WorldItem,
  args: IssueTimelineItemsArgs | PullRequestTimelineItemsArgs,
) {
  const { itemTypes, since, skip, ...paging } = args;
  const types: readonly string[] = itemTypes ?? [...TYPES];
  const unknown = types.find((type) => !TYPES.has(type));
  if (unknown !== undefined) throw new NotImplemented(`the timeline's ${unknown}`);
  if (skip != null) throw new NotImplemented("the timeline's skip");
  const found = entries(scope, item)
    .filter(({ type }) => types.includes(type))
    .filter(({ createdAt }) => since == null || createdAt >= new Date(since));
  return connection(paging, found, {
    key: ({ createdAt, id }) => [createdAt.getTime(), id],
    view: ({ view }) => view(),
  });
}

function entries(scope: ViewerScope, item: WorldItem): Entry[] {
  return [
    ...item.timeline.map((event) => ({
      type: typeOf(event.kind),
      id: event.id,
      createdAt: event.createdAt,
      view: () => eventView(scope, item, event),
    })),
    ...item.comments.map((comment) => ({
      type: COMMENTS,
      id: comment.id,
      createdAt: comment.createdAt,
      view: () => refTo("comment", scope, { item, comment }),
    })),
  ];
}

/** Only for who may see it. */
const repositoryOrNull = (scope: ViewerScope, repository: Repository | null) =>
  repository !== null && isVisible(scope, repository) ? repositoryOf({ ...scope, repository }) : null;

/** Each field is of the event types that have it; GraphQL's schema lets nobody ask the others for it. */
function eventView(scope: ViewerScope, item: WorldItem, event: TimelineEvent) {
  const subject = () => refTo("item", scope, item);
  return {
    __typename: EVENTS[event.kind],
    id: event.nodeId,
    databaseId: event.id,
    createdAt: event.createdAt,
    actor: () => actorOrNull(scope, event.actor),
    label: () => (event.label === null ? null : refTo("label", scope, event.label)),
    issue: subject,
    fromRepository: () => repositoryOrNull(scope, event.fromRepository),
    milestoneTitle: event.milestoneTitle,
    stateReason: ({ enableDuplicate = false }: { enableDuplicate?: boolean }) =>
      reasonOf(event.stateReason, enableDuplicate),
    deletedCommentAuthor: () => actorOrNull(scope, event.commentAuthor),
    labelable: subject,
    subject,
    closable: subject,
  };
}
