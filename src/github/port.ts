// What Milegate asks of GitHub, in its own words: readings in, a few kinds of writes out.

export type Actor = { login: string; isBot: boolean };

/** A file at the head of a default branch; `oid` is the blob's id, good as a cache key. `text` is null for a binary or truncated blob. */
export type Blob = { oid: string; text: string | null };

export type Reference = { number: number; title: string; url: string };

export type MilestoneName = { number: number; title: string };

export type Milestone = MilestoneName & {
  description: string;
  state: "open" | "closed";
  url: string;
  createdAt: Date;
  closedAt: Date | null;
  dueOn: Date | null;
  issues: IssueCounts;
};

/**
 * Issues only, never pull requests. `dropped` are closed as not planned or as duplicate. `unsure` of those that count as
 * done were closed so long ago that it was not read whether they were dropped.
 */
export type IssueCounts = { open: number; done: number; dropped: number; unsure: number; firstOpen: Reference[] };

/** A label on an item; `byApp` says that the app itself put it there most recently. `addedAt` is absent where that is not known. */
export type ItemLabel = { name: string; byApp: boolean; addedAt?: Date };

type ItemBase = {
  number: number;
  title: string;
  url: string;
  state: "open" | "closed";
  author: Actor | null;
  labels: ItemLabel[];
  milestone: MilestoneName | null;
};

/**
 * A comment that may be a record: the app's own, or anybody's that looks like one.
 * `editedByOthers`: somebody other than the app has edited it last, or it is not known who.
 */
export type RecordComment = {
  id: number;
  url: string;
  own: boolean;
  author: Actor | null;
  body: string;
  createdAt: Date;
  editedByOthers: boolean;
};

/** `own` is the issue as a whole where the app wrote it and it was read by number. */
export type IssueItem = ItemBase & { kind: "issue"; own: OwnIssue | null; stateReason: StateReason | null };

/** Why an issue is closed; null while it is open, in lists, and for a reason that the app does not know. */
export type StateReason = "completed" | "not_planned" | "duplicate";

/** What is known of a pull request by number, or where it is open; in lists of the others there is none of it. */
export type Written = {
  comments: RecordComment[];
  /** When it was last closed, though it may be open again. Null: never, or the host has no timeline. */
  lastClosedAt: Date | null;
};

export type PullItem = ItemBase &
  Written & {
    kind: "pull";
    headSha: string;
    base: string;
    /** Issues of the same repository that merging closes. */
    closes: { number: number; milestone: MilestoneName | null; labels: ItemLabel[] }[];
    /** The app's own newest `milegate` check run on the head commit. */
    check: CheckRun | null;
    /** The same of `milegate/config`. */
    planCheck: CheckRun | null;
    /** Whether it changes the plan's file; "unclear" where its first files don't tell, "unread" in lists. */
    touchesPlan: "yes" | "no" | "unclear" | "unread";
    updatedAt: Date;
    /** Whether it waits for its checks to be merged: in the merge queue, or with auto-merge on. */
    isMerging: boolean;
    /** Whether it is in the merge queue. */
    isQueued: boolean;
  };

/** A pull request as lists bring it: without who put a label on, and without the labels of the issues that it closes. */
export type ListedPull = Omit<PullItem, "labels" | "closes"> & {
  labels: string[];
  closes: Omit<PullItem["closes"][number], "labels">[];
};

export type Item = IssueItem | PullItem;

export type CheckContent = {
  conclusion: "success" | "neutral" | "action_required";
  title: string;
  summary: string;
};

/** `node` is its global id; `id` is null on hosts that have no other. */
export type CheckRun = { id: number | null; node: string } & Omit<CheckContent, "conclusion"> & {
    /** Null while it runs, or in a state that the app never sets. */
    conclusion: string | null;
  };

/** What `milegate/config` says of a pull request that changes the plan's file, with a note on each line that is wrong. */
export type PlanCheckContent = {
  conclusion: "success" | "failure";
  title: string;
  summary: string;
  annotations: { line: number; column: number; message: string }[];
};

/** The plan's file at the head of a pull request; null where it isn't there. */
export type PlanFile = { number: number; isChanged: boolean; file: Blob | null };

/** An issue that the app itself wrote. */
export type OwnIssue = {
  number: number;
  title: string;
  url: string;
  body: string;
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | null;
  labels: ItemLabel[];
  createdAt: Date;
  closedAt: Date | null;
  comments: RecordComment[];
};

