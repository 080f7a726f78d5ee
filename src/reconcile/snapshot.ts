// Everything that a decision is made from: the repository as it is, its plan, and the items in question.
import type { CheckRun, Item, OwnIssue, PullItem, RepositoryReading, Requirement } from "../github/model.ts";
import type { Resolution } from "../plan/resolve.ts";

export type Snapshot = {
  repository: RepositoryReading;
  plan: Resolution;
  /** Items whose labels and checks are to be right afterwards. */
  items: Item[];
  /** Whether boundary reviews are to be looked at, too. */
  reviews: boolean;
  /** Issues of the app's own that may be the dashboard; null where it is not looked at. */
  dashboards: OwnIssue[] | null;
  /** What the default branch asks of the check; unread where that is not looked at. */
  requirement: Requirement;
  /** Groups of merge queues whose checks are to be right afterwards. */
  groups: MergeGroup[];
  /** Deployments that wait for an answer. */
  deployments: { run: number; environment: string }[];
};

/** `pulls` are all that the group merges, or why that is not known. */
export type MergeGroup = {
  headSha: string;
  check: CheckRun | null;
  holds: { kind: "pulls"; pulls: PullItem[] } | { kind: "unknown"; reason: string };
};
