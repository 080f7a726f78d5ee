// The plan that a pull request proposes, as it would be in force once it is merged.
import type { PlanFile, RepositoryReading } from "../github/model.ts";
import { type PlanProblem, parsePlan, type ValidPlan } from "../plan/parse.ts";
import { isOwnersHome, parseFile, type Resolution, resolvePlan } from "../plan/resolve.ts";
import { deliveriesOf } from "../plan/resolve-member.ts";
import type { DeliveryOf, Roster } from "../plan/roster.ts";
import { rosterProblems } from "../plan/roster-rules.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import type { Readable } from "./audience.ts";

/**
 * The plan that would be in force; `isOwners` where the file is the one in the owner's `.github` repository. `hints` are those of the
 * whole file, `deliveries` says what becomes of the owner's deliveries; null where its repositories are not known.
 */
export type Proposal = {
  plan: Resolution;
  path: string;
  isRemoved: boolean;
  isOwners: boolean;
  hints: readonly PlanProblem[];
  deliveries: DeliveryChanges | null;
};

/** The deliveries as they are and as they would be; `place` is where that is said. */
export type DeliveryChanges = { before: readonly DeliveryOf[]; after: readonly DeliveryOf[]; place: Readable };

export function proposalOf({ ownerConfig, ...sources }: RepositoryReading, file: PlanFile["file"]): Proposal {
  const isOwners = isOwnersHome(sources.name);
  // Whatever repositories the owner's file is for, what is wrong with it is said where it is proposed.
  const checked = isOwners && file !== null ? checkOwners(file, sources.roster ?? null) : null;
  const plan =
    checked?.kind === "invalid" ? checked : resolvePlan({ ...sources, repository: file, owner: ownerConfig });
  return {
    ...{ plan, path: file?.path ?? PLAN_FILE, isRemoved: file === null, isOwners },
    hints: checked?.kind === "active" ? checked.hints : plan.kind === "active" ? plan.hints : [],
    deliveries: isOwners ? deliveryChanges(sources, file) : null,
  };
}

/** With what is wrong as the owner's repositories are now, where they are known. */
function checkOwners(file: NonNullable<PlanFile["file"]>, roster: Roster | null): Resolution {
  const parsed = parseFile("owner", file);
  const problems = parsed.kind === "invalid" || roster === null ? [] : rosterProblems(file.text, roster);
  return problems.length === 0 ? parsed : { kind: "invalid", source: "owner", problems, delivery: null };
}

function deliveryChanges(
  {
    config,
    ownerVersions,
    roster,
    visibility,
  }: Pick<RepositoryReading, "config" | "ownerVersions" | "roster" | "visibility">,
  file: PlanFile["file"],
): DeliveryChanges | null {
  if (roster === undefined) return null;
  const home = roster.repositories.find(({ name }) => isOwnersHome(name));
  return {
    before: config === null ? [] : deliveriesOf({ text: config.text, versions: ownerVersions }, roster),
    after: file === null ? [] : deliveriesOf({ text: file.text }, roster),
    place: { visibility: visibility ?? home?.visibility },
  };
}

/** For those who may not read what the owner's file says: the file as if the owner's said nothing. */
export function proposalAlone(repository: RepositoryReading, file: PlanFile["file"]): Proposal {
  const { roster: _theirs, ...alone } = repository;
  const whole = proposalOf(alone, file);
  if (file === null || whole.isOwners) return whole;
  const parsed = parsePlan(file.text, NOTHING, "repository");
  const plan: Resolution =
    parsed.kind === "invalid"
      ? { kind: "invalid", source: "repository", problems: parsed.problems, delivery: null }
      : { kind: "active", source: "repository", plan: parsed.plan, hints: parsed.hints, delivery: null };
  return { ...whole, plan, hints: plan.kind === "active" ? plan.hints : [] };
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
 * - `breaks`: the plan is valid, or there is none, and this would make it invalid; or it would leave an owner's file invalid where that
 *   doesn't count for its own repository.
 */
export type PlanChange = "repairs" | "repairs-among-others" | "breaks";

export function planChangeOf({ repository, plan, planFiles = [] }: Reading, pull: Based): PlanChange | null {
  const found = planFiles.find(({ number, isChanged }) => number === pull.number && isChanged);
  if (found === undefined || pull.base !== repository.defaultBranch) return null;
  const proposed = proposalOf(repository, found.file).plan;
  // The owner's file is judged as such, whether it counts in its own repository or not.
  const now = isOwnersHome(repository.name) ? proposalOf(repository, repository.config).plan : plan;
  if (now.kind === "invalid" && proposed.kind === "invalid") return plan.kind === "invalid" ? null : "breaks";
  if (now.kind === "invalid") return found.isAlone ? "repairs" : "repairs-among-others";
  return isBroken(repository, found.file, proposed) ? "breaks" : null;
}

/** Anybody may propose an owner's file, and this check must not tell which repositories there are: of that one the text is judged alone. */
const isBroken = ({ name }: RepositoryReading, file: PlanFile["file"], proposed: Resolution): boolean =>
  isOwnersHome(name) ? file !== null && parseFile("owner", file).kind === "invalid" : proposed.kind === "invalid";
