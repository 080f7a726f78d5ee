// A verdict in words for the `milegate` check run: SPEC's conclusions and titles, and what to do next.
import { renderCriterion } from "../criteria/render.ts";
import type { Decision } from "../decisions/decision.ts";
import type { Override } from "../decisions/override.ts";
import { holdsBack, isPassed, type PhaseState } from "../delivery/phase-state.ts";
import { cut } from "../markdown/cut.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import type { Phase } from "../plan/plan.ts";
import { type CheckText, checkTitle } from "./check-text.ts";
import type { Exemption } from "./exempt.ts";
import { decisionWords } from "./review-step.ts";
import type { Verdict } from "./verdict.ts";

/** What follows from it for the reader, `next` and `url`, is not the verdict's. */
export type VerdictText = Omit<CheckText, "next" | "url">;

/** `told` is the phase whose decision the next step tells of, which is the first that waits: it is not told twice. */
export function verdictText(verdict: Verdict, told: PhaseState | null = firstWaiting(verdict)): VerdictText {
  switch (verdict.kind) {
    case "open":
      return { ...phased("success", "Open", verdict, told), about: openedBy(verdict) };
    case "blocked":
      return phased("action_required", "Blocked", verdict, told);
    case "warning":
      return phased("neutral", "Warning", verdict, told);
    case "not-enforced":
      return phased("neutral", "Not enforced", verdict, told);
    case "no-phase":
      return noPhase(verdict.enforcement);
    case "overridden":
      return overridden(verdict.override, verdictText(verdict.beneath, null));
    case "exempt":
      return exempted(verdict.exemption);
  }
}

const phased = (
  conclusion: CheckText["conclusion"],
  word: CheckText["verdict"],
  verdict: Phased,
  told: PhaseState | null,
): VerdictText => ({
  conclusion,
  verdict: word,
  about: waitsFor(verdict),
  details: detailsOf(verdict, told),
});

const firstWaiting = (verdict: Verdict): PhaseState | null =>
  ("required" in verdict ? waitingOf(verdict)[0] : null) ?? null;

/** In bytes; the record has all of it. */
const REASON_LIMIT = 4_000;

/** Who, why and until when; beneath it, what it lifts. */
export function overridden({ by, reason, expires, url }: Override, beneath: VerdictText): VerdictText {
  const record = `**${escapeText(by)}** lets this pull request through until ${instant(expires)} (${link("record", url)}): ${escapeText(cut(reason, REASON_LIMIT))}`;
  const ends = `${code("/phase override cancel")} ends it; so does closing the pull request and, unless the plan keeps it, a push.`;
  const without = `### Without it\n\n**${escapeText(checkTitle(beneath))}**`;
  return {
    ...beneath,
    conclusion: "success",
    verdict: "Overridden",
    about: `by ${by} until ${instant(expires)}: ${reason}`,
    details: [record, ends, without, beneath.details].join("\n\n"),
  };
}

type Phased = Exclude<Verdict, { kind: "no-phase" | "exempt" | "overridden" }>;

const names = (states: PhaseState[]): string => states.map(({ phase }) => phase.name).join(" and ");

function openedBy({ phase, required }: Phased): string {
  if (required.length === 0) return `${phase.name} waits for no other phase`;
  return `${names(required)} ${required.length === 1 ? "is" : "are"} passed`;
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

const detailsOf = (verdict: Phased, told: PhaseState | null): string =>
  [...whyThere(verdict), ...verdict.required.map((state) => renderPhase(state, state === told))].join("\n\n");

/** Its own milestone and labels need no explanation. */
function whyThere({ phase, from, isBelow = false }: Phased): string[] {
  const begin = `This pull request counts for **${escapeText(phase.name)}**`;
  if (from === "own") return [];
  return from === "unread"
    ? [`${begin}, the last phase, because not all of its commits can be read: what was merged into it is not known.`]
    : [`${begin} because #${from} ${isBelow ? "is below it in its stack" : "was merged into it"}.`];
}

function renderPhase(state: PhaseState, isTold: boolean): string {
  const { phase, decision, criteria } = state;
  const heading = `### ${escapeText(phase.name)}: ${isPassed(state) ? "passed" : "not passed yet"}`;
  const review = decision === null || isTold ? [] : [decisionWords(phase, decision), ""];
  return [heading, "", ...review, ...criteria.map(renderCriterion)].join("\n");
}

/** What each level of `gate.unphased` makes of a pull request of no phase. */
const UNPHASED = {
  pass: { conclusion: "neutral", verdict: "No phase", about: null, why: "so no phase holds it back" },
  warn: { conclusion: "neutral", verdict: "Warning", about: "no phase", why: "and the plan asks for one" },
  block: {
    conclusion: "action_required",
    verdict: "Blocked",
    about: "no phase",
    why: "and the plan lets none through without one",
  },
} as const;

function noPhase(enforcement: keyof typeof UNPHASED): VerdictText {
  const { why, ...text } = UNPHASED[enforcement];
  return {
    ...text,
    details: `This pull request has no milestone or label of a phase, and closes no issue that has one, ${why}.`,
  };
}

const EXEMPT_BY = { author: "its author", label: "its label", branch: "its base branch" } as const;
const EXEMPT_KEYS = { author: "authors", label: "labels", branch: "branches" } as const;

const exempted = ({ by, name }: Exemption): VerdictText => ({
  conclusion: "success",
  verdict: "Exempt",
  about: `${EXEMPT_BY[by]} ${name}`,
  details: `The plan lets this pull request through, whatever its phase: ${EXEMPT_BY[by]}, **${escapeText(name)}**, is exempt by \`gate.exempt.${EXEMPT_KEYS[by]}\`.`,
});
