// Where a repository's plan comes from, or why it has none.

import { guardedProblems } from "./guarded-problems.ts";
import { extendsOwner, isMapping } from "./inherit.ts";
import { phaseOf } from "./match.ts";
import { lastValid, locateIn, type OwnersFile, parseOwners } from "./owners-file.ts";
import { checkFile, type ParsedPlan, parsePlan } from "./parse.ts";
import type { Plan } from "./plan.ts";
import { inactive, isOwnersHome, type Resolution, type Source, type SourceFile, type Sources } from "./resolution.ts";
import { resolveMember } from "./resolve-member.ts";
import type { Roster } from "./roster.ts";
import { repositoriesProblems } from "./roster-rules.ts";
import { compileSelection, type Selected } from "./selection.ts";
import { readYaml } from "./yaml.ts";

export { isOwnersHome, type Resolution, type Source } from "./resolution.ts";

const OFF = inactive("the plan says `enabled: false`");

const BUILTIN = parsePlan("");

/**
 * A delivery of the owner's file that names the repository comes first, then the repository's own file; the owner's counts for those
 * that it is for; where an owner has none, the built-in plan counts where a milestone matches it.
 */
export const resolvePlan = (sources: Sources): Resolution => guardedProblems(resolveWhole(sources), sources);

function resolveWhole(sources: Sources): Resolution {
  const { name, repository, milestones } = sources;
  const roster = sources.roster ?? null;
  const isHome = isOwnersHome(name);
  const [own, owner] = isHome ? [null, repository] : [repository, sources.owner];
  const file = owner === null ? null : { text: owner.text, versions: sources.ownerVersions };
  const member = file === null ? null : resolveMember(file, { name, milestones, roster, own });
  if (member !== null) return member;
  if (own !== null) return resolveOwn(own, owner);
  if (file !== null) return resolveOwners(file, { name, milestones, roster });
  const applies = BUILTIN.kind === "valid" && isForMilestones(BUILTIN.plan, milestones);
  if (applies) return resolved("built-in", BUILTIN);
  return inactive("no plan, and no milestone is called like a phase");
}

export const parseFile = (source: Source, { text }: NonNullable<SourceFile>): Resolution =>
  resolved(source, parsePlan(text));

type OwnersSources = Pick<Sources, "name" | "milestones"> & { roster: Roster | null };

/** An invalid one counts for those for which its last valid version did. */
function resolveOwners(file: OwnersFile, sources: OwnersSources): Resolution {
  const last = lastValid(file);
  const counted = last === null ? "no" : countsFor(last.plan, sources);
  if (last === null || counted === "no")
    return inactive("no plan of its own, and the owner's is not for this repository");
  const parsed = parseOwners(file.text);
  const found = parsed.kind === "valid" ? repositoriesProblems(last.plan, sources.roster, counted) : [];
  if (found.length === 0) return resolved("owner", parsed);
  return { kind: "invalid", source: "owner", problems: locateIn(file.text, found), delivery: null };
}

/** Whom `repositories` names; without that key, or where it can't be known, who has a milestone of one of the phases. */
function countsFor({ repositories, ...plan }: Plan, { name, milestones, roster }: OwnersSources): Selected {
  const selected = repositories === undefined ? "unknown" : compileSelection(repositories)(name, roster);
  if (selected !== "unknown") return selected;
  if (!isForMilestones(plan, milestones)) return "no";
  return repositories === undefined ? "yes" : "unknown";
}

const isForMilestones = (plan: Pick<Plan, "phases">, milestones: Sources["milestones"]): boolean =>
  milestones.some((milestone) => phaseOf(plan, milestone) !== null);

function resolveOwn(repository: NonNullable<SourceFile>, owner: SourceFile): Resolution {
  const read = readYaml(repository.text);
  if (read.kind === "invalid") return resolved("repository", read);
  const parent = owner === null ? null : parseOwners(owner.text);
  // Who switches it off is left alone, whatever else is wrong with the file or the owner's; unless the owner keeps it on.
  const mayBeOff = parent?.kind !== "valid" || !parent.plan.locked.includes("enabled") || !parent.plan.enabled;
  if (mayBeOff && isMapping(read.file.value) && read.file.value["enabled"] === false) return OFF;
  if (owner === null || parent === null) return resolved("repository", checkFile(read.file, null, "repository"));
  if (parent.kind === "valid") return resolved("repository", checkFile(read.file, parent, "repository"));
  return extendsOwner(read.file.value) || mayLock(owner.text)
    ? resolved("owner", parent)
    : resolved("repository", checkFile(read.file, null, "repository"));
}

/** Whether an invalid file of the owner's has locks, or can't be read so far: then it is not passed over. */
function mayLock(text: string | null): boolean {
  const read = readYaml(text);
  return read.kind === "invalid" || (isMapping(read.file.value) && Object.hasOwn(read.file.value, "locked"));
}

function resolved(source: Source, parsed: ParsedPlan): Resolution {
  if (parsed.kind === "invalid") return { kind: "invalid", source, problems: parsed.problems, delivery: null };
  if (!parsed.plan.enabled) return OFF;
  return { kind: "active", source, plan: parsed.plan, hints: parsed.hints, delivery: null };
}
