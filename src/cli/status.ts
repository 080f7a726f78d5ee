// milegate status: the dashboard in the terminal.

import { count } from "../criteria/criterion.ts";
import { dashboardView } from "../dashboard/gather.ts";
import { problemsOf } from "../dashboard/render.ts";
import type { DashboardView } from "../dashboard/view.ts";
import { type PhaseView, stateOf } from "../delivery/phase-view.ts";
import { percentOf } from "../delivery/progress.ts";
import { formatShare } from "../delivery/scope-guard.ts";
import { situationOf } from "../feature.ts";
import { bar } from "../markdown/bar.ts";
import { terminalText } from "../markdown/terminal.ts";
import { observeDelivery, readRequirement } from "../reconcile/observe-delivery.ts";
import { moment } from "../review/words.ts";
import { FINDING, FINE } from "./exit.ts";
import { APP_ID_OPTION, APP_OPTION, REPOSITORY_ARGUMENT, reading, repositoryOf } from "./github.ts";
import type { Io } from "./io.ts";
import type { Subcommand } from "./subcommand.ts";

export const status: Subcommand = {
  name: "status",
  arguments: [REPOSITORY_ARGUMENT],
  summary: "show how the delivery stands: phases, criteria, what is blocked; exit 1 where the plan is invalid",
  options: [APP_OPTION, APP_ID_OPTION],
  run: async (io, [repository], options) => {
    const now = new Date();
    const { snapshot, requirement, name } = await reading(
      io,
      repositoryOf(repository),
      options,
      async (reader, name) => {
        const snapshot = await observeDelivery(reader, now);
        return { snapshot, requirement: await readRequirement(reader, snapshot), name };
      },
    );
    const { plan } = snapshot;
    const situation = situationOf(snapshot, now);
    if (situation.kind === "active") print(io, name, dashboardView(situation, requirement));
    else if (plan.kind === "inactive") io.out(`${name} is left alone: ${plan.reason}.`);
    else io.out(`${io.paint("red", "✘")} The plan of ${name} is invalid; \`milegate plan ${name}\` says why.`);
    return plan.kind === "invalid" ? FINDING : FINE;
  },
};

function print(io: Io, name: string, view: DashboardView): void {
  io.out(`${io.paint("bold", name)}  ${bar(view.overall / 100)} ${view.overall} %\n`);
  for (const line of aligned(view.phases.map(phaseRow))) io.out(line);
  for (const { state } of view.phases) {
    io.out(`\n${io.paint("bold", state.phase.name)}`);
    for (const { title, must, evaluation } of state.criteria)
      io.out(`  ${SIGNS[evaluation.state]} ${title}${must ? "" : " (should)"}: ${evaluation.reason}`);
  }
  section(
    io,
    "Blocked",
    view.blocked.map(({ place, why }) => `${place.title}: ${why}`),
  );
  section(
    io,
    "Decisions",
    view.decisions.map(
      ({ phase, outcome, by, at, reason }) =>
        `${phase}: ${outcome}, ${at.toISOString().slice(0, 10)}, by ${by.join(", ")}${reason === "" ? "" : `: ${reason}`}`,
    ),
  );
  section(
    io,
    "Overrides in force",
    view.overrides.map(({ place, by, reason, until }) => `${place.title} until ${moment(until)}, by ${by}: ${reason}`),
  );
  section(
    io,
    "Problems",
    problemsOf(view).map(({ text, next }) => terminalText(`${text} ${next}`, (words) => words)),
  );
}

const SIGNS = { met: "✔", unmet: "✘", "not-applicable": "–", unknown: "?" } as const;

const phaseRow = (view: PhaseView): string[] => [
  view.state.phase.name,
  `${bar(view.progress.ratio)} ${percentOf(view.progress.ratio)} %`,
  `${view.progress.done} of ${count(view.progress.planned, "issue")}`,
  `share ${formatShare(view.state.phase)} %, holds ${view.scope} %`,
  stateOf(view.state),
];

function aligned(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function section(io: Io, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  io.out(`\n${io.paint("bold", title)}`);
  for (const line of lines) io.out(`  ${line}`);
}
