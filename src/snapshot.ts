// The input of a decision: the repository, its plan, its items, and what else was read.
import type { CheckRun, Item, OwnIssue, PlanFile, PullItem, RepositoryReading, Requirement } from "./github/model.ts";
import type { Resolution } from "./plan/resolve.ts";

/** The part of every snapshot. `items` are those whose labels and checks the decision covers. */
type Seen = {
  repository: RepositoryReading;
  plan: Resolution;
  items: Item[];
  /** Groups of merge queues whose checks the decision covers. */
  groups: MergeGroup[];
  /** Plans that open pull requests propose; they are read after everything else is written. */
  proposals: ProposedPlan[];
};

/**
 * What was read:
 * - `items`: some issues and pull requests, or none;
 * - `review`: a boundary review, read by number;
 * - `phases`: every open pull request, and the boundary reviews;
 * - `repository`: the same, and everything that is in a phase or carries a phase's label;
 * - `delivery`: the phases, and the facts of the scope guard;
 * - `dashboard`: the delivery, and the app's own issues that may be its dashboard;
 * - `deployment`: a workflow's run that waits for permission to deploy.
 */
export type Scope =
  | { kind: "items" | "review" | "phases" | "repository" }
  | { kind: "delivery"; requirement: Requirement }
  | { kind: "dashboard"; requirement: Requirement; dashboards: OwnIssue[] }
  | { kind: "deployment"; run: number; environment: string };

export type Snapshot = Seen & { scope: Scope };

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
  /** Every open pull request under the proposed plan; null if that plan is invalid. */
  effect: Snapshot | null;
};

/** Whether the boundary reviews were read, with the facts that they need. */
export const holdsReviews = ({ scope }: Pick<Snapshot, "scope">): boolean =>
  scope.kind !== "items" && scope.kind !== "deployment";

/** The pull requests among items. */
export const pullsAmong = (items: readonly Item[]): PullItem[] => items.filter((item) => item.kind === "pull");

/** The open pull requests among items. */
export const openPullsAmong = (items: readonly Item[]): PullItem[] =>
  pullsAmong(items).filter(({ state }) => state === "open");
