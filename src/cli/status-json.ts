// The state of a delivery as JSON: the values that `milegate status` prints.
import { dashboardProblems } from "../dashboard/render.ts";
import type { DashboardView } from "../dashboard/view.ts";
import type { MemberRow } from "../delivery/member-table.ts";
import { type PhaseView, phaseStateWord } from "../delivery/phase-view.ts";
import { percentOf } from "../delivery/progress.ts";
import { forecastDays, type PhaseForecast } from "../history/pace.ts";
import { terminalText } from "../markdown/terminal.ts";

/** Percentages are whole numbers, moments are ISO 8601 in UTC. */
export const deliveryForJson = (view: DashboardView): object => ({
  percent: view.overall,
  phases: view.phases.map((each) => ({ ...phaseForJson(each), ...forecastForJson(each, view.forecasts) })),
  ...(view.members.length > 0 && { repositories: view.members.map(memberForJson) }),
  blocked: view.blocked.map(({ place, why }) => ({ ...place, why })),
  decisions: view.decisions,
  overrides: view.overrides.map(({ place, ...override }) => ({ ...place, ...override })),
  problems: dashboardProblems(view).map(({ text, next }) => ({ text: plain(text), next: plain(next) })),
});

/** `repository` is null where it may not be named. */
const memberForJson = ({ place: { slug, unread }, isHome, progress: { done, planned } }: MemberRow): object => ({
  ...{ repository: slug, isHome, done, planned },
  ...(unread !== null && { unread }),
});

const phaseForJson = ({ state, progress, scope, plannedEnd }: PhaseView): object => ({
  id: state.phase.id,
  name: state.phase.name,
  state: phaseStateWord(state),
  done: progress.done,
  planned: progress.planned,
  percent: percentOf(progress.ratio),
  share: state.phase.share,
  holds: scope,
  plannedEnd,
  criteria: state.criteria.map(({ title, must, evaluation: { state, reason } }) => ({ title, must, state, reason })),
});

/** Days in UTC, or why there are none; nothing where it is not under way. */
function forecastForJson({ state }: PhaseView, forecasts: readonly PhaseForecast[]): object {
  const found = forecasts.find(({ phase }) => phase === state.phase);
  return found === undefined ? {} : { forecast: forecastDays(found.forecast) };
}

const plain = (markdown: string): string => terminalText(markdown, (text) => text);
