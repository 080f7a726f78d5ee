// The input of a decision: the repository, its plan, its items, and what else was read.
import type { OtherMembers } from "./delivery/delivery.ts";
import type {
  CheckRun,
  ClosedPull,
  Item,
  OwnerRoster,
  OwnIssue,
  PlanFile,
  PullItem,
  RepositoryReading,
  Requirement,
} from "./github/model.ts";
import type { NamedParty } from "./plan/named-parties.ts";
import type { Resolution } from "./plan/resolve.ts";
import type { MemberOf } from "./plan/roster.ts";

/** The part of every snapshot. `items` are those whose labels and checks the decision covers. */
type Seen = {
  repository: RepositoryReading;
  plan: Resolution;
  /** The channels that the operator lets the owner use; absent where that is not known. */
  channels?: readonly string[];
  /** The other repositories of the delivery, as far as they may be shown here; absent where it has none. */
  others?: OtherMembers;
  items: Item[];
  /** Groups of merge queues whose checks the decision covers. */
  groups: MergeGroup[];
  /** Plans that open pull requests propose; they are read after everything else is written. */
  proposals: ProposedPlan[];
  /** The plan's file as those of the pull requests have it that may change it; absent where none may. */
  planFiles?: PlanFile[];
  /** Closed pull requests that the store does not have; absent where they were not read. */
  closed?: SeenClosed;
  /** What checks on earlier heads of these items kept in their `externalId`, as the store has it; absent where there is nothing. */
  earlierRecords?: readonly string[];
};

/**
 * `upTo`: whether all are known now, or those that were updated since a moment; `known` where they go on with those that were known.
 * `whole` are those that were let through by an override, with their comments.
 */
export type SeenClosed = {
  pulls: ClosedPull[];
  whole: PullItem[];
  upTo: { kind: "all" } | { kind: "known" } | { kind: "since"; at: Date };
  /** When they were read. */
  at: Date;
};

/**
 * What was read:
 * - `items`: some issues and pull requests, or none;
 * - `review`: a boundary review, read by number;
 * - `phases`: every open pull request, and the boundary reviews;
 * - `repository`: the same, and everything that is in a phase or carries a phase's label;
 * - `delivery`: the phases, and the facts of the scope guard;
 * - `dashboard`: the delivery, and the app's own issues that may be its dashboard;
 * - `standing`: the same issues, and no item: `pulls` are the open pull requests as earlier looks saw them;
 * - `deployment`: a workflow's run that waits for permission to deploy.
 */
export type Scope =
  | { kind: "items" | "review" | "phases" | "repository" }
  | { kind: "delivery"; requirement: Requirement }
  | (Shown & { kind: "dashboard" })
  | (Shown & { kind: "standing"; pulls: PullItem[] })
  | { kind: "deployment"; run: number; environment: string };

/** `unanswered` is absent where there are none. */
type Shown = { requirement: Requirement; dashboards: OwnIssue[]; unanswered?: UnansweredComment[] };

export type Snapshot = Seen & { scope: Scope };

/** A comment with commands that GitHub let the app not answer; `answer` is what it would have said, in Markdown. */
export type UnansweredComment = { item: number; comment: number; at: Date; answer: string };

/**
 * `pulls` are all that the group merges. `not-yet`: the read did not find all of it, which may only be too early; `unknown`: it can't be
 * known. `ref` and `base` are as GitHub names them in the event that asks for the group's check.
 */
export type MergeGroup = {
  headSha: string;
  ref: string;
  base: string;
  check: CheckRun | null;
  holds: { kind: "pulls"; pulls: PullItem[] } | { kind: "not-yet" | "unknown"; reason: string };
};

/** A head commit that changes the plan's file, or did: `file` is null if it no longer does. */
export type ProposedPlan = {
  headSha: string;
  pulls: number[];
  known: CheckRun | null;
  file: PlanFile["file"];
  /** Whether it still changes the file. */
  isProposed: boolean;
  /** Whether both names of the file would be there. */
  hasSpareFile?: boolean;
  /** Whether everybody who proposes it may write here; absent in older records: they may. */
  audience?: "writers" | "others";
  /** Open pull requests under the proposed plan; null where that plan is invalid, or nobody is to be told. */
  effect: Snapshot | null;
  /** The owner's repositories, where the proposed file needs them to be understood. */
  roster?: OwnerRoster;
  /** How many open pull requests are left out there. */
  left?: number;
  /** Whom it newly names and who may not be there; absent where all are, or nobody is to be told. */
  parties?: DoubtfulParties;
  /** The other repositories of its deliveries; absent where there are none, or nobody is to be told. */
  members?: ProposedMembers;
  /** Changes with everything that it is worked out from. */
  key?: string;
};

/** As they are stored, under the owner's file in force and the proposed one. `left` is how many of them can't be judged. */
export type ProposedMembers = { looked: { member: MemberOf; before: Snapshot; after: Snapshot }[]; left: number };

/** `unreadable`: a person who can't read the repository; `unknown`: GitHub does not say. */
export type DoubtfulParty = NamedParty & { state: "missing" | "unreadable" | "unknown" };

/** `left` is how many names were not looked up. */
export type DoubtfulParties = { doubtful: DoubtfulParty[]; left: number };

/** Whether the boundary reviews were read, with the facts that they need. */
export const holdsReviews = ({ scope }: Pick<Snapshot, "scope">): boolean =>
  scope.kind !== "items" && scope.kind !== "deployment" && scope.kind !== "standing";

/** The pull requests among items. */
export const pullsAmong = (items: readonly Item[]): PullItem[] => items.filter((item) => item.kind === "pull");

/** The open pull requests among items. */
export const openPullsAmong = (items: readonly Item[]): PullItem[] =>
  pullsAmong(items).filter(({ state }) => state === "open");
