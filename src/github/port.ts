// What Milegate asks of GitHub, in its own words: readings in, a few kinds of writes out.
import type {
  CheckContent,
  CheckRun,
  Conversation,
  Fact,
  FactQuery,
  Head,
  Item,
  ItemList,
  ItemsReading,
  ListedItem,
  OwnIssue,
  PlanCheckContent,
  PlanFile,
  PullsPage,
  QueueReading,
  Reaction,
  RepositoryReading,
  Requirement,
} from "./model.ts";

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
  /**
   * The repository, and the first page of open pull requests, the newest first. A page costs by what it may bring: `expected` is how many
   * there probably are, null where nothing is known.
   */
  openPulls(expected: number | null): Promise<PullsPage>;
  /** The page after that; `expected` are still to come. */
  moreOpenPulls(after: string, expected: number | null): Promise<Omit<PullsPage, "repository">>;
  /** The app's own issues that carry the dashboard's label, oldest first. */
  dashboards(): Promise<OwnIssue[]>;
  /** Everything in these lists, each item once. */
  lists(lists: readonly ItemList[]): Promise<ListedItem[]>;
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
