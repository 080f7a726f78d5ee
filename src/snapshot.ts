// What a decision is made from: the repository as it is, its plan, the items in question, and what else was looked at.
import type { CheckRun, Item, OwnIssue, PlanFile, PullItem, RepositoryReading, Requirement } from "./github/model.ts";
import type { Resolution } from "./plan/resolve.ts";

/** What every snapshot holds. Items are those whose labels and checks are to be right afterwards. */
type Seen = {
  repository: RepositoryReading;
  plan: Resolution;
  items: Item[];
  /** Groups of merge queues whose checks are to be right afterwards. */
  groups: MergeGroup[];
  /** Plans that open pull requests propose; they are read when everything else is written. */
  proposals: ProposedPlan[];
};

/**
 * What was looked at:
 * - `items`: some issues and pull requests, or none;
 * - `review`: a boundary review, read by number;
 * - `phases`: every open pull request, and the boundary reviews;
 * - `repository`: the same, and everything that is in a phase or carries a phase's label;
 * - `delivery`: the phases, and what the scope guard asks for;
 * - `dashboard`: the delivery, and the issues of the app's own that may be its dashboard;
 * - `standing`: the same issues, and no item: `pulls` are the open pull requests as earlier looks saw them;
 * - `deployment`: a workflow's run that waits for leave to deploy.
 */
export type Scope =
  | { kind: "items" | "review" | "phases" | "repository" }
  | { kind: "delivery"; requirement: Requirement }
  | { kind: "dashboard"; requirement: Requirement; dashboards: OwnIssue[] }
  | { kind: "standing"; requirement: Requirement; dashboards: OwnIssue[]; pulls: PullItem[] }
  | { kind: "deployment"; run: number; environment: string };

export type Snapshot = Seen & { scope: Scope };

/** `pulls` are all that the group merges, or why that is not known. */
export type MergeGroup = {
  headSha: string;
  check: CheckRun | null;
  holds: { kind: "pulls"; pulls: PullItem[] } | { kind: "unknown"; reason: string };
};

/** A head commit that changes the plan's file, or did: `file` is null where it no longer does. */
export type ProposedPlan = {
  headSha: string;
  pulls: number[];
  known: CheckRun | null;
  file: PlanFile["file"];
  /** Whether it still changes the file. */
  isProposed: boolean;
  /** Every open pull request under the proposed plan; null where that plan is invalid. */
  effect: Snapshot | null;
};

/** Whether the boundary reviews were looked at, with the facts that they need. */
export const holdsReviews = ({ scope }: Pick<Snapshot, "scope">): boolean =>
  scope.kind !== "items" && scope.kind !== "deployment" && scope.kind !== "standing";

/** The pull requests among items. */
export const pullsAmong = (items: readonly Item[]): PullItem[] => items.filter((item) => item.kind === "pull");

/** The open pull requests among items. */
export const openPullsAmong = (items: readonly Item[]): PullItem[] =>
  pullsAmong(items).filter(({ state }) => state === "open");
