// Where a repository's plan comes from, or why it has none.
import { phaseOf } from "./match.ts";
import { type ParsedPlan, type Problem, parsePlan } from "./parse.ts";
import type { Plan } from "./plan.ts";

export type Source = "repository" | "owner" | "built-in";

export type Resolution =
  | { kind: "inactive"; reason: string }
  | { kind: "invalid"; source: Source; problems: Problem[] }
  | { kind: "active"; source: Source; plan: Plan };

/** A file is its text; null where it is no text. No file at all is `null` instead of the object. */
export type Sources = {
  repository: { text: string | null } | null;
  owner: { text: string | null } | null;
  milestones: readonly { number: number; title: string }[];
};

/** The repository's own file wins; the owner's counts only where there are milestones; the built-in plan only where one matches. */
export function resolvePlan({ repository, owner, milestones }: Sources): Resolution {
  if (repository !== null) return resolved("repository", parsePlan(repository.text));
  if (milestones.length === 0) return { kind: "inactive", reason: "no plan and no milestone" };
  if (owner !== null) return resolved("owner", parsePlan(owner.text));
  const builtin = resolved("built-in", parsePlan(""));
  const applies =
    builtin.kind === "active" && milestones.some((milestone) => phaseOf(builtin.plan, milestone) !== null);
  return applies ? builtin : { kind: "inactive", reason: "no plan, and no milestone is called like a phase" };
}

function resolved(source: Source, parsed: ParsedPlan): Resolution {
  if (parsed.kind === "invalid") return { kind: "invalid", source, problems: parsed.problems };
  if (!parsed.plan.enabled) return { kind: "inactive", reason: "the plan says `enabled: false`" };
  return { kind: "active", source, plan: parsed.plan };
}
