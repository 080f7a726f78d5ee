// From a file's text to a plan, or to everything that is wrong with it, line by line.
import { BUILTIN_PHASES } from "./builtin.ts";
import { hintsOf } from "./hints.ts";
import { extendsOwner, inherited } from "./inherit.ts";
import { keysAt } from "./keys.ts";
import { brokenLocks } from "./locks.ts";
import { describeIssue, planIssues, type ZodProblem } from "./messages.ts";
import { normalise } from "./normalise.ts";
import { compilePhases } from "./pattern.ts";
import type { Plan } from "./plan.ts";
import { brokenRules } from "./rules.ts";
import { withoutProblems } from "./salvage.ts";
import { planFile } from "./schema.ts";
import { type Invalid, invalidPlan, type PlanProblem, PROBLEM_LIMIT, readYaml, type YamlFile } from "./yaml.ts";

export type { PlanProblem } from "./yaml.ts";

/**
 * `written` is the value as it stands in the file, before defaults and inheritance. `hints` are said of what can hardly be
 * meant, and block nothing.
 */
export type ValidPlan = { kind: "valid"; plan: Plan; written: unknown; hints: PlanProblem[] };

export type ParsedPlan = ValidPlan | Invalid;

/** Never throws. `text` is null for a file that is no text, `owner` for an owner without a file. */
export function parsePlan(text: string | null, owner: ValidPlan | null = null): ParsedPlan {
  const read = readYaml(text);
  return read.kind === "read" ? checkFile(read.file, owner) : read;
}

export function checkFile({ value, locate }: YamlFile, owner: ValidPlan | null): ParsedPlan {
  const checked = check(value, owner);
  if ("plan" in checked)
    return {
      kind: "valid",
      plan: checked.plan,
      written: value,
      hints: checked.hints.slice(0, PROBLEM_LIMIT).map(locate),
    };
  return invalidPlan(checked.issues.slice(0, PROBLEM_LIMIT).map(locate));
}

const NOTHING_TO_EXTEND: ZodProblem = {
  path: ["extends"],
  message:
    "there is no owner's file to extend; expected `.github/milegate.yml` in the owner's `.github` repository, where the app can read it.",
};

type Checked = { plan: Plan; hints: ZodProblem[] } | { issues: ZodProblem[] };

function check(written: unknown, owner: ValidPlan | null): Checked {
  if (owner === null && extendsOwner(written)) return { issues: [NOTHING_TO_EXTEND] };
  const value = owner === null ? written : inherited(written, owner);
  const read = planFile.safeParse(value, { reportInput: true, error: describeIssue });
  if (!read.success) {
    const issues = read.error.issues.flatMap((issue) => planIssues(issue, keysAt(planFile, issue.path)));
    return { issues: [...issues, ...senseBeside(value, issues)] };
  }
  const file = { ...read.data, phases: read.data.phases ?? BUILTIN_PHASES };
  const { patterns, issues } = compilePhases(file.phases);
  const plan = normalise(file, patterns);
  const broken = [...issues, ...brokenRules(file), ...(owner === null ? [] : brokenLocks(owner.plan, plan))];
  return broken.length > 0 ? { issues: broken } : { plan, hints: hintsOf(read.data, written) };
}

/** What makes no sense in a file whose shape is wrong elsewhere. */
function senseBeside(value: unknown, issues: readonly ZodProblem[]): ZodProblem[] {
  const salvaged = withoutProblems(value, issues);
  const read = salvaged === null ? null : planFile.safeParse(salvaged.value);
  if (salvaged === null || read?.success !== true) return [];
  const file = { ...read.data, phases: read.data.phases ?? BUILTIN_PHASES };
  return [...compilePhases(file.phases).issues, ...brokenRules(file, salvaged)];
}
