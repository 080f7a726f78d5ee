// What the sweep remembers of each repository, so that one in which nothing has happened is not looked at again.
import { createHash } from "node:crypto";
import type { Standing } from "../github/graphql/standings.ts";
import type { CriterionName } from "../plan/criteria.ts";
import { type Resolution, resolvePlan } from "../plan/resolve.ts";
import { setBounded } from "../set-bounded.ts";

/** "unknown" where GitHub did not say. */
export type Stands = Standing | "unknown";

/** Whether what it depends on may change without a change of any issue, pull request, milestone, label or the default branch. */
const CHANGES_UNSEEN: Record<CriterionName, boolean> = {
  "issues-closed": false,
  "tasks-done": false,
  "no-open": false,
  "pull-requests-merged": false,
  feedback: false,
  "hypotheses-tested": false,
  workflow: true,
  release: true,
  deployment: true,
  "files-exist": false,
  scope: false,
  // Its moment is a timer of the queue's.
  timebox: false,
};

const SECOND_MS = 1_000;
const DRIFT_MS = 500;
/** Once a day each is looked at whatever it shows: what is read here is not all that GitHub has. */
const MARK_MS = 86_400_000;
/** About 100 bytes each. */
const LIMIT = 50_000;

export type Marks = {
  /** Null where it has to be looked at next time, too. */
  of(standing: Stands): string | null;
  has(repository: string, mark: string): boolean;
  remember(repository: string, mark: string | null): void;
};

export function makeMarks(now: () => number): Marks {
  const known = new Map<string, { mark: string; at: number }>();
  return {
    of: (standing) => (showsAll(standing, now()) ? createHash("sha1").update(standing.mark).digest("base64") : null),
    has: (repository, mark) => {
      const before = known.get(repository);
      return before !== undefined && before.mark === mark && now() - before.at < MARK_MS;
    },
    remember: (repository, mark) => {
      if (mark === null) known.delete(repository);
      else setBounded(known, repository, { mark, at: now() }, LIMIT);
    },
  };
}

const showsAll = (standing: Stands, now: number): standing is Standing =>
  standing !== "unknown" && !mayChangeUnseen(standing, now) && !dependsOnUnseen(planOf(standing));

/** What changes again within the second in which it changed last looks as if it had not. Clocks may differ a little. */
const mayChangeUnseen = ({ newest }: Standing, now: number): boolean =>
  newest !== null && now - newest.getTime() < SECOND_MS + DRIFT_MS;

const dependsOnUnseen = (resolution: Resolution): boolean =>
  resolution.kind === "active" &&
  resolution.plan.phases.some(({ criteria }) => criteria.some(({ name }) => CHANGES_UNSEEN[name]));

const planOf = ({ config, ownerConfig, milestones }: Standing): Resolution =>
  resolvePlan({ repository: config, owner: ownerConfig, milestones });

/** The app does nothing there, whatever else there is. Of milestones that were not read one may be called like a phase. */
export function isIdle(standing: Stands): boolean {
  if (standing === "unknown") return false;
  if (standing.isArchived) return true;
  return planOf(standing).kind === "inactive" && (standing.config !== null || standing.milestonesComplete);
}
