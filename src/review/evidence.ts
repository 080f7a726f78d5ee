// The evidence of a boundary review: what was planned, what came of it, how long it took, and what was let through.

import type { MemberIssue } from "../criteria/labelled.ts";
import type { MemberPlace, PlacedReference } from "../criteria/placed.ts";
import { renderCriterion } from "../criteria/render.ts";
import { criteriaToDecideOn, type PhaseState } from "../delivery/phase-state.ts";
import { placedLink } from "../delivery/placed-link.ts";
import { addedLater } from "../delivery/planning.ts";
import type { Finding } from "../delivery/scope-guard.ts";
import type { CountedIssue } from "../github/model.ts";
import { cutLines } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { utcDay } from "../markdown/instant.ts";
import { pie } from "../markdown/mermaid.ts";
import { table } from "../markdown/table.ts";
import type { Phase, Plan } from "../plan/plan.ts";

/** An override that a pull request got since the phase began; `url` leads to the record. */
export type Used = { pull: PlacedReference; by: string; reason: string; at: Date; url: string };

/** `issues` are those of the phase's milestones; null where they were not read. */
export type Evidence = {
  state: PhaseState;
  issues: MemberIssue[] | null;
  /** The repositories of the delivery. */
  members: readonly MemberPlace[];
  overrides: Used[];
  /** What the scope guard finds in the phase; what came later, and the time, are told by the evidence itself. */
  findings: Finding[];
  now: Date;
};

const DAY_MS = 24 * 60 * 60 * 1000;
/** In bytes, for each list. */
const LIST_LIMIT = 3_000;

export function evidenceOf(plan: Plan, evidence: Evidence): string {
  const { state } = evidence;
  const { phase } = state;
  const parts = [
    ...aims(phase),
    `### Exit criteria\n\n${criteriaToDecideOn(state).map(renderCriterion).join("\n")}`,
    `### Work\n\n${work(evidence)}`,
    ...lists(evidence),
    time(evidence),
    ...overrides(evidence),
    milestones(state),
    ...teams(plan),
  ];
  return parts.join("\n\n");
}

function aims({ goal, hypothesis }: Phase): string[] {
  const line = (name: string, text: string | undefined) =>
    text === undefined ? [] : [`**${name}:** ${escapeText(text)}`];
  return [...line("Goal", goal), ...line("Hypothesis", hypothesis)];
}

const ROWS = [
  { key: "done", name: "Done" },
  { key: "dropped", name: "Dropped" },
  { key: "open", name: "Still open" },
] as const;

/** Committed is what joined until the end of its planning; what joined later is scope that crept in. */
function work({ state, issues, findings }: Evidence): string {
  const counts = ROWS.map(({ key, name }) => ({
    name,
    value: state.milestones.reduce((sum, milestone) => sum + milestone.issues[key], 0),
  }));
  const rows = [...scopeOf(state, issues), ...counts].map(({ name, value }) => [name, String(value)]);
  const chart = pie(state.phase.name, counts) ?? "No issue was planned in this phase.";
  const found = findings.map(({ text }) => `⚠️ ${text}`);
  return [table(["", "Issues"], rows, [1]), ...found, chart].join("\n\n");
}

function scopeOf(state: PhaseState, issues: CountedIssue[] | null): { name: string; value: number }[] {
  if (issues === null) return [];
  const added = addedLater(state, issues).length;
  // Where all of it came later, the phase was only planned later: nothing was committed that anything was added to.
  const committed = added === issues.length ? [] : [{ name: "Committed", value: issues.length - added }];
  return [...committed, { name: "Added since the phase began", value: added }];
}

function lists({ state, issues: all, members }: Evidence): string[] {
  if (all === null) return [];
  const issues = all.flatMap((issue) => shownIssue(members, issue));
  const feedback = issues.filter(labelled(labelIn(state.phase, "feedback")));
  const hypotheses = issues.filter(labelled(labelIn(state.phase, "hypotheses-tested")));
  const open = issues.filter((issue) => issue.state === "open");
  const dropped = issues.filter((issue) => issue.state === "dropped");
  const unnamed = withoutNamed(state, open);
  return [
    ...list(unnamed.length < open.length ? "Also still open" : "Still open", state, "is:open", unnamed, title),
    ...list("Dropped", state, "reason:not-planned", dropped, title),
    ...list("Added since the phase began", state, "", addedLater(state, issues), title),
    ...list("Feedback", state, `label:"${labelIn(state.phase, "feedback")}"`, feedback, withState),
    ...list("Hypotheses", state, `label:"${labelIn(state.phase, "hypotheses-tested")}"`, hypotheses, withOutcome),
  ];
}

