// The plan that a pull request proposes, as it would be in force once it is merged.
import type { PlanFile, RepositoryReading } from "../github/model.ts";
import { parsePlan, type ValidPlan } from "../plan/parse.ts";
import { isOwnersHome, parseFile, type Resolution, resolvePlan } from "../plan/resolve.ts";
import { PLAN_FILE } from "../vocabulary.ts";

/** The plan that would be in force; `isOwners` where the file is the one in the owner's `.github` repository. */
export type Proposal = { plan: Resolution; path: string; isRemoved: boolean; isOwners: boolean };

/** `file` is null where the pull request takes the file away. */
export function proposalOf({ ownerConfig, ...sources }: RepositoryReading, file: PlanFile["file"]): Proposal {
  const isOwners = isOwnersHome(sources.name);
  // Whatever repositories the owner's file is for, what is wrong with it is said where it is proposed.
  const parsed = isOwners && file !== null ? parseFile("owner", file) : null;
  const plan = parsed?.kind === "invalid" ? parsed : resolvePlan({ ...sources, repository: file, owner: ownerConfig });
  return { plan, path: file?.path ?? PLAN_FILE, isRemoved: file === null, isOwners };
}

/** For those who may not read what the owner's file says: the file as if the owner's said nothing. */
export function proposalAlone(repository: RepositoryReading, file: PlanFile["file"]): Proposal {
  const whole = proposalOf(repository, file);
  if (file === null || whole.isOwners) return whole;
  const parsed = parsePlan(file.text, NOTHING, "repository");
  const plan: Resolution =
    parsed.kind === "invalid"
      ? { kind: "invalid", source: "repository", problems: parsed.problems, delivery: null }
      : { kind: "active", source: "repository", plan: parsed.plan, hints: parsed.hints, delivery: null };
  return { ...whole, plan };
}

const EMPTY = parsePlan("");
/** An owner's file that a file may extend and that locks nothing. */
const NOTHING: ValidPlan | null = EMPTY.kind === "valid" ? EMPTY : null;

/** Whether all that can be said of it is what is wrong with it. */
export const isInvalidFile = ({ plan, isRemoved }: Proposal): boolean => plan.kind === "invalid" && !isRemoved;

type Based = { number: number; base: string };
type Reading = { repository: RepositoryReading; plan: Resolution; planFiles?: readonly PlanFile[] | undefined };

/**
 * What a pull request that changes the plan's file on the default branch would do to it:
 * - `repairs`: the plan is invalid, and this leaves a valid one or none, and changes nothing else;
 * - `repairs-among-others`: the same, but as far as is certain it changes other files, too;
 * - `breaks`: the plan is valid, or there is none, and this would make it invalid.
 */
export type PlanChange = "repairs" | "repairs-among-others" | "breaks";

export function planChangeOf({ repository, plan, planFiles = [] }: Reading, pull: Based): PlanChange | null {
  const found = planFiles.find(({ number, isChanged }) => number === pull.number && isChanged);
  if (found === undefined || pull.base !== repository.defaultBranch) return null;
  const proposed = proposalOf(repository, found.file).plan;
  // The owner's file is judged as such, whether it counts in its own repository or not.
  const now = isOwnersHome(repository.name) ? proposalOf(repository, repository.config).plan : plan;
  if (now.kind === "invalid" && proposed.kind === "invalid") return null;
  if (now.kind === "invalid") return found.isAlone ? "repairs" : "repairs-among-others";
  return proposed.kind === "invalid" ? "breaks" : null;
}