/** What is asked of GitHub beyond a repository's reading, and what it answers. `labels` means all of them, in any case. */
type FactKinds = {
  "milestone-issues": { asks: { milestone: number; labels: string[] }; value: CountedIssue[] };
  /** `total` is null when there are more than were read. */
  "open-issues": { asks: { labels: string[] }; value: { first: Reference[]; total: number | null } };
  /** How many of a milestone's issues were dropped, exactly. */
  "dropped-issues": { asks: { milestone: number }; value: number };
  /** Issues of a milestone that are not dropped and were opened after that moment, the newest first. */
  "added-issues": { asks: { milestone: number; since: Date }; value: Reference[] };
  "open-pulls": { asks: { milestone: number }; value: { first: Reference[]; total: number } };
  /** Published, the newest first; all that were published since then, and maybe older ones. */
  releases: { asks: { since: Date }; value: Release[] };
  /** The latest to the environment; `state` is that of its latest status, null before the first. */
  deployment: { asks: { environment: string }; value: { state: string | null } | null };
  /** Whether anything is at the path on the default branch. */
  path: { asks: { path: string }; value: boolean };
  /** Pull requests, in whatever state, that were touched since then and on which the app may have commented, the oldest first. */
  "commented-pulls": { asks: { since: Date }; value: CommentedPull[] };
  /** The latest completed run on the branch; `file` is the workflow's file name. */
  "workflow-run": { asks: { file: string; branch: string }; value: WorkflowRun | "no-workflow" | "no-run" };
};

export type CountedIssue = Reference & { state: "open" | "done" | "dropped"; labels: string[]; createdAt: Date };
export type Release = { tag: string; name: string; url: string; prerelease: boolean; publishedAt: Date };
export type CommentedPull = Reference & { comments: RecordComment[] };
export type WorkflowRun = { conclusion: string; url: string };

export type FactKind = keyof FactKinds;
export type FactQuery<Kind extends FactKind = FactKind> = {
  [Each in FactKind]: { kind: Each } & FactKinds[Each]["asks"];
}[Kind];
export type FactValue<Kind extends FactKind = FactKind> = FactKinds[Kind]["value"];

/** `denied` names the app's permission that is missing, e.g. "actions: read". */
export type Fact = {
  query: FactQuery;
  answer: { kind: "read"; value: FactValue } | { kind: "denied"; permission: string };
};

export type RepositoryReading = {
  /** Its global id. */
  node: string;
  /** Login of the app's bot without "[bot]". */
  self: string;
  url: string;
  name: string;
  isArchived: boolean;
  defaultBranch: string | null;
  config: Blob | null;
  ownerConfig: Blob | null;
  milestones: Milestone[];
  labels: { name: string; description: string }[];
  /** False when the repository has more labels than were read. */
  labelsComplete: boolean;
  /** Boundary reviews, whatever their state, newest first. */
  reviews: OwnIssue[];
  /** What came along because the plan needed it last time; `Reader.facts` makes it complete. */
  facts: Fact[];
};

/** A comment that may hold commands; `body` and `edited` as they are now. */
export type CommandComment = {
  id: number;
  body: string;
  author: Actor | null;
  createdAt: Date;
  edited: boolean;
  /** What the app itself put under it. */
  reactions: Reaction[];
};

/** The comment, null when it is gone, and the newest 100 of its conversation: other people's, oldest first, and the app's bodies. */
export type Conversation = { comment: CommandComment | null; others: CommandComment[]; replies: string[] };

export type Reaction = "eyes" | "rocket" | "confused";

export type Head = { number: number; sha: string };

/** The repository with the items asked for; an item that is gone is left out. Heads matter to pull requests: among issues alone there are none. */
export type ItemsReading = { repository: RepositoryReading; items: Item[]; openHeads: Head[] };

export type PullsPage = { repository: RepositoryReading; items: ListedPull[]; next: string | null };
export type ItemsPage = { items: Item[]; next: string | null };

/** Where items are listed from: a milestone's members or a label's bearers, open and closed. */
export type ItemList = { kind: "issues" | "pulls"; of: { milestone: number } | { label: string } };

/** `headSha` is the commit that merging this entry and all ahead of it would make, null while there is none; `check` is the app's own on it. */
export type QueueEntry = { number: number; position: number; headSha: string | null; check: CheckRun | null };

/** A branch without a merge queue has no entries. */
export type QueueReading = { kind: "entries"; entries: QueueEntry[] } | { kind: "denied" };

/**
 * What a branch's rules say of the check `milegate`. `other-app`: only a check of the app with that id would count.
 * `unread`: GitHub does not tell the app all of them.
 */
export type Requirement = { kind: "required" | "advisory" | "unread" } | { kind: "other-app"; app: number };

