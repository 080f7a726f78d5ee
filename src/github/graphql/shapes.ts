// What the documents answer, checked before anything relies on it.
import { z } from "zod";
import { pageInfo } from "./paging.ts";

/** What the app may not see, such as a linked issue in somebody's private repository, comes as null. */
const seen = <Node extends z.ZodType>(node: Node) =>
  z
    .array(node.nullable())
    .nullable()
    .transform((nodes) => (nodes ?? []).filter((each) => each !== null));
/** A list of which the app may not see all. */
export const seenNodes = <Node extends z.ZodType>(node: Node) => z.object({ nodes: seen(node) });

export const actor = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() })
  .nullable();
const milestoneName = z.object({ number: z.number(), title: z.string() });
const labelNames = seenNodes(z.object({ name: z.string() }))
  .extend({ pageInfo: pageInfo.optional() })
  .nullable();
const date = z.coerce.date();

export const blobs = z.object({ oid: z.string(), text: z.string().nullable() }).partial().nullable();
const blob = z.object({ config: blobs, yamlConfig: blobs });

export const milestoneNode = milestoneName.extend({
  description: z.string().nullable(),
  state: z.enum(["OPEN", "CLOSED"]),
  url: z.string(),
  createdAt: date,
  closedAt: date.nullable(),
  dueOn: date.nullable(),
  open: seenNodes(z.object({ number: z.number(), title: z.string(), url: z.string() })).extend({
    totalCount: z.number(),
  }),
  closed: seenNodes(
    z.object({ stateReason: z.string().nullable(), closedAt: date.nullish(), updatedAt: date.nullish() }),
  ).extend({ totalCount: z.number() }),
});

export const milestones = seenNodes(milestoneNode).extend({ pageInfo });

// Nodes of other event types come as empty objects.
export const labelEvents = seenNodes(
  z.object({ createdAt: date, label: z.object({ name: z.string() }), actor }).partial(),
).extend({ pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }).optional() });

/** Where a host has no timeline, it is not known who put a label on. */
export const labelled = z.object({ labels: labelNames, timelineItems: labelEvents.nullish() });

const repositoryIds = z.object({ databaseId: z.number().nullable(), id: z.string() });

export const comment = z.object({
  id: z.string(),
  databaseId: z.number().nullable(),
  url: z.string(),
  body: z.string(),
  createdAt: date,
  lastEditedAt: date.nullable(),
  author: actor,
  editor: actor,
  repository: repositoryIds,
});
export const comments = seenNodes(comment).extend({ pageInfo });
const earlierPages = z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() });
export const latestComments = seenNodes(comment).extend({ pageInfo: earlierPages });

/** Absent where a host has no timeline. */
export const closings = seenNodes(z.object({ createdAt: date }).partial()).nullish();

// Each field is of the event types that have it.
const historyNode = z
  .object({
    __typename: z.string(),
    databaseId: z.number().nullable(),
    createdAt: date,
    label: z.object({ name: z.string() }).nullable(),
    actor,
    deletedCommentAuthor: actor,
  })
  .partial();
const history = seenNodes(historyNode).extend({
  pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
});
export const historyAnswer = z.object({
  repository: z.object({ item: z.object({ history }).partial().nullable() }),
});

export const ownIssue = z.object({
  labels: labelNames,
  repository: repositoryIds,
  history: history.nullish(),
  number: z.number(),
  title: z.string(),
  url: z.string(),
  body: z.string(),
  closed: z.boolean(),
  stateReason: z.string().nullable(),
  milestone: milestoneName.nullable(),
  createdAt: date,
  closedAt: date.nullable(),
  author: actor,
  comments,
});

const owner = blob.extend({ visibility: z.string().nullish() }).nullable();

