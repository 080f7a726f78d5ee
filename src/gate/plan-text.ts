// What a check says where the plan itself is what matters: it is invalid, or this pull request repairs or breaks it.
import type { PullItem } from "../github/model.ts";
import { cut } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";
import type { PlanProblem } from "../plan/parse.ts";
import type { Source } from "../plan/resolve.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import type { CheckText } from "./check-text.ts";
import type { Guide } from "./guide.ts";
import { bulletList, CHECK_HELP, overrideLine } from "./next-step.ts";
import { peopleWith } from "./people-words.ts";

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

type Here = Pick<PullItem, "number" | "url">;

export function invalidPlanText({ source, problems }: InvalidPlan, pull: Here, guide: Guide): CheckText {
  const where = source === "owner" ? " there" : "";
  const repair = `Correct ${PLACES[source]} by a pull request${where} that changes nothing else: its check passes (${peopleWith("write")}).`;
  const override = overrideLine({ kind: "blocked" }, pull, guide);
  return {
    conclusion: "action_required",
    verdict: "Invalid plan",
    about: null,
    details: ["### Problems of the plan", "", ...problemList(problems)].join("\n"),
    next: [repair, bulletList([...override, CHECK_HELP])].join("\n\n"),
    url: fileAddress(source, guide.repository.url),
  };
}

type InvalidPlan = { source: Source; problems: Located };

/** `repository` is an address such as `https://github.com/octo/shop`. */
const fileAddress = (source: Source, repository: string): string =>
  `${source === "owner" ? `${repository.slice(0, repository.lastIndexOf("/"))}/.github` : repository}/blob/HEAD/${PLAN_FILE}`;

/** The repair itself is right. */
export const repairsAmongOthers = (text: CheckText, { url }: Here): CheckText => ({
  ...text,
  next: `This pull request repairs the plan, and changes other files, too. Leave nothing but the plan's file in it, and it passes.`,
  url,
});

/** The problems are in `milegate/config`, which knows who may be told which. */
export const brokenPlanText = ({ url }: Here): CheckText => ({
  conclusion: "action_required",
  verdict: "Invalid plan",
  about: null,
  details: "Merged as it is, this pull request would make the plan invalid and block every open pull request.",
  next: "Correct the plan's file and push again. The check `milegate/config` shows each problem on its line.",
  url,
});

export const repairsPlanText = ({ url }: Here): CheckText => ({
  conclusion: "success",
  verdict: "Repairs the plan",
  about: null,
  details:
    "The plan on the default branch is invalid. This pull request changes nothing but the plan's file, and leaves a plan that can be used, or none.",
  next: `Merge it (${peopleWith("write")}): the checks of all pull requests follow.`,
  url,
});

/** In the owner's repository, where the plan itself need not act. */
export const untouchedText = ({ url }: Here): CheckText => ({
  conclusion: "neutral",
  verdict: "No phase",
  about: null,
  details: "The owner's plan does nothing in this repository, so no phase holds this pull request back.",
  next: null,
  url,
});
