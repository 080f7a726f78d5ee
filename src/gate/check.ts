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
import type { Verdict } from "./verdict.ts";

export function verdictText(verdict: Verdict): CheckText {
  switch (verdict.kind) {
    case "open":
      return {
        ...phased("success", "Open", verdict),
        about: openedBy(verdict),
        next: "Nothing: this pull request may be merged as far as its phase goes.",
      };
    case "blocked":
      return phased("action_required", "Blocked", verdict);
    case "warning":
      return phased("neutral", "Warning", verdict);
    case "not-enforced":
      return phased("neutral", "Not enforced", verdict);
    case "no-phase":
      return noPhase(verdict.enforcement);
    case "overridden":
      return overridden(verdict.override, verdictText(verdict.beneath));
    case "exempt":
      return exempted(verdict.exemption);
  }
}

const phased = (conclusion: CheckText["conclusion"], word: CheckText["verdict"], verdict: Phased): CheckText => ({
  conclusion,
  verdict: word,
  about: waitsFor(verdict),
  details: detailsOf(verdict),
  next: unblocking(verdict),
});

/** In bytes; the record has all of it. */
const REASON_LIMIT = 4_000;

/** Who, why and until when; beneath it, what it lifts. */
export function overridden({ by, reason, expires, url }: Override, beneath: CheckText): CheckText {
  const record = `**${escapeText(by)}** lets this pull request through until ${instant(expires)} (${link("record", url)}): ${escapeText(cut(reason, REASON_LIMIT))}`;
  const ends = `${code("/phase override cancel")} ends it; it also ends when the pull request is closed.`;
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

function detailsOf({ phase, from, required }: Phased): string {
  const intro = `This pull request belongs to the phase **${escapeText(phase.name)}**${whyThere(from)}.`;
  return [intro, ...required.map(renderPhase)].join("\n\n");
}

function whyThere(from: Phased["from"]): string {
  if (from === "own") return "";
  if (from === "unread")
    return ", the last one, because not all of its commits can be read and so it is not known which pull requests were merged into it";
  return `, because #${from} was merged into it`;
}

function renderPhase(state: PhaseState): string {
  const { phase, decision, criteria } = state;
  const heading = `### ${escapeText(phase.name)}: ${isPassed(state) ? "passed" : "not passed yet"}`;
  const review =
    decision === null ? [] : [`${escapeText(decidedTo(phase, decision))}: [the decision](${decision.url}).`, ""];
  return [heading, "", ...review, ...criteria.map(renderCriterion)].join("\n");
}

/** What each level of `gate.unphased` makes of a pull request of no phase. */
const UNPHASED = {
  pass: { conclusion: "neutral", verdict: "No phase", about: null, why: ", so no phase holds it back" },
  warn: { conclusion: "neutral", verdict: "Warning", about: "no phase", why: "; the plan asks for one" },
  block: {
    conclusion: "action_required",
    verdict: "Blocked",
    about: "no phase",
    why: ", and the plan lets none through without one",
  },
} as const;

function noPhase(enforcement: keyof typeof UNPHASED): CheckText {
  const { why, ...text } = UNPHASED[enforcement];
  const how = "Put it into a phase by its milestone, by a phase label, or by linking an issue that has one.";
  return { ...text, details: `This pull request belongs to no phase${why}. ${how}`, next: null };
}

const EXEMPT_BY = { author: "its author", label: "its label", branch: "its base branch" } as const;
const EXEMPT_KEYS = { author: "authors", label: "labels", branch: "branches" } as const;

const exempted = ({ by, name }: Exemption): CheckText => ({
  conclusion: "success",
  verdict: "Exempt",
  about: `${EXEMPT_BY[by]} ${name}`,
  details: `The plan lets this pull request through, whatever its phase: ${EXEMPT_BY[by]}, **${escapeText(name)}**, is exempt by \`gate.exempt.${EXEMPT_KEYS[by]}\`.`,
  next: null,
});
