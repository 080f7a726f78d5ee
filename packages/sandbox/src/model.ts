// The world that the sandbox keeps: GitHub's objects, with references between them instead of ids.
import type { Account, App, Permissions, Role, Team } from "./model-accounts.ts";
import type { Security } from "./model-alerts.ts";
import type { CheckSuite, RequiredCheck } from "./model-checks.ts";
import type { Commit } from "./model-commits.ts";
import type { Discussion, DiscussionCategory } from "./model-discussions.ts";
import type { LimitSettings, Meter, ResourceLimits } from "./model-limits.ts";
import type { Comment, Label, WorldMilestone, WorldReaction, WorldStateReason } from "./model-parts.ts";
import type { CustomProperty, PropertyValue } from "./model-properties.ts";
import type { PullReview } from "./model-reviews.ts";
import type { Deployment, ProtectionRequest, Release, Workflow, WorkflowRun } from "./model-shipping.ts";
import type { CommitStatus } from "./model-statuses.ts";

/** Who does something: a person, or the app through one of its installations. */
export type WorldActor = { account: Account; installation: Installation | null };

export type Installation = {
  id: number;
  nodeId: string;
  account: Account;
  /** `all`: those that its account gets later, too. */
  selection: "all" | "selected";
  repositories: Repository[];
  /** The permissions that an owner accepted; null: all that the app asks for. */
  accepted: Permissions | null;
  createdAt: Date;
};

export type TimelineKind =
  | "labeled"
  | "unlabeled"
  | "milestoned"
  | "demilestoned"
  | "closed"
  | "reopened"
  | "transferred"
  | "comment_deleted";
export type TimelineEvent = {
  id: number;
  nodeId: string;
  kind: TimelineKind;
  actor: Account | null;
  createdAt: Date;
  label: Label | null;
  milestoneTitle: string | null;
  stateReason: WorldStateReason | null;
  /** From where it was transferred. */
  fromRepository: Repository | null;
  /** Whose comment was deleted. */
  commentAuthor: Account | null;
};

type ItemBase = {
  id: number;
  nodeId: string;
  number: number;
  title: string;
  body: string;
  author: Account | null;
  state: "open" | "closed";
  locked: boolean;
  labels: Label[];
  milestone: WorldMilestone | null;
  assignees: Account[];
  comments: Comment[];
  reactions: WorldReaction[];
  timeline: TimelineEvent[];
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: Account | null;
  lastEditedAt: Date | null;
  editor: Account | null;
};

/** Ids lead to its parent and its sub-issues, which may be in other repositories of the owner's. */
export type WorldIssue = ItemBase & {
  kind: "issue";
  stateReason: WorldStateReason | null;
  pinned: boolean;
  parentId: number | null;
  subIssueIds: number[];
};

export type Side = { repository: Repository; ref: string; sha: string };

/** A pull request is an issue, too: both have their numbers from one sequence. */
export type PullRequest = ItemBase & {
  kind: "pull";
  draft: boolean;
  merged: boolean;
  mergedAt: Date | null;
  mergedBy: Account | null;
  mergeSha: string | null;
  autoMerge: boolean;
  head: Side;
  base: Side;
  /** Oldest first. */
  reviews: PullReview[];
};

/** `headSha` is what merging it, and all ahead of it, would make. */
export type WorldQueueEntry = {
  id: number;
  nodeId: string;
  pull: PullRequest;
  headSha: string;
  baseSha: string;
  ref: string;
  enqueuedAt: Date;
};

/** Pull requests from the bottom, each based on the branch of the one before; `base` is the trunk. */
export type Stack = {
  id: number;
  nodeId: string;
  number: number;
  base: string;
  pulls: PullRequest[];
  createdAt: Date;
};

export type WorldItem = WorldIssue | PullRequest;

export type Repository = {
  id: number;
  nodeId: string;
  owner: Account;
  name: string;
  url: string;
  /** What it was called before, with its owner's login of then. */
  formerNames: { owner: string; name: string }[];
  /** Where issues went that were transferred from here, by their number here. */
  transferred: Map<number, { repository: Repository; number: number }>;
  private: boolean;
  /** Private, too, but for the organization's members to read, whatever its base permission. */
  internal: boolean;
  archived: boolean;
  /** Whether issues are switched on; pull requests are there in any case. */
  hasIssues: boolean;
  /** Values of the organization's custom properties, by name. */
  propertyValues: Map<string, PropertyValue>;
  parent: Repository | null;
  defaultBranch: string;
  branches: Map<string, string>;
  commits: Map<string, Commit>;
  roles: Map<string, Role>;
  /** Names of custom roles, by login; what such a role is built on is in `roles`. */
  roleNames: Map<string, string>;
  /** Pull requests in line to be merged, by base branch. */
  mergeQueues: Map<string, WorldQueueEntry[]>;
  stacks: Stack[];
  /** Checks that a branch requires, by branch. */
  requiredChecks: Map<string, RequiredCheck[]>;
  labels: Label[];
  milestones: WorldMilestone[];
  items: WorldItem[];
  suites: CheckSuite[];
  statuses: CommitStatus[];
  security: Security;
  releases: Release[];
  deployments: Deployment[];
  protectionRequests: ProtectionRequest[];
  workflows: Workflow[];
  workflowRuns: WorkflowRun[];
  /** None where discussions are switched off. */
  discussionCategories: DiscussionCategory[];
  discussions: Discussion[];
  createdAt: Date;
  updatedAt: Date;
};

/** A webhook that GitHub would send; the payload is as of that moment. */
export type Emitted = {
  event: string;
  action: string | null;
  repository: Repository | null;
  installation: Installation;
  payload: object;
};

/** Reads that are behind the world; `src/lag/` makes it. */
export type Replica = {
  /** Notes what has changed since the last time. */
  observe(): void;
  /** The world as reads show it now. */
  shown(): World;
  /** In how many milliseconds reads will show everything; 0 where they do. */
  behindMs(): number;
};

export type World = {
  /** Base of every `html_url`, without a slash at its end. */
  url: string;
  app: App;
  users: Account[];
  /** Who commits what is merged or edited on GitHub's pages. */
  webFlow: Account;
  organizations: Account[];
  teams: Team[];
  repositories: Repository[];
  installations: Installation[];
  properties: CustomProperty[];
  /** Null where reads show every change at once. */
  replica: Replica | null;
  /** What requests may cost; `meter` counts what they do. */
  limits: LimitSettings;
  meter: Meter;
  /** Null where every document has what it needs. */
  resources: ResourceLimits | null;
  now(): Date;
  nextId(): number;
  emit(event: Emitted): void;
};

/** What GitHub refuses: the status and the body of its answer. */
export class GitHubError extends Error {
  override name = "GitHubError";
  readonly status: number;
  readonly errors: readonly object[] | undefined;
  /** Where it is now, for what moved. */
  readonly location: string | undefined;
  constructor(status: number, message: string, errors?: readonly object[], location?: string) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.location = location;
  }
}
