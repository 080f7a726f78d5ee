// What GitHub holds, in our own words: repositories, milestones, issues, pull requests, checks, records.

/** `id` is the account's number, which a renamed account keeps; absent where the host does not tell it. */
export type Actor = { login: string; isBot: boolean; id?: number };

/** The repositories of an owner that an installation reaches: the shape is that of `plan/roster.ts`, which is pure. */
export type OwnerRoster = {
  isOrganization: boolean;
  repositories: readonly {
    name: string;
    id: string;
    visibility: RepositoryVisibility | "unknown";
    isArchived: boolean;
  }[];
  properties: ReadonlyMap<string, Readonly<Record<string, string | readonly string[] | null>>> | null;
  editable: readonly string[];
};

/** What GitHub shows of a repository's milestones: all by name, and the issues of those that were asked for. */
export type MilestonesSeen = {
  milestones: { number: number; title: string; state: "open" | "closed" }[];
  issues: { number: number; description: string; open: number; closed: number }[];
};

/** A file at the head of a default branch; `oid` is the blob's id, good as a cache key. `text` is null for a binary or truncated blob. */
export type Blob = { oid: string; text: string | null };

/** A plan's file; `path` is absent where it is `.github/milegate.yml`. */
export type PlanBlob = Blob & { path?: string };

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
  /** Absent where the host did not tell when issues were closed. */
  closings?: WeeklyClosings;
};

/**
 * How many issues were closed in which week (`weekOf`), dropped ones too, the earliest week first. `since` is from when on all are known;
 * null where that is from the beginning.
 */
export type WeeklyClosings = { since: Date | null; weeks: [week: number, closed: number][] };

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
  /** Whether the app wrote it. */
  byApp: boolean;
  labels: ItemLabel[];
  /** When the app put which labels on, as far back as was read, whether they are still there or not; absent where it was not read. */
  putOn?: { name: string; at: Date }[];
  milestone: MilestoneName | null;
};

/** Where a comment stands: the repository's number as text (its global id where it has none), and the issue or pull request. */
export type CommentPlace = { repository: string; item: number };

/**
 * A comment that records are made of: the app's own, anybody's that looks like one, and those that may hold commands.
 * `editedByOthers`: somebody other than the app has edited it last, or it is not known who.
 * `isMoved`: it came with a transferred issue; null where the host does not tell.
 */
export type RecordComment = {
  id: number;
  place: CommentPlace;
  isMoved: boolean | null;
  url: string;
  own: boolean;
  author: Actor | null;
  body: string;
  createdAt: Date;
  editedByOthers: boolean;
};

/** `own` is the issue as a whole where the app wrote it and it was read by number. */
export type IssueItem = ItemBase & {
  kind: "issue";
  own: OwnIssue | null;
  stateReason: StateReason | null;
  /** Absent where it was not read. */
  updatedAt?: Date | undefined;
};

/** Why an issue is closed, or that it was reopened; null where it never was, in lists, and for a reason that the app does not know. */
export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

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
    /** The branch of the repository that it comes from; null where that is a fork's. */
    headRef?: string | null;
    /** Issues of the same repository that merging closes. */
    closes: LinkedIssue[];
    commitCount?: number;
    /** What is read only where it may decide, and absent else. */
    origins?: PullOrigins;
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
    /** When it was merged, and by whom; absent where it was not, and in lists. */
    merge?: { at: Date; by: Actor | null };
  };

/** A pull request that is closed, as lists bring it: with the app's check on its last commit. */
export type ClosedPull = Pick<
  PullItem,
  "number" | "title" | "headSha" | "state" | "check" | "merge" | "lastClosedAt" | "updatedAt"
>;

/** An issue that merging a pull request closes. */
export type LinkedIssue = { number: number; milestone: MilestoneName | null; labels: ItemLabel[] };

/** An account by its number; the login of an app's bot ends in "[bot]". */
export type CommitPerson = { id: number; login: string };

/**
 * `signature` is null where there is no valid one, `signer` where it is nobody's. `merged` are the pull requests whose merge made
 * the commit; null where not all were read.
 */
export type PullCommit = {
  oid: string;
  author: CommitPerson | null;
  committer: CommitPerson | null;
  signature: { signer: number | null; byGitHub: boolean } | null;
  merged: number[] | null;
};

/** All commits of a pull request; `author` is the id of the account that opened it. */
export type PullCommits = { author: number | null; commits: PullCommit[] };

/** Each is absent where it was not asked for. */
export type PullOrigins = {
  /** Null where not all can be read. */
  commits?: PullCommits | null;
  /** The merged pull requests that are among its commits, and the layers below it in its stack (`isBelow`); null where not all are known. */
  carried?: { number: number; milestone: MilestoneName | null; labels: string[]; isBelow?: boolean }[] | null;
  /** The branches that it ends up in, through the open pull requests of its base; none where they lead in a circle. */
  endsIn?: string[];
};

/** A pull request as lists bring it: without who put a label on, and without the labels of the issues that it closes. */
export type ListedPull = Omit<PullItem, "labels" | "closes"> & {
  labels: string[];
  closes: Omit<PullItem["closes"][number], "labels">[];
  /** False where it has more labels, closes more issues, or has more check suites of the app than lists bring. */
  isWhole: boolean;
};