/** Without those that the exit criteria name already. */
function withoutNamed(state: PhaseState, issues: readonly ShownIssue[]): ShownIssue[] {
  const named = new Set(criteriaToDecideOn(state).flatMap(({ evaluation }) => evaluation.open.map(({ url }) => url)));
  return issues.filter(({ url }) => !named.has(url));
}

const DEFAULT_LABELS = { feedback: "feedback", "hypotheses-tested": "hypothesis" } as const;

/** The label that the plan's criterion counts, or else its default. */
function labelIn({ criteria }: Phase, name: keyof typeof DEFAULT_LABELS): string {
  const use = criteria.find((each) => each.name === name);
  return use !== undefined && "label" in use.options ? use.options.label : DEFAULT_LABELS[name];
}

const labelled =
  (label: string) =>
  ({ labels }: CountedIssue): boolean =>
    labels.some((name) => name.toLowerCase() === label.toLowerCase());

type ShownIssue = CountedIssue & { line: string };

/** None where nobody may learn of it. */
function shownIssue(members: readonly MemberPlace[], issue: MemberIssue): ShownIssue[] {
  const line = placedLink(members, issue);
  return line === null ? [] : [{ ...issue, line }];
}

const title = ({ line }: ShownIssue): string => line;
const STATES = { open: "open", done: "closed", dropped: "dropped" } as const;
const withState = (issue: ShownIssue): string => `${title(issue)}: ${STATES[issue.state]}`;

function withOutcome(issue: ShownIssue): string {
  const outcome = ["validated", "invalidated"].find((label) => labelled(label)(issue));
  return `${title(issue)}: ${outcome ?? (issue.state === "open" ? "not tested yet" : "closed without an outcome")}`;
}

function list(
  name: string,
  state: PhaseState,
  filter: string,
  issues: readonly ShownIssue[],
  render: (issue: ShownIssue) => string,
): string[] {
  if (issues.length === 0) return [];
  const lines = issues.map((issue) => `- ${render(issue)}`);
  const all = searches(state, filter);
  const short = cutLines(lines, LIST_LIMIT, (missing) => `- and ${missing} more: ${all}`);
  return [`### ${name} (${issues.length})\n\n${short.join("\n")}`];
}

/** GitHub's search takes one milestone at a time. */
const searches = ({ milestones: own }: PhaseState, filter: string): string =>
  own
    .slice(0, 10)
    .map(({ title: name, url }) => {
      const query = ["is:issue", filter, `milestone:"${name.replaceAll('"', "")}"`].filter((part) => part !== "");
      const base = url.replace(/\/milestone\/\d+$/, "/issues");
      return link(`all in ${name}`, `${base}?q=${encodeURIComponent(query.join(" "))}`);
    })
    .join(", ");

function time({ state: { phase, began, milestones: own }, now }: Evidence): string {
  const heading = "### Time";
  if (began === null) return `${heading}\n\nThe phase has not begun.`;
  const closed = own.map(({ closedAt }) => closedAt);
  const ended = closed.every((at) => at !== null) ? new Date(Math.max(...closed.map((at) => at.getTime()))) : now;
  const taken = Math.max(0, ended.getTime() - began.getTime());
  const allowed =
    phase.timebox === undefined
      ? "no timebox was set"
      : `${days(phase.timebox)} were allowed${taken > phase.timebox ? `, exceeded by ${days(taken - phase.timebox)}` : ""}`;
  return `${heading}\n\n${days(taken)} taken, from ${utcDay(began)} to ${utcDay(ended)}; ${allowed}.`;
}

/** Rounded up: a phase of an hour took a day of everybody's. */
const days = (ms: number): string => {
  const n = Math.max(1, Math.ceil(ms / DAY_MS));
  return `${n} ${n === 1 ? "day" : "days"}`;
};

function overrides({ overrides: used, members }: Evidence): string[] {
  const lines = used.flatMap(({ pull, by, reason, at, url }) => {
    const shown = placedLink(members, pull);
    return shown === null ? [] : [`- ${shown}, ${utcDay(at)}, ${link(`by ${by}`, url)}: ${escapeText(reason)}`];
  });
  if (lines.length === 0) return [];
  const short = cutLines(lines, LIST_LIMIT, (missing) => `- and ${missing} more`);
  return [`### Overrides used (${lines.length})\n\n${short.join("\n")}`];
}

const milestones = ({ milestones: own }: PhaseState): string =>
  own.length === 0
    ? "No milestone belongs to this phase."
    : `Milestones: ${own.map(({ title: name, url }) => link(name, url)).join(", ")}.`;

function teams({ review: { reviewers } }: Plan): string[] {
  const named = reviewers.filter((reviewer) => reviewer.includes("/")).map((team) => `@${team.replace(/^@/, "")}`);
  return named.length === 0 ? [] : [`Reviewers: ${named.join(", ")}.`];
}
