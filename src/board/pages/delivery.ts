// A delivery's page: its phases and their criteria, pull requests, decisions, overrides and problems.
import { html } from "hono/html";
import { deliveryFacts } from "../../delivery/delivery.ts";
import type { PhaseView } from "../../delivery/phase-view.ts";
import { phaseStateWord } from "../../delivery/phase-view.ts";
import { burnUpsOf } from "../../history/burn-up.ts";
import type { Phase } from "../../plan/plan.ts";
import { type BoardHtml, dataTable, dateText, emptyNote, plural, progressCell } from "../layout.ts";
import { markdownLine } from "../markdown-html.ts";
import type { DeliveryStandingView, RepositoryView } from "../repository-view.ts";
import type { DeliverySummary } from "../summaries.ts";
import { burnUpSection } from "./burn-up.ts";
import { evaluationLine } from "./evaluation.ts";
import { forecastSection, healthSection } from "./pace.ts";
import { PULL_HEADINGS, pagedRows, phaseBadge, pullRow } from "./parts.ts";
import { planProblems } from "./plan-problems.ts";

const PULLS = 100;

/** `seesOwners`: whether they see the owner's file. */
type DeliveryPage = { summary: DeliverySummary; query: URLSearchParams; seesOwners: boolean; now: Date };

export function deliveryMain({ summary, query, seesOwners, now }: DeliveryPage): BoardHtml {
  const { lead } = summary;
  const known = lead.delivery;
  return html`${whereabouts(summary)}
    ${known === null ? planProblems(lead.plan, seesOwners) : standing(known, now)}
    ${pullSection(summary.views, query)}
    ${known === null ? "" : html`${decisionSection(known)}${overrideSection(known)}${healthSection(summary.views, now)}`}`;
}

function whereabouts({ lead, home, repositories }: DeliverySummary): BoardHtml {
  const members = lead.delivery?.situation.delivery.members ?? [];
  const hidden = members.filter(({ slug }) => slug === null).length;
  const address = (slug: string): string => lead.url.replace(/[^/]+\/[^/]+$/, slug);
  const known = repositories.map(
    (slug, at) =>
      html`${at === 0 ? "" : ", "}<a href="${address(slug)}">${slug}</a>${slug === home && repositories.length + hidden > 1 ? " (home)" : ""}`,
  );
  return html`<p class="quiet">On GitHub: ${known}${hidden === 0 ? "" : `, and ${hidden === 1 ? "a private repository" : `${hidden} private repositories`}`}</p>`;
}

function standing({ view, added, situation }: DeliveryStandingView, now: Date): BoardHtml {
  return html`<ul class="counts">
      <li><strong>${view.overall} %</strong> of the delivery is done</li>
      <li><strong>${view.reviews.length}</strong> open ${view.reviews.length === 1 ? "review" : "reviews"}</li>
      <li><strong>${view.problems.length}</strong> ${view.problems.length === 1 ? "problem" : "problems"}</li>
    </ul>
    ${view.reviews.length === 0 ? "" : html`<h2>Next step</h2><ul class="told">${view.reviews.map(({ place, next }) => html`<li><a href="${place.url}">${place.title}</a>: ${markdownLine(next)}</li>`)}</ul>`}
    ${view.problems.length === 0 ? "" : html`<h2>Problems</h2><ul class="told">${view.problems.map(({ text, next }) => html`<li>${markdownLine(text)} ${markdownLine(next)}</li>`)}</ul>`}
    <h2>Phases</h2>
    ${dataTable(
      "Phases",
      ["Phase", "State", "Issues done", "Dropped", "Added late", "Began", "Planned end", "Ended"],
      view.phases.map((phase) => phaseRow(phase, added)),
    )}
    ${forecastSection(view.forecasts)}
    ${burnUpSection(burnUpsOf(situation.states, deliveryFacts(situation.delivery), now))}
    <h2>Exit criteria</h2>
    ${view.phases.map(criteriaOf)}`;
}

const dateOrNone = (at: Date | null): BoardHtml => (at === null ? html`<span class="quiet">none</span>` : dateText(at));

const phaseRow = (
  { state, progress, plannedEnd }: PhaseView,
  added: ReadonlyMap<Phase, number | null>,
): BoardHtml => html`<tr>
      <th scope="row">${state.phase.name}</th>
      <td>${phaseBadge(phaseStateWord(state))}</td>
      <td>${progressCell(progress.done, progress.planned)}</td>
      <td class="number">${progress.dropped}</td>
      <td class="number">${added.get(state.phase) ?? html`<span class="quiet">not known</span>`}</td>
      <td>${dateOrNone(state.began)}</td>
      <td>${dateOrNone(plannedEnd)}</td>
      <td>${dateOrNone(state.ended)}</td>
    </tr>`;

function criteriaOf({ state }: PhaseView): BoardHtml {
  const isCurrent = phaseStateWord(state) === "open";
  const list =
    state.criteria.length === 0
      ? html`<p class="quiet">The plan asks for nothing.</p>`
      : html`<ul class="told">${state.criteria.map(evaluationLine)}</ul>`;
  const summary = html`<summary>${state.phase.name}</summary>`;
  return isCurrent
    ? html`<details class="card" open>${summary}${list}</details>`
    : html`<details class="card">${summary}${list}</details>`;
}

function pullSection(views: readonly RepositoryView[], query: URLSearchParams): BoardHtml {
  const all = views.flatMap((view) => (view.pulls ?? []).map((pull) => ({ view, pull })));
  const unread = views.filter(({ pulls }) => pulls === null);
  const { shown, links } = pagedRows(all, query, PULLS);
  const missing =
    unread.length === 0
      ? ""
      : emptyNote(
          `The open pull requests of ${plural(unread.length, "repository").replace("repositorys", "repositories")} were not read yet.`,
        );
  return html`<h2>Open pull requests</h2>
    ${
      all.length === 0
        ? unread.length === 0
          ? emptyNote("No pull request is open.")
          : ""
        : html`${dataTable(
            "Open pull requests",
            PULL_HEADINGS,
            shown.map(({ view, pull }) => pullRow(view, pull, views.length > 1)),
          )}${links}`
    }${missing}`;
}

function decisionSection({ view }: DeliveryStandingView): BoardHtml {
  const rows = view.decisions.map(
    ({ phase, outcome, by, at, reason, url }) => html`<tr>
      <th scope="row">${phase}</th><td><a href="${url}">${outcome}</a></td><td>${by.join(", ")}</td><td>${dateText(at)}</td><td>${reason}</td>
    </tr>`,
  );
  return html`<h2>Decisions</h2>${rows.length === 0 ? emptyNote("No boundary was decided yet.") : dataTable("Decisions", ["Phase", "Decision", "By", "On", "Reason"], rows)}`;
}

function overrideSection({ view }: DeliveryStandingView): BoardHtml {
  const rows = view.overrides.map(
    ({ place, by, reason, until }) => html`<tr>
      <th scope="row"><a href="${place.url}">${place.title}</a></th><td>${by}</td><td>${dateText(until)}</td><td>${reason}</td>
    </tr>`,
  );
  return rows.length === 0
    ? html``
    : html`<h2>Overrides in force</h2>${dataTable("Overrides in force", ["Pull request", "By", "Until", "Reason"], rows)}`;
}
