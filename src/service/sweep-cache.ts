// What the sweep remembers of each repository, so that one in which nothing has happened is not looked at again.
import { createHash } from "node:crypto";
import { z } from "zod";
import { criteria } from "../criteria/index.ts";
import type { ListedStanding } from "../github/graphql/standings.ts";
import { mentionsProperties } from "../plan/owners-file.ts";
import { parseFile, type Resolution, resolvePlan } from "../plan/resolve.ts";
import { setBounded } from "../set-bounded.ts";
import type { StandingStore } from "../standings/store.ts";
import type { SweepClock } from "./sweep-clock.ts";

/** To be raised where looks keep more than they did, so that each repository is looked at once more. */
const STORED = 2;

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
  fingerprint(repository: string, standing: RepositoryStanding): Fingerprint | null;
  /** Of these, those that looked the same within the last day. */
  unchanged(fingerprints: ReadonlyMap<string, Fingerprint | null>): Promise<ReadonlySet<string>>;
  remember(repository: string, fingerprint: Fingerprint | null): Promise<void>;
};

type CacheNeeds = SweepClock & {
  store: Pick<StandingStore, "readPart" | "write">;
  /** The app's version: another one may decide otherwise. */
  version: string;
};

const PART = "sweep";
/** `at` is by the machine's clock: the steady one ends with the process. */
const storedFingerprint = z.object({ fingerprint: z.string(), at: z.number() });

/** Milliseconds by the steady clock; below zero where it was remembered before this process began. */
type Remembered = { fingerprint: Fingerprint; at: number };

/** In the store for the next process, and in memory for this one, so that a clock that is set changes nothing. */
export function makeSweepCache({ wall, steady, store, version }: CacheNeeds): SweepCache {
  const known = new Map<string, Remembered>();
  const load = async (repositories: readonly string[]): Promise<void> => {
    for (const [repository, value] of await store.readPart(PART, repositories)) {
      const read = storedFingerprint.safeParse(value);
      const ageMs = wall() - (read.data?.at ?? Number.NaN);
      // Of a moment that is still to come nothing can be said: the clock was set back.
      if (read.data === undefined || ageMs < 0) continue;
      setBounded(known, repository, { fingerprint: read.data.fingerprint, at: steady() - ageMs }, LIMIT);
    }
  };
  const holds = (repository: string, fingerprint: Fingerprint | null): boolean => {
    const before = known.get(repository);
    return before !== undefined && before.fingerprint === fingerprint && steady() - before.at < VALID_MS;
  };
  return {
    fingerprint: (repository, standing) =>
      showsAll(standing, wall())
        ? createHash("sha1").update(`${version} ${STORED} ${repository} ${standing.mark}`).digest("base64")
        : null,
    unchanged: async (fingerprints) => {
      await load([...fingerprints.keys()].filter((repository) => !known.has(repository)));
      return new Set([...fingerprints].flatMap(([name, fingerprint]) => (holds(name, fingerprint) ? [name] : [])));
    },
    remember: async (repository, fingerprint) => {
      const value = fingerprint === null ? null : { fingerprint, at: wall() };
      if (fingerprint === null) known.delete(repository);
      else setBounded(known, repository, { fingerprint, at: steady() }, LIMIT);
      await store.write(repository, new Map([[PART, value]]));
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

const planOf = ({ name, config, ownerConfig, milestones }: ListedStanding): Resolution =>
  resolvePlan({ name, repository: config, owner: ownerConfig, milestones });

/** The app does nothing there, whatever else there is. Of milestones that were not read one may be called like a phase. */
export function isIdle(standing: RepositoryStanding): boolean {
  if (standing === "unknown") return false;
  if (standing.isArchived) return true;
  if (planOf(standing).kind !== "inactive") return false;
  const { config, ownerConfig, milestonesComplete } = standing;
  // Custom properties are not read here: one may make it a member of a delivery.
  if (mentionsProperties(ownerConfig?.text ?? null)) return false;
  if (config !== null) return true;
  // An invalid file of the owner's counts where its last valid version did, which is not known here.
  return milestonesComplete && (ownerConfig === null || parseFile("owner", ownerConfig).kind !== "invalid");
}
