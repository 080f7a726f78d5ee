// milegate status: the dashboard in the terminal.

import { count } from "../criteria/criterion.ts";
import { memberName } from "../criteria/placed.ts";
import { dashboardView } from "../dashboard/gather.ts";
import { dashboardProblems } from "../dashboard/render.ts";
import type { DashboardView } from "../dashboard/view.ts";
import type { MemberRow } from "../delivery/member-table.ts";
import { type PhaseView, phaseStateText } from "../delivery/phase-view.ts";
import { percentOf } from "../delivery/progress.ts";
import { formatShare } from "../delivery/scope-guard.ts";
import { situationOf } from "../feature.ts";
import { RepositoryGone } from "../github/errors.ts";
import { forecastWords } from "../history/pace.ts";
import { progressBar } from "../markdown/bar.ts";
import { terminalText } from "../markdown/terminal.ts";
import { observeDelivery, readRequirement } from "../reconcile/observe-delivery.ts";
import { moment } from "../review/words.ts";
import { openPullsAmong } from "../snapshot.ts";
import { formatRepository, parseRepository, type RepositoryTarget, STATUS_ARGUMENT } from "./address.ts";
import { APP_ID_OPTION, APP_OPTION, appForJson, formatApp } from "./app-identity.ts";
import { findDeliveryHome } from "./delivery-home.ts";
import { EXIT_FINDING, EXIT_FINE } from "./exit.ts";
import { countingReader, ownerReaders, readerWith, type TokenClient, withToken } from "./github.ts";
import type { CliIo, TellProgress } from "./io.ts";
import { JSON_OPTION, jsonText, planForJson } from "./json.ts";
import { deliveryForJson } from "./status-json.ts";
import type { CliSubcommand } from "./subcommand.ts";
import { alignedRows } from "./table.ts";

export const statusSubcommand: CliSubcommand = {
  name: "status",
  arguments: [STATUS_ARGUMENT],
  summary: "show the state of the delivery: phases, criteria, what is blocked; exit 1 if the plan is invalid",
  options: [JSON_OPTION, APP_OPTION, APP_ID_OPTION],
  run: async (io, [repository], options) => {
    const target = parseRepository(repository, io);
    const now = new Date();
    const { name, snapshot, requirement, app } = await withToken(io, options, aboutStatus(target), (client, tell) =>
      readStatus(client, target, tell, now),
    );
    const { plan } = snapshot;
    const situation = situationOf(snapshot, now);
    const view =
      situation.kind === "active"
        ? dashboardView(situation, { pulls: openPullsAmong(snapshot.items), requirement, unanswered: [] })
        : null;
    if (options["json"] === true) {
      const found = { repository: name, app: appForJson(app), plan: planForJson(plan) };
      io.data(jsonText({ ...found, ...(view !== null && deliveryForJson(view)) }));
    } else if (view !== null) print(io, name, view, formatApp(app));
    else if (plan.kind === "inactive") io.out(`Milegate is not active in ${name}: ${plan.reason}.`);
    else io.out(`${io.paint("red", "✘")} The plan of ${name} is invalid; \`milegate plan ${name}\` says why.`);
    return plan.kind === "invalid" ? EXIT_FINDING : EXIT_FINE;
  },
};

const aboutStatus = (target: RepositoryTarget) => {
  const repository = formatRepository(target);
  return { repository, what: `reading ${repository}`, app: "required" } as const;
};

/** A repository comes before a delivery of the same name. */
async function readStatus(client: TokenClient, target: RepositoryTarget, tell: TellProgress, now: Date) {
  const readHere = async (where: RepositoryTarget) => {
    const reader = countingReader(readerWith(client, where), tell);
    const snapshot = await observeDelivery(reader, now);
    const requirement = await readRequirement(reader, snapshot);
    return { name: formatRepository(where), snapshot, requirement, app: client.app };
  };
  try {
    return await readHere(target);
  } catch (error) {
    const home =
      error instanceof RepositoryGone ? await findDeliveryHome(ownerReaders(client, target.owner), target) : null;
    if (home === null) throw error;
    return readHere(home);
  }
}

function print(io: CliIo, name: string, view: DashboardView, app: string): void {
  io.out(`${io.paint("bold", name)}  ${progressBar(view.overall / 100)} ${view.overall} %`);
  io.out(`${app}\n`);
  printPhases(io, view.phases);
  section(io, "Repositories", alignedRows(view.members.map(memberCells)));
  for (const { phase, forecast } of view.forecasts) io.out(`${phase.name}: ${forecastWords(forecast)}`);
  for (const { state } of view.phases) {
    io.out(`\n${io.paint("bold", state.phase.name)}`);
    for (const { title, must, evaluation } of state.criteria)
      io.out(`  ${SIGNS[evaluation.state]} ${title}${must ? "" : " (should)"}: ${evaluation.reason}`);
  }
  section(
    io,
    "Open reviews",
    view.reviews.flatMap(({ place, next, signOffs }) => [
      `${place.title}: ${plainText(next)}`,
      ...signOffs.map((line) => `${place.title}: ${plainText(line)}`),
    ]),
  );
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
    dashboardProblems(view).map(({ text, next }) => plainText(`${text} ${next}`)),
  );
}

const memberCells = ({ place, isHome, progress: { done, planned } }: MemberRow): string[] => [
  `${place.slug ?? memberName(place)}${isHome ? " (home)" : ""}`,
  place.unread === null ? `${done} of ${count(planned, "issue")}` : "can't be read",
];

const SIGNS = { met: "✔", unmet: "✘", "not-applicable": "–", unknown: "?" } as const;

/** One row for each phase; two lines each on a narrow terminal. */
function printPhases(io: CliIo, phases: readonly PhaseView[]): void {
  const lines = alignedRows(phases.map((view) => [...progressCells(view), ...detailCells(view)]));
  const isWide = io.columns === null || Math.max(...lines.map(({ length }) => length)) <= io.columns;
  for (const line of isWide ? lines : stacked(phases)) io.out(line);
}

function stacked(phases: readonly PhaseView[]): string[] {
  const details = phases.map((view) => `  ${detailCells(view).join(", ")}`);
  return alignedRows(phases.map(progressCells)).flatMap((line, index) => [line, details[index] ?? ""]);
}

const progressCells = ({ state, progress }: PhaseView): string[] => [
  state.phase.name,
  `${progressBar(progress.ratio)} ${percentOf(progress.ratio)} %`,
];

const detailCells = ({ state, progress, scope }: PhaseView): string[] => [
  `${progress.done} of ${count(progress.planned, "issue")}`,
  `share ${formatShare(state.phase)} %, holds ${scope} %`,
  phaseStateText(state),
];

function section(io: CliIo, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  io.out(`\n${io.paint("bold", title)}`);
  for (const line of lines) io.out(`  ${line}`);
}

const plainText = (markdown: string): string => terminalText(markdown, (words) => words);
