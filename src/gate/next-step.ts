// The one step that is missing now, with its link and who may take it; then what else opens the gate for one pull request.
import { count } from "../criteria/criterion.ts";
import type { CriterionState } from "../criteria/index.ts";
import { openItemLink } from "../criteria/render.ts";
import { roleName } from "../decisions/role-words.ts";
import { isSharedLogin } from "../decisions/trust.ts";
import { holdsBack, isPassed, type PhaseState } from "../delivery/phase-state.ts";
import type { PullItem } from "../github/model.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import { formatDuration } from "../values/duration.ts";
import type { GateStep } from "./check-text.ts";
import type { Guide } from "./guide.ts";
import { peopleWith } from "./people-words.ts";
import { decideStep, shutStep, waiveLine } from "./review-step.ts";
import type { Verdict } from "./verdict.ts";

type Waiting = Extract<Verdict, { kind: "blocked" | "warning" | "not-enforced" }>;
type Place = Pick<PullItem, "number" | "url">;

export function gateStep(verdict: Verdict, pull: Place, guide: Guide): GateStep {
  switch (verdict.kind) {
    case "open":
      return { next: "Nothing: as far as its phase goes, this pull request can be merged.", url: pull.url };
    case "blocked":
    case "warning":
    case "not-enforced":
      return waitingStep(verdict, pull, guide);
    case "no-phase":
      return verdict.enforcement === "pass" ? { next: null, url: pull.url } : phaseless(verdict, pull, guide);
    case "overridden":
      return { next: null, url: verdict.override.url };
    case "exempt":
      return { next: null, url: pull.url };
  }
}

function waitingStep(verdict: Waiting, pull: Place, guide: Guide): GateStep {
  const [first] = verdict.required.filter((state) => !isPassed(state));
  const { next, url } = first === undefined ? { next: null, url: pull.url } : phaseStep(first, pull, guide);
  const waive = first === undefined ? [] : waiveLine(first, guide);
  const lines = [...waive, ...elsewhere(verdict, pull), ...overrideLine(verdict, pull, guide), CHECK_HELP];
  const begin = verdict.kind === "blocked" ? [] : ["This check does not block: the pull request can be merged."];
  return { next: [...begin, ...(next === null ? [] : [next]), bulletList(lines)].join("\n\n"), url };
}

export const bulletList = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

/** What is missing first: a decision shuts a phase whatever its criteria say, and a review decides on what is done. */
function phaseStep(state: PhaseState, pull: Place, guide: Guide): GateStep {
  if (state.decision !== null) return shutStep(state, state.decision, guide);
  const missing = state.criteria.find((criterion) => holdsBack(criterion) && criterion.asks !== "decision");
  if (missing === undefined) return decideStep(state, pull, guide);
  const lacksMilestone = state.milestones.length === 0 && missing.evaluation.todo === null;
  return lacksMilestone ? milestoneStep(state, guide) : criterionStep(missing, pull);
}

function milestoneStep({ phase }: PhaseState, { repository }: Guide): GateStep {
  const patterns = phase.milestones.map(({ source }) => code(String(source))).join(" or ");
  const url = `${repository.url}/milestones`;
  return {
    next: `Create a milestone for ${escapeText(phase.name)}, titled as the plan says (${patterns}), in ${link("the milestones", url)} (${peopleWith("write")}).`,
    url,
  };
}

/** More, and all of their titles, are in the list of criteria below. */
const NAMED = 3;
/** In bytes. */
const TITLE_LIMIT = 80;

function criterionStep({ title, evaluation }: CriterionState, pull: Place): GateStep {
  const { todo, reason, open, more } = evaluation;
  if (todo === null) return { next: `${escapeText(title)}: ${escapeText(reason)}.`, url: pull.url };
  const named = open.slice(0, NAMED).map((item) => openItemLink(item, TITLE_LIMIT));
  const left = open.length + more - named.length;
  const links = named.length === 0 ? [link("here", todo.url)] : [...named, ...(left > 0 ? [`and ${left} more`] : [])];
  const [only] = open;
  return {
    next: `${escapeText(todo.text)}: ${links.join(", ")} (${peopleWith(todo.who)}).`,
    url: open.length === 1 && more === 0 && only !== undefined ? only.url : todo.url,
  };
}

/** Only where its own milestone and labels decide. */
const elsewhere = ({ phase, from }: Waiting, { number }: Place): string[] =>
  from === "own"
    ? [
        `Is #${number} not part of ${escapeText(phase.name)}? Change its milestone or its phase label (${roleName("triage")}).`,
      ]
    : [];

/** Lifts what blocks; nobody needs it for a check that passes. */
export function overrideLine({ kind }: { kind: Verdict["kind"] }, { number }: Place, guide: Guide): string[] {
  if (kind !== "blocked" || isSharedLogin(guide.repository.self)) return [];
  const { commands, gate } = guide.plan;
  const lasts = inWords(gate.override.expires);
  return [
    `Can't wait? ${code("/phase override <reason>")} in a comment on #${number} lets it through for ${lasts} (${peopleWith(commands.roles.override)}).`,
  ];
}

const ONE_DAY_MS = 24 * 60 * 60 * 1000;

const inWords = (milliseconds: number): string => {
  const days = milliseconds / ONE_DAY_MS;
  return Number.isInteger(days) ? count(days, "day") : formatDuration(milliseconds);
};

export const CHECK_HELP = link(
  "What this check means",
  "https://github.com/milegate/milegate/blob/main/docs/my-pull-request-is-blocked.md",
);

function phaseless({ enforcement }: Extract<Verdict, { kind: "no-phase" }>, pull: Place, guide: Guide): GateStep {
  const how = `Give it a milestone or a label of a phase, or link an issue that has one (${peopleWith("triage")}).`;
  const kind = enforcement === "block" ? "blocked" : "warning";
  return { next: [how, bulletList([...overrideLine({ kind }, pull, guide), CHECK_HELP])].join("\n\n"), url: pull.url };
}