/** Reads of one repository. Each is one request, but for further pages, and for what the app wrote on open pull requests. */
export type Reader = {
  /** Answers to all of these, of which some may be there already. What is asked here comes along with the next readings. */
  facts(queries: readonly FactQuery[], there: readonly Fact[]): Promise<Fact[]>;
  repository(): Promise<RepositoryReading>;
  items(numbers: readonly number[]): Promise<ItemsReading>;
  mergeQueue(base: string): Promise<QueueReading>;
  /** At most two small requests, which cost nothing of GitHub's limit as long as the answer is the same. */
  requirement(branch: string): Promise<Requirement>;
  /** The app's own newest `milegate` check run on a commit. */
  check(sha: string): Promise<CheckRun | null>;
  /** These alone, fifty a request; one that is gone is left out. */
  itemsAlone(numbers: readonly number[]): Promise<Item[]>;
  /** A page of up to 100 open pull requests, the newest first. */
  openPulls(after: string | null): Promise<PullsPage>;
  /** The app's own issues that carry the dashboard's label, oldest first. */
  dashboards(): Promise<OwnIssue[]>;
  list(list: ItemList, after: string | null): Promise<ItemsPage>;
  /** The plan's file as these pull requests have it, and whether they change it. */
  planFiles(pulls: readonly Head[]): Promise<PlanFile[]>;
  /** `node` is the comment's global id. */
  conversation(item: number, node: string): Promise<Conversation>;
};

/** GitHub's repository roles, from the one that may do least. */
export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** `unsaid`: GitHub would not say, and asking again will not help. What may pass rejects. */
export type Unsaid = { kind: "unsaid"; status: number };

/** What people may do, as GitHub says at this moment. */
export type Access = {
  /** The role in the repository; a custom one as the standard role that it builds on. */
  role(login: string): Promise<{ kind: "role"; role: Role } | Unsaid>;
  /** Whether somebody is an active member of a team, as "org/slug", or of a team below it. */
  membership(team: string, login: string): Promise<{ kind: "member" | "stranger" } | Unsaid>;
};

export type NewLabel = { name: string; color: string; description: string };
/** Who can't be assigned is left out; pinned only where there is room. */
export type NewIssue = { title: string; body: string; labels: string[]; assignees: string[]; pin?: boolean };
export type IssueChange = {
  title?: string;
  body?: string;
  state?: "open" | "closed";
  stateReason?: "completed" | "not_planned";
  /** The number of the milestone that it is put into; null takes it out. Pull requests, too. */
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
 * What became of a batch: which are written, in its order, and whether GitHub stopped because they were too many.
 * `uncertain`: it did not say what it carried out.
 */
export type BatchAnswer = { kind: "answered"; written: boolean[]; exhausted: boolean } | { kind: "uncertain" };

/** Writes to one repository; each is one request, but for `announce`, which looks first. Only `reconcile/apply.ts` uses it. */
export type Writer = {
  /** Does nothing when the label exists. */
  createLabel(label: NewLabel): Promise<void>;
  addLabels(item: number, labels: readonly string[]): Promise<void>;
  /** Does nothing when the item doesn't carry it. */
  removeLabel(item: number, label: string): Promise<void>;
  createCheck(headSha: string, content: CheckContent): Promise<void>;
  updateCheck(id: number, content: CheckContent): Promise<void>;
  /** Lets a workflow's run deploy to an environment, or not. Does nothing when it does not wait for that any more. */
  answerDeployment(run: number, environment: string, answer: { approved: boolean; comment: string }): Promise<void>;
  setChecks(checks: readonly CheckWrite[]): Promise<BatchAnswer>;
  /** `existing` is the run to update; null for a new one. GitHub takes 50 annotations a request, so more take several. */
  setPlanCheck(headSha: string, existing: number | null, content: PlanCheckContent): Promise<void>;
  createIssue(issue: NewIssue): Promise<void>;
  updateIssue(number: number, change: IssueChange): Promise<void>;
  comment(item: number, body: string): Promise<void>;
  react(comment: number, reaction: Reaction): Promise<void>;
  /** Begins a discussion, once. */
  announce(discussion: NewDiscussion): Promise<Announced>;
};

/** `category` is a category's name or slug, in any case; `mark` is a part of the body that no other discussion has. */
export type NewDiscussion = { category: string; title: string; body: string; mark: string };

/** `refused`: GitHub does not let the app do so, and asking again will not help. */
export type Announced = { kind: "posted"; url: string } | { kind: "no-category" } | { kind: "refused" };

export type Repository = { read: Reader; access: Access; write: Writer };

/** One repository as an installation of the app sees it. */
export type RepositoryName = { installation: number; owner: string; name: string };

export type GitHub = { repository(name: RepositoryName): Promise<Repository> };
