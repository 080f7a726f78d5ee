// The port to GitHub in Milegate's own types: reads, and a few kinds of writes.
import type {
  CheckContent,
  CheckRun,
  ClosedPull,
  Conversation,
  Fact,
  FactQuery,
  Head,
  Item,
  ItemList,
  ItemsReading,
  LinkedIssue,
  ListedItem,
  ListedPull,
  MilestonesSeen,
  OwnerRoster,
  OwnIssue,
  PlanCheckContent,
  PlanFile,
  PullCommits,
  PullsPage,
  QueueReading,
  Reaction,
  RepositoryReading,
  Requirement,
} from "./model.ts";

/**
 * What comes along with items. `heads`: the commits of pull requests whose head is new, as events name heads by number; absent where
 * commits probably decide nothing. `openHeads`: the heads of all open pull requests, even if none of the items is one.
 */
export type ItemsAlso = { heads?: ReadonlyMap<number, string>; openHeads?: boolean };

/** Reads of one repository. Each is one request, plus further pages and the app's comments on open pull requests. */
export type Reader = {
  /** Answers all queries; `there` are known answers. The next readings include the facts that were requested here. */
  facts(queries: readonly FactQuery[], there: readonly Fact[]): Promise<Fact[]>;
  repository(): Promise<RepositoryReading>;
  items(numbers: readonly number[], also?: ItemsAlso): Promise<ItemsReading>;
  mergeQueue(base: string): Promise<QueueReading>;
  /** At most two small requests, which are free while the answer does not change. */
  requirement(branch: string): Promise<Requirement>;
  /** The app's own newest `milegate` check run on a commit. */
  check(sha: string): Promise<CheckRun | null>;
  /** Only these items, fifty a request; missing ones are left out. */
  itemsAlone(numbers: readonly number[]): Promise<Item[]>;
  /**
   * The repository, and the first page of open pull requests, the newest first. `expected` is how many there probably are, null where nothing
   * is known: a page costs points by how many it asks for.
   */
  openPulls(expected: number | null): Promise<PullsPage>;
  /** The next page; `expected` are still to come. */
  moreOpenPulls(after: string, expected: number | null): Promise<Omit<PullsPage, "repository">>;
  /** The app's own issues that carry the dashboard's label, oldest first. */
  dashboards(): Promise<OwnIssue[]>;
  /** Everything in these lists, each item once. */
  lists(lists: readonly ItemList[]): Promise<ListedItem[]>;
  /** The plan's file as these pull requests have it, and whether they change it. */
  planFiles(pulls: readonly Head[]): Promise<PlanFile[]>;
  /** Those that are issues, each with all of its labels. */
  linkedIssues(numbers: readonly number[]): Promise<LinkedIssue[]>;
  /** The descriptions of pull requests, by number. */
  pullBodies(numbers: readonly number[]): Promise<Map<number, string>>;
  /** All commits of each, by number; null where not all can be read. */
  pullCommits(
    pulls: readonly { number: number; headSha: string; base: string; count: number }[],
  ): Promise<Map<number, PullCommits | null>>;
  /** Numbers of the pull requests below it in its stack, from the bottom; none outside of a stack, null where GitHub does not tell. */
  layersBelow(pull: number): Promise<number[] | null>;
  /** A page of the closed pull requests, the one that was updated last first. */
  closedPulls(after: string | null): Promise<{ pulls: ClosedPull[]; next: string | null }>;
  /** The open pull requests that were updated last, at most 100, and how many are open. */
  recentPulls(count: number): Promise<{ items: ListedPull[]; total: number }>;
  /** Answers to those of the questions that go along in two documents, `most` at most. They don't come along with later readings. */
  someFacts(queries: readonly FactQuery[], most: number): Promise<Fact[]>;
  /** The last twenty versions of the owner's file at that path, the newest first; null for one that is no text. */
  ownerVersions(path: string): Promise<(string | null)[]>;
  /** `node` is the comment's global id. */
  conversation(item: number, node: string): Promise<Conversation>;
};

/** GitHub's repository roles, the weakest first. */
export type RepositoryRole = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** `unavailable`: GitHub refuses the answer, and a retry does not help. Failures that may pass reject. */
export type Unavailable = { kind: "unavailable"; status: number };

/** People's current rights on GitHub. */
export type AccessReader = {
  /** The role in the repository; for a custom role, the standard role that it builds on. `id` is the person with that login, if GitHub says. */
  role(login: string): Promise<{ kind: "role"; role: RepositoryRole; id?: number } | Unavailable>;
  /** Whether the person is an active member of a team ("org/slug") or of one of its child teams. */
  membership(team: string, login: string): Promise<{ kind: "member" | "stranger" } | Unavailable>;
  /** Whether there is a team ("org/slug"). A secret one is `missing`, too: not everybody may know of it. */
  team(team: string): Promise<{ kind: "there" | "missing" } | Unavailable>;
};

