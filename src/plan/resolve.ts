// Where a repository's plan comes from, or why it has none.
import { compileGlob } from "../values/glob.ts";
import { extendsOwner, isMapping } from "./inherit.ts";
import { phaseOf } from "./match.ts";
import { checkFile, type ParsedPlan, type PlanProblem, parsePlan, type ValidPlan } from "./parse.ts";
import type { Plan } from "./plan.ts";
import { readYaml } from "./yaml.ts";

export type Source = "repository" | "owner" | "built-in";

export type Resolution =
  | { kind: "inactive"; reason: string }
  | { kind: "invalid"; source: Source; problems: PlanProblem[] }
  | { kind: "active"; source: Source; plan: Plan; hints: PlanProblem[] };

/** A file is its text; null where it is no text. No file at all is `null` instead of the object. */
type File = { text: string | null } | null;

export type Sources = {
  /** The repository's name, without its owner. */
  name: string;
  repository: File;
  owner: File;
  /** Earlier texts of the owner's file, the newest first; matters only while that is invalid. */
  ownerVersions?: readonly (string | null)[];
  milestones: readonly { number: number; title: string }[];
};

const OFF: Resolution = { kind: "inactive", reason: "the plan says `enabled: false`" };

const BUILTIN = parsePlan("");

/** In the owner's `.github` repository the file is the owner's. */
export const isOwnersHome = (name: string): boolean => name.toLowerCase() === ".github";

/**
 * The repository's own file wins; the owner's counts for those that it is for; where an owner has none, the built-in plan counts where
 * a milestone matches it.
 */
export function resolvePlan(sources: Sources): Resolution {
  const { name, repository, milestones } = sources;
  const isHome = isOwnersHome(name);
  const owner = isHome ? repository : sources.owner;
  if (repository !== null && !isHome) return resolveOwn(repository, owner);
  if (owner !== null) return resolveOwners(owner, sources);
  const applies = BUILTIN.kind === "valid" && isForMilestones(BUILTIN.plan, milestones);
  if (applies) return resolved("built-in", BUILTIN);
  return { kind: "inactive", reason: "no plan, and no milestone is called like a phase" };
}

export const parseFile = (source: Source, { text }: NonNullable<File>): Resolution => resolved(source, parsePlan(text));

/** An invalid one counts for those for which its last valid version did. */
function resolveOwners(owner: NonNullable<File>, sources: Sources): Resolution {
  const parsed = parsePlan(owner.text);
  const last = parsed.kind === "valid" ? parsed : lastValid(sources.ownerVersions ?? []);
  if (last !== null && isFor(last.plan, sources)) return resolved("owner", parsed);
  return { kind: "inactive", reason: "no plan of its own, and the owner's is not for this repository" };
}

function lastValid(versions: readonly (string | null)[]): ValidPlan | null {
  for (const text of versions) {
    const parsed = parsePlan(text);
    if (parsed.kind === "valid") return parsed;
  }
  return null;
}

/** Whom `repositories` names; without that key, who has a milestone of one of the phases. */
const isFor = ({ repositories, ...plan }: Plan, { name, milestones }: Sources): boolean =>
  repositories === undefined
    ? isForMilestones(plan, milestones)
    : repositories.some((glob) => compileGlob(glob).testExact(name));

const isForMilestones = (plan: Pick<Plan, "phases">, milestones: Sources["milestones"]): boolean =>
  milestones.some((milestone) => phaseOf(plan, milestone) !== null);

function resolveOwn(repository: NonNullable<File>, owner: File): Resolution {
  const read = readYaml(repository.text);
  if (read.kind === "invalid") return resolved("repository", read);
  const parent = owner === null ? null : parsePlan(owner.text);
  // Who switches it off is left alone, whatever else is wrong with the file or the owner's; unless the owner keeps it on.
  const mayBeOff = parent?.kind !== "valid" || !parent.plan.locked.includes("enabled") || !parent.plan.enabled;
  if (mayBeOff && isMapping(read.file.value) && read.file.value["enabled"] === false) return OFF;
  if (owner === null || parent === null) return resolved("repository", checkFile(read.file, null));
  if (parent.kind === "valid") return resolved("repository", checkFile(read.file, parent));
  return extendsOwner(read.file.value) || mayLock(owner.text)
    ? resolved("owner", parent)
    : resolved("repository", checkFile(read.file, null));
}

/** Whether an invalid file of the owner's has locks, or can't be read so far: then it is not passed over. */
function mayLock(text: string | null): boolean {
  const read = readYaml(text);
  return read.kind === "invalid" || (isMapping(read.file.value) && Object.hasOwn(read.file.value, "locked"));
}

function resolved(source: Source, parsed: ParsedPlan): Resolution {
  if (parsed.kind === "invalid") return { kind: "invalid", source, problems: parsed.problems };
  if (!parsed.plan.enabled) return OFF;
  return { kind: "active", source, plan: parsed.plan, hints: parsed.hints };
}
