// A verdict as the content of the `milegate` check run: SPEC's conclusions and titles, and a summary that says what to do.
import { renderCriterion } from "../criteria/render.ts";
import type { Decision } from "../decisions/decision.ts";
import type { Override } from "../decisions/override.ts";
import { holdsBack, isPassed, type PhaseState } from "../delivery/phase-state.ts";
import type { CheckContent } from "../github/model.ts";
import { cut } from "../markdown/cut.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import type { Problem } from "../plan/parse.ts";
import type { Phase } from "../plan/plan.ts";
import type { Source } from "../plan/resolve.ts";
import type { Exemption } from "./exempt.ts";
import { fitted, NEXT } from "./fitted.ts";
import type { Verdict } from "./verdict.ts";

/** GitHub's own limit for a title is generous; people read it in one line of the merge box. */
const TITLE_LIMIT = 140;

export function checkOf(verdict: Verdict): CheckContent {
  switch (verdict.kind) {
    case "open":
      return content(
        "success",
        openTitle(verdict),
        summaryOf(verdict, "Nothing: this pull request may be merged as far as its phase goes."),
      );
    case "blocked":
      return content("action_required", `Blocked: ${waitsFor(verdict)}`, summaryOf(verdict, unblocking(verdict)));
    case "warning":
      return content("neutral", `Warning: ${waitsFor(verdict)}`, summaryOf(verdict, unblocking(verdict)));
    case "not-enforced":
      return content("neutral", `Not enforced: ${waitsFor(verdict)}`, summaryOf(verdict, unblocking(verdict)));
    case "no-phase":
      return noPhase(verdict.enforcement);
    case "overridden":
      return overridden(verdict.override, checkOf(verdict.beneath));
    case "exempt":
      return exempted(verdict.exemption);
  }
}

const content = (conclusion: CheckContent["conclusion"], title: string, summary: string): CheckContent => ({
  conclusion,
  title: cut(title, TITLE_LIMIT),
  summary: fitted(summary),
});

/** In bytes; the record has all of it. */
const REASON_LIMIT = 4_000;

/** Who, why and until when; beneath it, what it lifts. */
function overridden({ by, reason, expires, url }: Override, beneath: CheckContent): CheckContent {
  const title = `Overridden: by ${by} until ${instant(expires)}: ${reason}`;
  const record = `**${escapeText(by)}** lets this pull request through until ${instant(expires)} (${link("record", url)}): ${escapeText(cut(reason, REASON_LIMIT))}`;
  const next = `${code("/phase override cancel")} ends it; it also ends when the pull request is closed.`;
  return content(
    "success",
    title,
    [record, next, `### Without it\n\n**${escapeText(beneath.title)}**`, beneath.summary].join("\n\n"),
  );
}

type Phased = Exclude<Verdict, { kind: "no-phase" | "exempt" | "overridden" }>;

const names = (states: PhaseState[]): string => states.map(({ phase }) => phase.name).join(" and ");

function openTitle({ phase, required }: Phased): string {
  if (required.length === 0) return `Open: ${phase.name} waits for no other phase`;
  return `Open: ${names(required)} ${required.length === 1 ? "is" : "are"} passed`;
}

const waitingOf = ({ required }: Phased): PhaseState[] => required.filter((state) => !isPassed(state));

function waitsFor(verdict: Phased): string {
  const waiting = waitingOf(verdict);
  const phases = waiting.map((state) => `${state.phase.name} (${reasonsOf(state).join(", ")})`);
  return `${verdict.phase.name} waits for ${phases.join(" and ")}`;
}

/** Each once: a phase without a milestone says so for each of its criteria. */
function reasonsOf({ phase, decision, criteria }: PhaseState): string[] {
  if (decision !== null) return [decidedTo(phase, decision)];
  return [...new Set(criteria.filter(holdsBack).map(({ evaluation }) => evaluation.reason))];
}

