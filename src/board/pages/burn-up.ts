// A phase's burn-up: its chart, with the same numbers in a table beside it.
import { html } from "hono/html";
import type { BurnUpPoint, PhaseBurnUp } from "../../history/burn-up.ts";
import { burnUpChart } from "../burn-up-chart.ts";
import { type BoardHtml, dataTable, dateText } from "../layout.ts";

export const burnUpSection = (burnUps: readonly PhaseBurnUp[]): BoardHtml =>
  burnUps.length === 0 ? html`` : html`<h2>Burn-up</h2>${burnUps.map(burnUpOf)}`;

function burnUpOf({ phase, isUnderWay, points }: PhaseBurnUp, at: number): BoardHtml {
  const content = html`<summary>${phase.name}</summary>
      <p class="keys"><span class="key scope">Issues</span> <span class="key closed">Closed</span></p>
      ${burnUpChart(`burn-up-${at}`, phase.name, points)}
      ${points.some(isPartly) ? html`<p class="quiet">A line is missing where the number is not known.</p>` : ""}
      <details><summary>As a table</summary>${dataTable(`Burn-up of ${phase.name}`, ["On", "Issues", "Closed"], points.toReversed().map(pointRow))}</details>`;
  return isUnderWay
    ? html`<details class="card" open>${content}</details>`
    : html`<details class="card">${content}</details>`;
}

const isPartly = ({ scope, closed }: BurnUpPoint): boolean => scope === null || closed === null;

const pointRow = ({ at, scope, closed }: BurnUpPoint): BoardHtml =>
  html`<tr><th scope="row">${dateText(at)}</th>${[scope, closed].map(
    (value) => html`<td class="number">${value ?? html`<span class="quiet">not known</span>`}</td>`,
  )}</tr>`;
