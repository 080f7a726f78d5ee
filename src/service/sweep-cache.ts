// What the sweep remembers of each repository, so that one in which nothing has happened is not looked at again.
import { createHash } from "node:crypto";
import { criteria } from "../criteria/index.ts";
import type { ListedStanding } from "../github/graphql/standings.ts";
import { type Resolution, resolvePlan } from "../plan/resolve.ts";
import { setBounded } from "../set-bounded.ts";
import type { SweepClock } from "./sweep-clock.ts";

/** "unknown" where GitHub did not say. */
export type RepositoryStanding = ListedStanding | "unknown";

/** What a repository looked like when it was last compared. */
export type Fingerprint = string;

const SECOND_MS = 1_000;
const DRIFT_MS = 500;
/** Each is looked at once a day whatever it shows: what is read here is not all that GitHub has. */
const VALID_MS = 86_400_000;
/** About 100 bytes each. */
const LIMIT = 50_000;

export type SweepCache = {
  /** Null where the repository has to be looked at next time, too. */
  fingerprint(standing: RepositoryStanding): Fingerprint | null;
  /** Whether it looked the same within the last day. */
  has(repository: string, fingerprint: Fingerprint): boolean;
  remember(repository: string, fingerprint: Fingerprint | null): void;
};

export function makeSweepCache({ wall, steady }: SweepClock): SweepCache {
  const known = new Map<string, { fingerprint: Fingerprint; at: number }>();
  return {
    fingerprint: (standing) =>
      showsAll(standing, wall()) ? createHash("sha1").update(standing.mark).digest("base64") : null,
    has: (repository, fingerprint) => {
      const before = known.get(repository);
      return before !== undefined && before.fingerprint === fingerprint && steady() - before.at < VALID_MS;
    },
    remember: (repository, fingerprint) => {
      if (fingerprint === null) known.delete(repository);
      else setBounded(known, repository, { fingerprint, at: steady() }, LIMIT);
    },
  };
}

const showsAll = (standing: RepositoryStanding, now: number): standing is ListedStanding =>
  standing !== "unknown" && !mayChangeUnseen(standing, now) && !dependsOnUnseen(planOf(standing));

/** What changes again within the second in which it changed last looks as if it had not. Clocks may differ a little. */
const mayChangeUnseen = ({ newest }: ListedStanding, now: number): boolean =>
  newest !== null && now - newest.getTime() < SECOND_MS + DRIFT_MS;

/** A criterion may change without a change of any issue, pull request, milestone, label or the default branch. */
const dependsOnUnseen = (resolution: Resolution): boolean =>
  resolution.kind === "active" &&
  resolution.plan.phases.some((phase) => phase.criteria.some(({ name }) => !criteria[name].seenBySweep));

const planOf = ({ config, ownerConfig, milestones }: ListedStanding): Resolution =>
  resolvePlan({ repository: config, owner: ownerConfig, milestones });

/** The app does nothing there, whatever else there is. Of milestones that were not read one may be called like a phase. */
export function isIdle(standing: RepositoryStanding): boolean {
  if (standing === "unknown") return false;
  if (standing.isArchived) return true;
  return planOf(standing).kind === "inactive" && (standing.config !== null || standing.milestonesComplete);
}
