// How fast a delivery goes, and how its process went: the forecast of its phases, and its health over the last 90 days.
import { html } from "hono/html";
import { healthOf, type ProcessHealth } from "../../history/health.ts";
import { forecastWords, type PhaseForecast } from "../../history/pace.ts";
import { sourcesOf } from "../evidence.ts";
import { type BoardHtml, dataTable } from "../layout.ts";
import type { RepositoryView } from "../repository-view.ts";

const DAYS = 90;
const DAY_MS = 86_400_000;

export const forecastSection = (forecasts: readonly PhaseForecast[]): BoardHtml =>
  forecasts.length === 0
    ? html``
    : html`<h2>Forecast</h2><ul class="told">${forecasts.map(({ phase, forecast }) => html`<li>${phase.name}: ${forecastWords(forecast)}</li>`)}</ul>`;

/** Of the delivery's repositories that one may see. */
export function healthSection(views: readonly RepositoryView[], now: Date): BoardHtml {
  const health = healthOf(sourcesOf(views), { since: new Date(now.getTime() - DAYS * DAY_MS), until: null }, now);
  return html`<h2>Process health</h2>${dataTable(`The last ${DAYS} days`, ["What", "How much"], rowsOf(health))}`;
}

function rowsOf({ blocked_hours, overrides, days_to_decision, scope_added, shut_again }: ProcessHealth): BoardHtml[] {
  const people = Object.entries(overrides.by).map(([login, count]) => `${login} ${count}`);
  const rows: [string, BoardHtml | string | number | null][] = [
    ["Hours that pull requests were blocked", blocked_hours],
    ["Overrides", people.length === 0 ? overrides.count : `${overrides.count} (${people.join(", ")})`],
    ["Days from review to decision (median)", days_to_decision],
    ["Issues added after planning", scope_added],
    ["Times that a gate shut again", shut_again],
  ];
  return rows.map(
    ([what, value]) =>
      html`<tr><th scope="row">${what}</th><td class="number">${value ?? html`<span class="quiet">not known</span>`}</td></tr>`,
  );
}