export type NewLabel = { name: string; color: string; description: string };
/** People who can't be assigned are left out. The issue is pinned only if there is a free place. */
export type NewIssue = { title: string; body: string; labels: string[]; assignees: string[]; pin?: boolean };
export type IssueChange = {
  title?: string;
  body?: string;
  state?: "open" | "closed";
  stateReason?: "completed" | "not_planned";
  /** The number of the new milestone; null removes the milestone. For pull requests, too. */
  milestone?: number | null;
};

/** A check for a head commit; `repository` is its global id, `existing` the app's own run on the commit. */
export type CheckWrite = {
  repository: string;
  headSha: string;
  existing: Pick<CheckRun, "id" | "node"> | null;
  content: CheckContent;
};

/**
 * The result of a batch: the global id of each check that is written, in its order, null for the others; and whether GitHub stopped because they were too many.
 * `uncertain`: GitHub did not say which were written.
 */
export type BatchAnswer = { kind: "answered"; made: (string | null)[]; exhausted: boolean } | { kind: "uncertain" };

/** Writes to one repository. Each is one request, except `announce`, which reads first. Only `reconcile/apply.ts` uses it. */
export type Writer = {
  /** Does nothing when the label exists. */
  createLabel(label: NewLabel): Promise<void>;
  addLabels(item: number, labels: readonly string[]): Promise<void>;
  /** Does nothing when the item doesn't carry it. */
  removeLabel(item: number, label: string): Promise<void>;
  /** Resolves with the new run. */
  createCheck(headSha: string, content: CheckContent): Promise<Pick<CheckRun, "id" | "node">>;
  updateCheck(id: number, headSha: string, content: CheckContent): Promise<void>;
  /** Lets a workflow's run deploy to an environment, or not. Does nothing when it does not wait for that any more. */
  answerDeployment(run: number, environment: string, answer: { approved: boolean; comment: string }): Promise<void>;
  setChecks(checks: readonly CheckWrite[]): Promise<BatchAnswer>;
  /** `existing` is the run to update; null for a new one. GitHub accepts 50 annotations a request, so more take several requests. */
  setPlanCheck(headSha: string, existing: number | null, content: PlanCheckContent): Promise<void>;
  createIssue(issue: NewIssue): Promise<void>;
  /** Resolves with the time at which GitHub changed it. */
  updateIssue(number: number, change: IssueChange): Promise<Date>;
  /** Resolves with the comment's number. */
  comment(item: number, body: string): Promise<number>;
  /** Writes over a comment of the app's own; does nothing when that is gone. */
  updateComment(comment: number, body: string): Promise<void>;
  react(comment: number, reaction: Reaction): Promise<void>;
  /** Posts a discussion once. */
  announce(discussion: DiscussionContent): Promise<DiscussionAnswer>;
};

/** `category` is a category's name or slug, in any case; `mark` is a unique part of the body. */
export type DiscussionContent = { category: string; title: string; body: string; mark: string };

/** `refused`: GitHub does not allow it, and a retry does not help. */
export type DiscussionAnswer = { kind: "posted"; url: string } | { kind: "no-category" } | { kind: "refused" };

export type RepositoryPort = { read: Reader; access: AccessReader; write: Writer };

/** One repository as an installation of the app sees it. */
export type RepositoryName = { installation: number; owner: string; name: string };

/** The repositories of one owner, as an installation of the app sees them. */
export type OwnerPort = {
  roster(asked: { properties: boolean }): Promise<OwnerRoster>;
  /** In the order given; null for what can't be read. One request. */
  proofs(asked: readonly { name: string; milestones: readonly number[] }[]): Promise<(MilestonesSeen | null)[]>;
};

/**
 * A check that was about to be written. `at` is in milliseconds since 1970, `by` the process; `past` are digests of what a read may still
 * show, `last` of what it was to say.
 */
export type CheckMark = { at: number; by: string; past: readonly string[]; last: string };

/** Of one repository, by head, and where they are kept between jobs and processes. */
export type KeptMarks = {
  marks: ReadonlyMap<string, CheckMark>;
  keep(marks: ReadonlyMap<string, CheckMark>): Promise<void>;
};

export type GitHub = {
  /** `kept` is what is known of the checks that were written last, by whichever process. */
  repository(name: RepositoryName, kept?: KeptMarks): Promise<RepositoryPort>;
  owner(of: Omit<RepositoryName, "name">): Promise<OwnerPort>;
};
