// Where a repository's plan comes from, or why it has none.
import { extendsOwner, isMapping } from "./inherit.ts";
import { phaseOf } from "./match.ts";
import { checkFile, type ParsedPlan, type Problem, parsePlan } from "./parse.ts";
import type { Plan } from "./plan.ts";
import { readYaml } from "./yaml.ts";

export type Source = "repository" | "owner" | "built-in";

export type Resolution =
  | { kind: "inactive"; reason: string }
  | { kind: "invalid"; source: Source; problems: Problem[] }
  | { kind: "active"; source: Source; plan: Plan; hints: Problem[] };

/** A file is its text; null where it is no text. No file at all is `null` instead of the object. */
type File = { text: string | null } | null;

export type Sources = {
  repository: File;
  owner: File;
  milestones: readonly { number: number; title: string }[];
};

const OFF: Resolution = { kind: "inactive", reason: "the plan says `enabled: false`" };

const BUILTIN = parsePlan("");

/** The repository's own file wins; the owner's counts only where there are milestones; the built-in plan only where one matches. */
export function resolvePlan({ repository, owner, milestones }: Sources): Resolution {
  if (repository !== null) return resolveOwn(repository, owner);
  if (milestones.length === 0) return { kind: "inactive", reason: "no plan and no milestone" };
  if (owner !== null) return resolved("owner", parsePlan(owner.text));
  const builtin = resolved("built-in", BUILTIN);
  const applies =
    builtin.kind === "active" && milestones.some((milestone) => phaseOf(builtin.plan, milestone) !== null);
  return applies ? builtin : { kind: "inactive", reason: "no plan, and no milestone is called like a phase" };
}

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
