// The dashboard's text.

import { renderCriterion } from "../criteria/render.ts";
import { type PhaseView, phaseStateText } from "../delivery/phase-view.ts";
import { percentOf } from "../delivery/progress.ts";
import { formatShare } from "../delivery/scope-guard.ts";
import { problemList } from "../gate/plan-text.ts";
import { progressBar } from "../markdown/bar.ts";
import { cut, cutLines } from "../markdown/cut.ts";
import { escapeHtml, escapeText, link } from "../markdown/escape.ts";
import { utcDay } from "../markdown/instant.ts";
import { type GanttBar, type GanttSection, gantt, pie } from "../markdown/mermaid.ts";
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
  const parts = [
    `${progressBar(view.overall / 100)} **${view.overall} %** of the delivery is done, each phase weighted by its share.`,
    phasesTable(view.phases),
    ...charts(view.phases),
    criteria(view.phases),
    list(
      "Blocked",
      "No pull request is blocked.",
      view.blocked,
      ({ place, why }) => `${link(place.title, place.url)}: ${escapeText(why)}`,
    ),
    list("Decisions", "No boundary was decided yet.", view.decisions, decision),
    list("Overrides in force", "None.", view.overrides, override),
    list("Problems", "None.", dashboardProblems(view), ({ text, next }) => `${text} ${next}`),
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

function phasesTable(phases: readonly PhaseView[]): string {
  const rows = phases.map((view) => [
    escapeText(cut(view.state.phase.name, NAME_LIMIT)),
    phaseStateText(view.state),
    `${progressBar(view.progress.ratio)} ${percentOf(view.progress.ratio)} %`,
    `${view.progress.done} of ${view.progress.planned}${view.progress.dropped === 0 ? "" : `, ${view.progress.dropped} dropped`}`,
    `${formatShare(view.state.phase)} %`,
    `${view.scope} %`,
    milestonesOf(view),
  ]);
  return table(
    ["Phase", "State", "Progress", "Issues done", "Planned share", "Actual share", "Milestones"],
    rows,
    [4, 5],
  );
}

function milestonesOf({ state: { milestones } }: PhaseView): string {
  if (milestones.length === 0) return "none";
  const named = milestones.slice(0, MILESTONES_SHOWN).map(({ title, url }) => link(cut(title, NAME_LIMIT), url));
  const more = milestones.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function charts(phases: readonly PhaseView[]): string[] {
  const time = gantt("Phases over time", phases.map(sectionOf));
  const scope = pie(
    "Scope",
    phases.flatMap(({ state: { phase }, progress }) => [
      { name: `${phase.name} done`, value: progress.done },
      { name: `${phase.name} open`, value: progress.open },
    ]),
  );
  return [time, scope].filter((chart) => chart !== null);
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
    return `<details${isOpen}><summary>${name}</summary>\n\n${shown.join("\n")}\n\n</details>`;
  });
  return `### Exit criteria\n\n${each.join("\n")}`;
}

function list<Entry>(title: string, none: string, entries: readonly Entry[], line: (entry: Entry) => string): string {
  const lines = entries.map((entry) => `- ${line(entry)}`);
  const shown = lines.length === 0 ? [none] : cutLines(lines, LIST_LIMIT, (missing) => `- and ${missing} more`);
  return `### ${title}\n\n${shown.join("\n")}`;
}

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
          next: "Rename what should, or name it in the plan.",
        },
      ]),
];
