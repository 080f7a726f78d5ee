// From a file's text to a plan, or to everything that is wrong with it, line by line.
import { hintsOf } from "./hints.ts";
import { extendsOwner, inherited, isMapping } from "./inherit.ts";
import { keysAt } from "./keys.ts";
import { brokenLocks } from "./locks.ts";
import { describeIssue, planIssues, type ZodProblem } from "./messages.ts";
import { normalise, type Patterns } from "./normalise.ts";
import { compilePhases } from "./pattern.ts";
import type { Plan } from "./plan.ts";
import { below, type CompleteFile, withPhases } from "./plans-in.ts";
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

/** Whose file it is; `any` where that is not known. */
export type FilePlace = "repository" | "any";

/** Never throws. `text` is null for a file that is no text, `owner` for an owner without a file. */
export function parsePlan(text: string | null, owner: ValidPlan | null = null, place: FilePlace = "any"): ParsedPlan {
  const read = readYaml(text);
  return read.kind === "read" ? checkFile(read.file, owner, place) : read;
}

export function checkFile({ value, locate }: YamlFile, owner: ValidPlan | null, place: FilePlace): ParsedPlan {
  const checked = check(value, owner, place === "repository" ? deliveriesElsewhere(value) : []);
  if ("plan" in checked)
    return {
      kind: "valid",
      plan: checked.plan,
      written: value,
      hints: [...checked.hints, ...(place === "repository" ? privateElsewhere(value) : [])]
        .slice(0, PROBLEM_LIMIT)
        .map(locate),
    };
  return invalidPlan(checked.issues.slice(0, PROBLEM_LIMIT).map(locate));
}

const NOTHING_TO_EXTEND: ZodProblem = {
  path: ["extends"],
  message:
    "there is no owner's file to extend; expected `.github/milegate.yml` in the owner's `.github` repository, where the app can read it.",
};

const deliveriesElsewhere = (written: unknown): ZodProblem[] =>
  isMapping(written) && Object.hasOwn(written, "deliveries")
    ? [
        {
          path: ["deliveries"],
          atKey: true,
          message:
            "deliveries are planned for all repositories of an owner; expected them in `.github/milegate.yml` of the owner's `.github` repository.",
        },
      ]
    : [];

/** Whoever may write in one repository does not say what may be told of it. */
const privateElsewhere = (written: unknown): ZodProblem[] =>
  isMapping(written) && isMapping(written["communicate"]) && written["communicate"]["private"] === true
    ? [
        {
          path: ["communicate", "private"],
          message: "this has no effect here: only the owner's file says what may be told of private repositories.",
        },
      ]
    : [];

type Checked = { plan: Plan; hints: ZodProblem[] } | { issues: ZodProblem[] };

/** `known` are problems that were found already. */
function check(written: unknown, owner: ValidPlan | null, known: readonly ZodProblem[]): Checked {
  if (owner === null && extendsOwner(written)) return { issues: [...known, NOTHING_TO_EXTEND] };
  const value = owner === null ? written : inherited(written, owner);
  const read = planFile.safeParse(value, { reportInput: true, error: describeIssue });
  if (!read.success) {
    const issues = read.error.issues.flatMap((issue) => planIssues(issue, keysAt(planFile, issue.path)));
    return { issues: [...known, ...issues, ...senseBeside(value, issues)] };
  }
  const file = withPhases(read.data);
  const { patterns, issues } = compileFile(file);
  const plan = normalise(file, patterns);
  const broken = [...known, ...issues, ...brokenRules(file), ...(owner === null ? [] : brokenLocks(owner.plan, plan))];
  return broken.length > 0 ? { issues: broken } : { plan, hints: hintsOf(file, written) };
}

/** The patterns of each plan are bounded by themselves: a repository is matched with those of one. */
function compileFile({ phases, deliveries }: CompleteFile): { patterns: Patterns; issues: ZodProblem[] } {
  const own = compilePhases(phases);
  const others = deliveries.map((delivery) => compilePhases(delivery.phases));
  return {
    patterns: { own: own.patterns, deliveries: others.map(({ patterns }) => patterns) },
    issues: [
      ...own.issues,
      ...others.flatMap(({ issues }, index) => issues.map((issue) => below(["deliveries", index], issue))),
    ],
  };
}

/** What makes no sense in a file whose shape is wrong elsewhere. */
function senseBeside(value: unknown, issues: readonly ZodProblem[]): ZodProblem[] {
  const salvaged = withoutProblems(value, issues);
  const read = salvaged === null ? null : planFile.safeParse(salvaged.value);
  if (salvaged === null || read?.success !== true) return [];
  const file = withPhases(read.data);
  return [...compileFile(file).issues, ...brokenRules(file, salvaged)];
}
