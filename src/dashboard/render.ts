// The dashboard's text.

import { renderCriterion } from "../criteria/render.ts";
import { memberTable } from "../delivery/member-table.ts";
import { type PhaseView, phaseStateText } from "../delivery/phase-view.ts";
import { percentOf } from "../delivery/progress.ts";
import { formatShare } from "../delivery/scope-guard.ts";
import { problemList } from "../gate/plan-text.ts";
import { forecastWords } from "../history/pace.ts";
import { progressBar } from "../markdown/bar.ts";
import { cut, cutLines } from "../markdown/cut.ts";
import { escapeHtml, escapeText, link } from "../markdown/escape.ts";
import { utcDay } from "../markdown/instant.ts";
import { type GanttBar, type GanttSection, gantt } from "../markdown/mermaid.ts";
import { table } from "../markdown/table.ts";
import type { Resolution } from "../plan/resolve.ts";
import { moment } from "../review/words.ts";
import { DASHBOARD_MARKER } from "../vocabulary.ts";
import type { DashboardView } from "./view.ts";

/** In bytes, for each list and for all criteria; no part may take the room of those after it, and GitHub takes 65,536 characters. */
const LIST_LIMIT = 5_000;
const CRITERIA_LIMIT = 14_000;
const BODY_LIMIT = 60_000;
/** In the table, where twenty phases may have hundreds of milestones. */
const NAME_LIMIT = 60;
const MILESTONES_SHOWN = 3;

export function dashboardBody(view: DashboardView): string {
  const notes = unmapped(view);
  const parts = [
    ...some("Open reviews", view.reviews, review),
    list(
      "Blocked",
      "No pull request is blocked.",
      view.blocked,
      ({ place, why }) => `${link(place.title, place.url)}: ${escapeText(why)}`,
    ),
    ...some("Problems", view.problems, problem),
    `### Phases\n\n${progressBar(view.overall / 100)} **${view.overall} %** of the delivery is done, each phase weighted by its share.`,
    phasesTable(view.phases),
    ...(view.members.length === 0 ? [] : [memberTable(view.members)]),
    ...(view.forecasts.length === 0 ? [] : [listed(view.forecasts, forecast)]),
    ...(notes.length === 0 ? [] : [listed(notes, problem)]),
    criteria(view.phases),
    list("Decisions", "No boundary was decided yet.", view.decisions, decision),
    ...some("Overrides in force", view.overrides, override),
    ...chart(view.phases),
  ];
  return `${DASHBOARD_MARKER}\n${cut(parts.join("\n\n"), BODY_LIMIT)}\n\n${FOOTER}`;
}

/** The problems are all there is to say; a pull request that changes nothing but the file passes the gate. */
export function invalidBody({ source, problems }: Extract<Resolution, { kind: "invalid" }>): string {
  const where =
    source === "owner"
      ? "`.github/milegate.yml` of the owner's `.github` repository"
      : "The plan, `.github/milegate.yml`,";
  const parts = [
    `⚠️ **The plan is invalid.** ${where} can't be used, so every pull request is blocked, and labels and reviews are left as they are.`,
    problemList(problems).join("\n"),
    "A pull request that changes nothing but the file and repairs it passes the gate. `/phase override`, `/phase status` and `/phase help` work meanwhile.",
  ];
  return `${DASHBOARD_MARKER}\n${cut(parts.join("\n\n"), BODY_LIMIT)}\n\n${FOOTER}`;
}

const FOOTER =
  "---\n\nMilegate keeps this issue up to date and writes over changes to it. Closed or unpinned it stays so. `/phase help` in a comment lists the commands.";

/** Narrow enough for a phone, where a wider table is cut off: a bar does not break, and each column takes 27 px beside its text. */
function phasesTable(phases: readonly PhaseView[]): string {
  const rows = phases.map(({ state, progress, scope }) => [
    `**${escapeText(cut(state.phase.name, NAME_LIMIT))}**<br>${phaseStateText(state)}`,
    `${progressBar(progress.ratio, TABLE_BAR)} ${percentOf(progress.ratio)} %<br>${progress.done} of ${progress.planned}${progress.dropped === 0 ? "" : `<br>${progress.dropped} dropped`}`,
    `${scope} %<br>planned ${formatShare(state.phase)} %`,
  ]);
  return table(["Phase", "Issues done", "Share"], rows);
}
const TABLE_BAR = 5;

