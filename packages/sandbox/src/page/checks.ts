// The box at a pull request's end: its checks, what they say, and whether it may merge.
import { html } from "hono/html";
import { missingChecks } from "../actions/pulls.ts";
import type { PullRequest, Repository } from "../model.ts";
import type { WorldCheckRun } from "../model-checks.ts";
import { checkVerdictOf, icon, verdictIcon } from "./parts.ts";
import { markdownOf } from "./prose.ts";
import { type Html, homeOf, itemPath, may, type VisitPlace } from "./visit.ts";

/** The newest run of each name. */
export function runsOf(repository: Repository, { head }: PullRequest): WorldCheckRun[] {
  const runs = repository.suites.filter(({ headSha }) => headSha === head.sha).flatMap((suite) => suite.runs);
  return runs.filter((run) => !runs.some(({ name, id }) => name === run.name && id > run.id));
}

export function mergeBox(place: VisitPlace, pull: PullRequest): Html {
  const { repository } = place;
  const runs = runsOf(repository, pull);
  const required = (repository.requiredChecks.get(pull.base.ref) ?? []).map(({ name }) => name);
  const absent = required.filter((name) => !runs.some((run) => run.name === name));
  return html`<section class="merge-box" aria-labelledby="checks"><h2 id="checks">Checks</h2>
    ${runs.map((run) => runBox(place, run, required.includes(run.name), itemPath(repository, pull)))}
    ${absent.map((name) => html`<p class="check-line waiting">${icon("neutral")} <strong>${name}</strong> is expected, and has not reported yet. <span class="required">Required</span></p>`)}
    ${runs.length + absent.length === 0 ? html`<p class="quiet padded">No checks.</p>` : ""}
    ${mergeForm(place, pull)}
  </section>`;
}

const runBox = (
  place: VisitPlace,
  run: WorldCheckRun,
  isRequired: boolean,
  back: string,
): Html => html`<details class="check ${checkVerdictOf(run)}" ${checkVerdictOf(run) === "fail" ? "open" : ""}>
    <summary>${verdictIcon(run)} <strong>${run.name}</strong> <span class="says">${run.output.title ?? run.status}</span>${isRequired ? html` <span class="required">Required</span>` : ""}</summary>
    <div class="markdown">${markdownOf(place, run.output.summary ?? "", 2, false)}${run.output.text === null ? "" : markdownOf(place, run.output.text, 2, false)}</div>
    ${
      may(place, "write")
        ? html`<form class="buttons" method="post" action="${homeOf(place.repository)}/runs/${run.id}">
      <input type="hidden" name="back" value="${back}" />
      ${run.actions.map(({ label, description, identifier }) => html`<button name="press" value="${identifier}" title="${description}">${label}</button>`)}
      <button name="press" value="">Re-run</button>
    </form>`
        : ""
    }
  </details>`;

function mergeForm(place: VisitPlace, pull: PullRequest): Html {
  const missing = missingChecks(place, pull);
  const words =
    missing.length > 0
      ? html`<p class="verdict-line blocked">${icon("fail")} <strong>Merging is blocked.</strong> Required status check “${missing[0]}” is expected or failing.</p>`
      : html`<p class="verdict-line clear">${icon("pass")} <strong>Nothing holds this back.</strong> All required checks let it through.</p>`;
  if (!may(place, "write")) return html`${words}<p class="note padded">Pushing and merging need the role write.</p>`;
  const action = itemPath(place.repository, pull);
  return html`${words}<div class="buttons">
      <form method="post" action="${action}/merge"><button class="${missing.length > 0 ? "" : "primary"}" type="submit">Squash and merge</button></form>
      <form method="post" action="${action}/push"><button type="submit">Push a commit</button></form>
    </div>`;
}

/** A check run on a page of its own: where its link on GitHub leads. */
export const runPage = (place: VisitPlace, run: WorldCheckRun): Html => html`<h1>${verdictIcon(run)} ${run.name}</h1>
    <p class="lead">${run.output.title ?? run.status} <span class="meta">on <code>${run.headSha.slice(0, 7)}</code></span></p>
    <div class="card markdown padded">${markdownOf(place, run.output.summary ?? "", 1, false)}</div>
    ${run.detailsUrl === "" ? "" : html`<p><a href="${run.detailsUrl}">View more details on ${place.visit.world.app.name}</a></p>`}`;