const ownNode = z.object({
  number: z.number(),
  title: z.string(),
  closed: z.boolean(),
  stateReason: z.string().nullable(),
  author: actor,
  milestone: z.object({ number: z.number() }).nullable(),
  timelineItems: labelEvents.nullish(),
});
export const ownList = seenNodes(ownNode).extend({ pageInfo });
export const ownListAnswer = z.object({ repository: z.object({ own: ownList }) });
export const ownIssuesAnswer = z.object({ repository: z.record(z.string(), ownIssue.partial().nullable()) });

export const reviews = seenNodes(ownIssue).extend({ pageInfo });

export const repository = blob.extend({
  url: z.string(),
  id: z.string(),
  isArchived: z.boolean(),
  visibility: z.string().nullish(),
  hasIssuesEnabled: z.boolean().nullish(),
  defaultBranchRef: z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullish() }).nullable(),
  labels: seenNodes(z.object({ name: z.string(), description: z.string().nullable() }))
    .extend({ pageInfo })
    .nullable(),
  milestones,
  databaseId: z.number().nullable(),
  reviews,
  own: ownList,
});

const itemBase = labelled.extend({
  number: z.number(),
  title: z.string(),
  url: z.string(),
  closed: z.boolean(),
  author: actor,
  milestone: milestoneName.nullable(),
});