function milestonesOf({ milestones }: PhaseView["state"]): string[] {
  if (milestones.length === 0) return [];
  const named = milestones.slice(0, MILESTONES_SHOWN).map(({ title, url }) => link(cut(title, NAME_LIMIT), url));
  const more = milestones.length - named.length;
  return [`Milestones: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`, ""];
}

function chart(phases: readonly PhaseView[]): string[] {
  const drawn = gantt("Phases over time", phases.map(sectionOf));
  return drawn === null ? [] : [`### Over time\n\n${drawn}`];
}
/** What runs has no end yet, so it is drawn to where it should end, or as a day where nobody said. */
function sectionOf({ state: { phase, began, ended }, plannedEnd }: PhaseView): GanttSection {
  if (began === null) return { name: phase.name, bars: [] };
  const planned = plannedEnd === null ? [] : [{ name: "Planned", from: began, to: plannedEnd }];
  const actual: GanttBar =
    ended === null
      ? { name: "Running", from: began, to: plannedEnd ?? began, mark: "active" }
      : { name: "Actual", from: began, to: ended, mark: "done" };
  return { name: phase.name, bars: [...planned, actual] };
}

function criteria(phases: readonly PhaseView[]): string {
  const each = phases.map(({ state }) => {
    const lines = state.criteria.flatMap((criterion) => renderCriterion(criterion).split("\n"));
    const shown = cutLines(lines, CRITERIA_LIMIT / phases.length, (missing) => `- and ${missing} lines more`);
    const isOpen = phaseStateText(state) === "in progress" ? " open" : "";
    const name = escapeHtml(cut(state.phase.name, NAME_LIMIT));
    return `<details${isOpen}><summary>${name}</summary>\n\n${[...milestonesOf(state), ...shown].join("\n")}\n\n</details>`;
  });
  return `### Exit criteria\n\n${each.join("\n")}`;
}

function list<Entry>(title: string, none: string, entries: readonly Entry[], line: (entry: Entry) => string): string {
  return `### ${title}\n\n${entries.length === 0 ? none : listed(entries, line)}`;
}

const listed = <Entry>(entries: readonly Entry[], line: (entry: Entry) => string): string =>
  cutLines(
    entries.map((entry) => `- ${line(entry)}`),
    LIST_LIMIT,
    (missing) => `- and ${missing} more`,
  ).join("\n");

const problem = ({ text, next }: DashboardView["problems"][number]): string => `${text} ${next}`;

/** Left out where there is none. */
const some = <Entry>(title: string, entries: readonly Entry[], line: (entry: Entry) => string): string[] =>
  entries.length === 0 ? [] : [list(title, "", entries, line)];

const forecast = ({ phase, forecast: known }: DashboardView["forecasts"][number]): string =>
  `**${escapeText(cut(phase.name, NAME_LIMIT))}**: ${forecastWords(known)}`;

const review = ({ place, since, due, next, signOffs }: DashboardView["reviews"][number]): string =>
  [
    `${link(place.title, place.url)}, open since ${utcDay(since)}${due === null ? "" : `, due ${due}`}. ${next}`,
    ...signOffs.map((line) => `  - ${line}`),
  ].join("\n");

const decision = ({ phase, outcome, by, at, reason, url }: DashboardView["decisions"][number]): string =>
  `**${escapeText(phase)}**: ${link(outcome, url)}, ${utcDay(at)}, by ${by.map(escapeText).join(", ")}${reason === "" ? "" : `: ${escapeText(reason)}`}`;

const override = ({ place, by, reason, until, url }: DashboardView["overrides"][number]): string =>
  `${link(place.title, place.url)} until ${moment(until)}, ${link(`by ${by}`, url)}: ${escapeText(reason)}`;

export const dashboardProblems = (view: DashboardView): DashboardView["problems"] => [
  ...view.problems,
  ...unmapped(view),
];

const unmapped = ({ phases, unmapped: others }: DashboardView): DashboardView["problems"] => [
  ...phases
    .filter(({ state }) => state.milestones.length === 0)
    .map(({ state: { phase } }) => ({
      text: `${escapeText(phase.name)} has no milestone.`,
      next: "Create one whose title matches the plan when its work is planned.",
    })),
  ...(others.length === 0
    ? []
    : [
        {
          text: `${others.length === 1 ? "A milestone belongs" : `${others.length} milestones belong`} to no phase: ${others
            .slice(0, 10)
            .map(({ title, url }) => link(title, url))
            .join(", ")}${others.length > 10 ? "…" : ""}.`,
          next: "Rename it so that it matches a phase, or name it in the plan.",
        },
      ]),
];
