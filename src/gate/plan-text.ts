// What a check says where the plan itself is what matters: it is invalid, or this pull request repairs or breaks it.
import { cut } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";
import type { PlanProblem } from "../plan/parse.ts";
import type { Source } from "../plan/resolve.ts";
import type { CheckText } from "./check-text.ts";

const PLACES = {
  repository: "`.github/milegate.yml`",
  owner: "`.github/milegate.yml` of the owner's `.github` repository",
  "built-in": "Milegate itself",
} as const satisfies Record<Source, string>;

type Located = readonly Pick<PlanProblem, "line" | "column" | "message">[];

const PROBLEMS_SHOWN = 50;

/** The quoted login of an app stays as it is written: before a quotation mark, brackets make no link. */
const plainMessage = (message: string): string => escapeText(message).replaceAll('\\[bot\\]"', '[bot]"');

/** As list items; more than these help nobody, and GitHub's limit is not far. */
export function problemList(problems: Located): string[] {
  const shown = problems
    .slice(0, PROBLEMS_SHOWN)
    .map(({ line, column, message }) => `- line ${line}, column ${column}: ${cut(plainMessage(message), 1_000)}`);
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `- and ${more} more`] : shown;
}

export function invalidPlanText(source: Source, problems: Located): CheckText {
  const next =
    "Correct the file on the default branch: a pull request that changes nothing else passes this check. Until then labels and reviews are left as they are.";
  const details = [`The plan in ${PLACES[source]} can't be used:`, "", ...problemList(problems), "", next].join("\n");
  return { conclusion: "action_required", verdict: "Invalid plan", about: null, details, next: null };
}

/** The problems are in `milegate/config`, which knows who may be told which. */
export const brokenPlanText = (): CheckText => ({
  conclusion: "action_required",
  verdict: "Invalid plan",
  about: null,
  details: "With this pull request the plan could not be used any more, and every open pull request would be blocked.",
  next: "Correct the file and push again; the check `milegate/config` has the problems on their lines.",
});

export const repairsPlanText = (): CheckText => ({
  conclusion: "success",
  verdict: "Repairs the plan",
  about: null,
  details:
    "The plan on the default branch is invalid. This pull request changes nothing but the plan's file, and leaves a plan that can be used, or none.",
  next: "Merge it: the checks of all pull requests follow.",
});

/** In the owner's repository, where the plan itself need not act. */
export const untouchedText = (): CheckText => ({
  conclusion: "neutral",
  verdict: "No phase",
  about: null,
  details: "The owner's plan does nothing in this repository, so no phase holds this pull request back.",
  next: null,
});