const decidedTo = ({ name }: Phase, { outcome }: Decision): string => `${name}'s review decided to ${outcome}`;

function unblocking(verdict: Phased): string {
  const waiting = waitingOf(verdict);
  const decided = waiting.flatMap(({ phase, decision }) => (decision === null ? [] : [shutBy(phase, decision)]));
  const unfinished = waiting.filter(({ decision }) => decision === null);
  const finish = `Finish what is open in ${escapeText(names(unfinished))}, listed above; this check then turns by itself within seconds.`;
  const move = `If this pull request does not belong to ${escapeText(verdict.phase.name)}, change its milestone or its phase label.`;
  return [...decided, ...(unfinished.length > 0 ? [finish] : []), move].join(" ");
}

const shutBy = (phase: Phase, decision: Decision): string =>
  `${escapeText(decidedTo(phase, decision))}: [the decision](${decision.url}). It stays shut until a later \`/phase continue\` there, or in a new round that \`/phase review ${phase.id}\` opens.`;

function summaryOf({ phase, required }: Phased, next: string): string {
  const intro = `This pull request belongs to the phase **${escapeText(phase.name)}**.`;
  return [intro, ...required.map(renderPhase), `${NEXT}\n\n${next}`].join("\n\n");
}

function renderPhase(state: PhaseState): string {
  const { phase, decision, criteria } = state;
  const heading = `### ${escapeText(phase.name)}: ${isPassed(state) ? "passed" : "not passed yet"}`;
  const review =
    decision === null ? [] : [`${escapeText(decidedTo(phase, decision))}: [the decision](${decision.url}).`, ""];
  return [heading, "", ...review, ...criteria.map(renderCriterion)].join("\n");
}

function noPhase(enforcement: "pass" | "warn" | "block"): CheckContent {
  const how = "Put it into a phase by its milestone, by a phase label, or by linking an issue that has one.";
  if (enforcement === "pass")
    return content("neutral", "No phase", `This pull request belongs to no phase, so no phase holds it back. ${how}`);
  if (enforcement === "warn")
    return content(
      "neutral",
      "Warning: no phase",
      `This pull request belongs to no phase; the plan asks for one. ${how}`,
    );
  return content(
    "action_required",
    "Blocked: no phase",
    `This pull request belongs to no phase, and the plan lets none through without one. ${how}`,
  );
}

const EXEMPT_BY = { author: "its author", label: "its label", branch: "its base branch" } as const;
const EXEMPT_KEYS = { author: "authors", label: "labels", branch: "branches" } as const;

const exempted = ({ by, name }: Exemption): CheckContent =>
  content(
    "success",
    `Exempt: ${EXEMPT_BY[by]} ${name}`,
    `The plan lets this pull request through, whatever its phase: ${EXEMPT_BY[by]}, **${escapeText(name)}**, is exempt by \`gate.exempt.${EXEMPT_KEYS[by]}\`.`,
  );

const PLACES = {
  repository: "`.github/milegate.yml`",
  owner: "`.github/milegate.yml` of the owner's `.github` repository",
  "built-in": "Milegate itself",
} as const satisfies Record<Source, string>;

type Located = readonly Pick<Problem, "line" | "column" | "message">[];

const PROBLEMS_SHOWN = 50;

/** As list items; more than these help nobody, and GitHub's limit is not far. */
export function problemList(problems: Located): string[] {
  const shown = problems
    .slice(0, PROBLEMS_SHOWN)
    .map(({ line, column, message }) => `- line ${line}, column ${column}: ${cut(escapeText(message), 1_000)}`);
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `- and ${more} more`] : shown;
}

export function invalidPlan(source: Source, problems: Located): CheckContent {
  const list = problemList(problems);
  const next =
    "Correct the file on the default branch; this check follows by itself. Until then labels and reviews are left as they are.";
  return content(
    "action_required",
    "Invalid plan",
    [`The plan in ${PLACES[source]} can't be used:`, "", ...list, "", next].join("\n"),
  );
}