const checkRun = z.object({
  id: z.string(),
  databaseId: z.number().nullable(),
  name: z.string(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  status: z.string(),
  conclusion: z.string().nullable(),
  startedAt: date.nullish(),
  externalId: z.string().nullish(),
});

const checkRuns = seenNodes(checkRun).nullable();
const suiteApp = z.object({ databaseId: z.number().nullable() }).nullable();
const checkSuites = seenNodes(z.object({ app: suiteApp, checkRuns, planChecks: checkRuns.optional() }))
  .extend({ totalCount: z.number().optional() })
  .nullable();

export const files = seenNodes(z.object({ path: z.string(), changeType: z.string() })).extend({ pageInfo });
export const changedFiles = z.object({ planFiles: files.nullable() }).nullable();

export const checked = z.object({ checkSuites });
export const linkedIssue = labelled.extend({
  number: z.number(),
  repository: z.object({ nameWithOwner: z.string() }),
  milestone: milestoneName.nullable(),
});

/** Whole where it was asked for by number, without its body in lists. */
export const issueItem = itemBase.extend({
  __typename: z.literal("Issue"),
  updatedAt: date.optional(),
  ...ownIssue
    .pick({
      body: true,
      stateReason: true,
      createdAt: true,
      closedAt: true,
      comments: true,
      history: true,
      repository: true,
    })
    .partial().shape,
});
const headed = z.object({
  __typename: z.literal("PullRequest"),
  repository: z.object({ nameWithOwner: z.string() }),
  headRefOid: z.string(),
  baseRefName: z.string(),
  updatedAt: date,
  autoMergeRequest: z.object({}).nullish(),
  mergeQueueEntry: z.object({}).nullish(),
  planFiles: files.nullish(),
  headRefName: z.string().optional(),
  isCrossRepository: z.boolean().optional(),
  commits: seenNodes(z.object({ commit: z.object({ oid: z.string(), checkSuites }) })).extend({
    totalCount: z.number().optional(),
  }),
  comments: latestComments.optional(),
  closings,
});
export const pullItem = itemBase.extend({
  ...headed.shape,
  closes: seenNodes(linkedIssue).extend({ totalCount: z.number().optional() }).nullable(),
  mergedAt: date.nullish(),
  mergedBy: actor.optional(),
});
const listedLabels = seenNodes(z.object({ name: z.string() }))
  .extend({ pageInfo: pageInfo.pick({ hasNextPage: true }) })
  .nullable();
/** In a milestone's or label's list. */
export const listedItem = itemBase.omit({ timelineItems: true, labels: true }).extend({
  __typename: z.enum(["Issue", "PullRequest"]),
  labels: listedLabels,
  ...headed.pick({ headRefOid: true, baseRefName: true, updatedAt: true }).partial().shape,
});
/** In a page: of comments only who wrote them. */
export const listedPull = itemBase.omit({ timelineItems: true, labels: true }).extend({
  ...headed.shape,
  labels: listedLabels,
  closes: seenNodes(linkedIssue.omit({ labels: true, timelineItems: true }))
    .extend({ totalCount: z.number() })
    .nullable(),
  commenters: seenNodes(comment.pick({ databaseId: true, author: true })).extend({
    pageInfo: earlierPages.pick({ hasPreviousPage: true }),
  }),
});
export const item = z.discriminatedUnion("__typename", [issueItem, pullItem]);

export const heads = seenNodes(
  z.object({
    number: z.number(),
    headRefOid: z.string(),
    headRefName: z.string(),
    baseRefName: z.string(),
    isCrossRepository: z.boolean(),
  }),
).extend({ pageInfo });

export const itemsAnswer = z.object({
  repository: repository.extend({ heads }).catchall(z.unknown()),
  owner,
});
export const itemsAloneAnswer = z.object({ repository: z.record(z.string(), z.unknown()) });
export const repositoryAnswer = z.object({ repository: repository.catchall(z.unknown()), owner });
export const pullsAnswer = z.object({
  repository: repository.extend({ pulls: seenNodes(listedPull).extend({ pageInfo }) }).catchall(z.unknown()),
  owner,
});
export const closedPull = itemBase.pick({ number: true, title: true }).extend({
  ...headed.pick({ headRefOid: true, updatedAt: true, commits: true }).shape,
  closedAt: date.nullable(),
  mergedAt: date.nullable(),
  mergedBy: actor,
});
export const closedPullsAnswer = z.object({
  repository: z.object({ closed: seenNodes(closedPull).extend({ pageInfo }) }),
});
export const recentPullsAnswer = z.object({
  repository: z.object({ pulls: seenNodes(listedPull).extend({ totalCount: z.number() }) }),
});
export const morePullsAnswer = z.object({
  repository: z.object({ pulls: seenNodes(listedPull).extend({ pageInfo }) }),
});
export const factsAnswer = z.object({ repository: z.record(z.string(), z.unknown()) });
export const dashboardsAnswer = z.object({
  repository: z.object({
    dashboards: seenNodes(ownIssue).extend({ pageInfo }),
    pinnedIssues: z.object({ nodes: z.array(z.object({ issue: ownIssue })) }).nullable(),
    own: seenNodes(ownIssue),
  }),
});
export const headsAnswer = z.object({ repository: z.object({ heads }) });
export const reviewsAnswer = z.object({ repository: z.object({ reviews }) });
const commented = z.object({ comments }).nullable();
export const commentsAnswer = z.object({ repository: z.record(z.string(), commented) });
const lately = z.object({ comments: latestComments, closings }).nullable();
export const latestCommentsAnswer = z.object({ repository: z.record(z.string(), lately) });
export const earlierCommentsAnswer = z.object({ repository: z.object({ pull: lately }) });
export const recordsById = z.object({ nodes: z.array(comment.nullable()) });
export const labelsAnswer = z.object({ repository: repository.pick({ labels: true }) });
export const milestonesAnswer = z.object({ repository: z.object({ milestones }) });

// Nodes that are no comments come as empty objects.
export const spoken = comment
  .omit({ id: true, editor: true, repository: true })
  .extend({
    reactionGroups: z.array(z.object({ content: z.string(), viewerHasReacted: z.boolean() })).nullable(),
  })
  .partial();

const conversation = z.object({ comments: seenNodes(spoken) }).partial();
export const conversationAnswer = z.object({
  node: spoken.nullable(),
  repository: z.object({ item: conversation.nullable() }),
});

export const planFilesAnswer = z.object({ repository: blob.catchall(z.unknown()) });
export const moreFilesAnswer = z.object({ repository: z.object({ pull: changedFiles }) });
