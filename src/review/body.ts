// What a boundary review says: the evidence, which the app keeps current, and four sections, which belong to people.
import { renderCriterion } from "../criteria/render.ts";
import { holdsBack, type PhaseState } from "../gate/phase-state.ts";
import { cut } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { sectionsOf } from "./checklist.ts";
import { marker, type Review } from "./marker.ts";

const BEGIN = "<!-- milegate:evidence -->";
const END = "<!-- milegate:evidence-end -->";

/** Leaves room for what people add below: GitHub takes 65,536 characters in all. */
const EVIDENCE_LIMIT = 30_000;

export function bodyOf(plan: Plan, state: PhaseState, round: number): string {
  return [marker(state.phase, round), framed(plan, state), sectionsOf(plan, state.phase), commandsHere()].join("\n\n");
}

/** The review's body with today's evidence; all else as people left it. */
export function refreshed(plan: Plan, state: PhaseState, { issue, phase, round }: Review): string {
  const body = issue.body.replaceAll("\r\n", "\n");
  const [begin, end] = [body.indexOf(BEGIN), body.indexOf(END)];
  const whole = begin !== -1 && end > begin;
  const rest = whole ? body.slice(0, begin) + framed(plan, state) + body.slice(end + END.length) : body;
  const marked = rest.includes(marker(phase, round)) ? rest : `${marker(phase, round)}\n\n${rest}`;
  if (whole) return marked;
  return marked.replace(marker(phase, round), `$&\n\n${framed(plan, state).replaceAll("$", "$$$$")}`);
}

const framed = (plan: Plan, state: PhaseState): string =>
  `${BEGIN}\n${cut(evidence(plan, state), EVIDENCE_LIMIT)}\n${END}`;

function evidence(plan: Plan, state: PhaseState): string {
  const { phase, milestones, criteria } = state;
  const parts = [
    state.criteria.some(holdsBack) ? closedEarly(state) : `**${escapeText(phase.name)}** has met its exit criteria.`,
    ...aims(phase),
    `### Exit criteria\n\n${criteria.map(renderCriterion).join("\n")}`,
    `### Work\n\n${workTable(state)}\n\n${chart(state)}`,
    `Milestones: ${milestones.map(({ title, url }) => link(title, url)).join(", ")}.`,
  ];
  const teams = plan.review.reviewers.filter((reviewer) => reviewer.includes("/"));
  const asked =
    teams.length === 0 ? [] : [`Reviewers: ${teams.map((team) => `@${team.replace(/^@/, "")}`).join(", ")}.`];
  return [...parts, ...asked, `After this boundary: **${escapeText(nextName(plan, phase))}**.`].join("\n\n");
}

const nextName = ({ phases }: Pick<Plan, "phases">, phase: Phase): string =>
  phases[phases.indexOf(phase) + 1]?.name ?? "done";

function closedEarly({ phase, criteria }: PhaseState): string {
  const unmet = criteria
    .filter(holdsBack)
    .map(({ title, evaluation }) => `${escapeText(title)} (${escapeText(evaluation.reason)})`);
  return `> [!WARNING]\n> **${escapeText(phase.name)}** was closed with unmet exit criteria: ${unmet.join("; ")}. The gate stays shut.`;
}

function aims({ goal, hypothesis }: Phase): string[] {
  const line = (name: string, text: string | undefined) =>
    text === undefined ? [] : [`**${name}:** ${escapeText(text)}`];
  return [...line("Goal", goal), ...line("Hypothesis", hypothesis)];
}

const WORK = ["done", "dropped", "open"] as const;
const WORK_NAMES = { done: "Done", dropped: "Dropped", open: "Still open" } as const;

const workOf = ({ milestones }: PhaseState) =>
  WORK.map((key) => ({ name: WORK_NAMES[key], issues: milestones.reduce((sum, { issues }) => sum + issues[key], 0) }));

function workTable(state: PhaseState): string {
  return ["| | Issues |", "| --- | ---: |", ...workOf(state).map(({ name, issues }) => `| ${name} | ${issues} |`)].join(
    "\n",
  );
}

/** GitHub draws Mermaid in issues. A pie of nothing is an error there, so an empty phase has none. */
function chart(state: PhaseState): string {
  const slices = workOf(state).filter(({ issues }) => issues > 0);
  if (slices.length === 0) return "No issue was planned in this phase.";
  return ["```mermaid", "pie showData", ...slices.map(({ name, issues }) => `  "${name}" : ${issues}`), "```"].join(
    "\n",
  );
}

const commandsHere = (): string =>
  "---\n\nCommands that work here, each on a line of its own in a comment: `/phase status`, `/phase help`.";