/** An issue or pull request of a milestone's or label's list: enough to see which phase labels it should carry. */
export type ListedItem = Pick<ItemBase, "number" | "title" | "url" | "state" | "author" | "byApp" | "milestone"> & {
  labels: string[];
  /** False where it has more labels than lists bring. */
  isWhole: boolean;
  /** Null for an issue. */
  head: Pick<PullItem, "headSha" | "base" | "updatedAt"> | null;
};

export type Item = IssueItem | PullItem;

export type CheckContent = {
  conclusion: "success" | "neutral" | "action_required";
  title: string;
  summary: string;
  /** Where its details lead people, which is written along with the rest and never read. */
  detailsUrl: string;
  /** For ourselves; people don't see it. It is written along with the rest, and alone never. */
  externalId?: string;
};

/** `node` is its global id; `id` is null on hosts that have no other. */
export type CheckRun = { id: number | null; node: string } & Omit<CheckContent, "conclusion" | "detailsUrl"> & {
    /** Null while it runs, or in a state that the app never sets. */
    conclusion: string | null;
    /** When it was made, which the app does with its first verdict; absent where the host does not tell. */
    madeAt?: Date;
  };

/** What `milegate/config` says of a pull request that changes the plan's file, with a note on each line that is wrong. */
export type PlanCheckContent = {
  conclusion: "success" | "failure";
  title: string;
  summary: string;
  /** On lines of the file at `path`. */
  annotations: { line: number; column: number; message: string }[];
  path: string;
  /** Where its details lead people. */
  detailsUrl: string;
};

/**
 * The plan's file at the head of a pull request; null where it isn't there. `isAlone`: the pull request changes nothing else, as
 * far as is certain.
 */
export type PlanFile = {
  number: number;
  isChanged: boolean;
  isAlone: boolean;
  file: PlanBlob | null;
  hasSpareFile: boolean;
};

/** An issue that the app itself wrote. */
export type OwnIssue = {
  /** As records are bound to it: see `CommentPlace`. */
  repository: string;
  number: number;
  title: string;
  url: string;
  body: string;
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | null;
  labels: ItemLabel[];
  createdAt: Date;
  closedAt: Date | null;
  milestone?: MilestoneName | null;
  comments: RecordComment[];
  /** Null where the host has no timeline. */
  history: IssueHistory | null;
};

/**
 * What the timeline of an issue of the app's own still tells, whatever was taken away since.
 * `labelled` are the labels that the app put on, oldest first; `deleted` the comments of the app's that somebody else deleted.
 */
export type IssueHistory = {
  isTransferred: boolean;
  labelled: { name: string; at: Date }[];
  deleted: { event: number; at: Date }[];
};

/** Where an issue of the app's own counts as work, to GitHub. */
export type OwnWork = { number: number; milestone: number | null; state: "open" | "done" | "dropped" };

/** Who reads a repository: everybody, the organization's members, or those who were given access. */
export const VISIBILITIES = ["public", "internal", "private"] as const;

export type RepositoryVisibility = (typeof VISIBILITIES)[number];

/** A repository without the facts that a plan asks for on top. */
export type RepositoryState = {
  /** Its global id. */
  node: string;
  /** Its number as text, or its global id where the host has no number: what records are bound to. */
  id: string;
  /** Login of the app's bot without "[bot]". */
  self: string;
  url: string;
  name: string;
  isArchived: boolean;
  /** Who can read it; absent where the host does not tell. */
  visibility?: RepositoryVisibility;
  /** False where issues are disabled: pull requests, their labels and comments are there all the same. */
  hasIssues: boolean;
  defaultBranch: string | null;
  /** Of the default branch, by its commit; absent where there is none. */
  head?: string;
  config: PlanBlob | null;
  /** Whether there is a `.github/milegate.yaml` beside a `.github/milegate.yml`: it does not count. */
  hasSpareConfig?: boolean;
  ownerConfig: PlanBlob | null;
  /** Who can read the owner's `.github` repository; absent where there is none, or the host does not tell. */
  ownerVisibility?: RepositoryVisibility;
  milestones: Milestone[];
  labels: { name: string; description: string }[];
  /** Everything that the app wrote, the dashboard too: it is no work of any phase. */
  own: OwnWork[];
  /** The app's own issues that may be boundary reviews, whatever their state, newest first. */
  reviews: OwnIssue[];
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

/** `ref` is null where the head is a fork's branch. */
export type Head = { number: number; sha: string; ref?: string | null; base?: string };

/** Where items are listed from: a milestone's members or a label's bearers, open and closed. */
export type ItemList = { kind: "issues" | "pulls"; of: { milestone: number } | { label: string } };

/** `headSha` is the commit that merging this entry and all ahead of it would make, null while there is none; `check` is the app's own on it. */
export type QueueEntry = { number: number; position: number; headSha: string | null; check: CheckRun | null };

/** A branch without a merge queue has no entries. */
export type QueueReading = { kind: "entries"; entries: QueueEntry[] } | { kind: "denied" };

/**
 * What a branch's rules say of the check `milegate`. `unbound`: one of any app counts. `other-app`: only a check of the app with that id would count.
 * `unread`: GitHub does not tell the app all of them.
 */
export type Requirement = { kind: "required" | "unbound" | "advisory" | "unread" } | { kind: "other-app"; app: number };
