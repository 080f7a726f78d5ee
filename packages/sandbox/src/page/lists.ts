// Lists of issues and pull requests, and the forms for new ones.
import { html, raw } from "hono/html";
import type { PullRequest, Repository, WorldItem } from "../model.ts";
import type { WorldMilestone } from "../model-parts.ts";
import { runsOf } from "./checks.ts";
import { chip, icon, itemStateOf, nameOf, stateIcon, time, verdictIcon } from "./parts.ts";
import { type Html, homeOf, itemPath, may, type VisitPlace } from "./visit.ts";

type Kind = WorldItem["kind"];

const WORDS = { issue: ["Issues", "issues"], pull: ["Pull requests", "pulls"] } as const;

export function list(place: VisitPlace, kind: Kind, state: "open" | "closed"): Html {
  const { repository } = place;
  const all = repository.items.filter((item) => item.kind === kind);
  const [title, path] = WORDS[kind];
  const link = (to: "open" | "closed"): Html =>
    html`<li><a href="${homeOf(repository)}/${path}?state=${to}" ${to === state ? raw('aria-current="true"') : ""}>${all.filter((item) => item.state === to).length} ${to}</a></li>`;
  return html`<h1>${title}</h1>
    <section class="card"><h2 class="unseen">${state === "open" ? "Open" : "Closed"}</h2>
      <ul class="filter">${link("open")}${link("closed")}</ul>
      ${rowsOf(repository, all.filter((item) => item.state === state).toReversed(), `No ${state} ones.`)}
    </section>
    ${kind === "issue" ? newIssue(place) : may(place, "write") ? newPull(place) : html`<p class="note">Opening a pull request from a branch here needs the role write.</p>`}`;
}

export const rowsOf = (repository: Repository, items: readonly WorldItem[], none: string): Html =>
  items.length === 0
    ? html`<p class="quiet padded">${none}</p>`
    : html`<ul class="rows">${items.map((item) => row(repository, item))}</ul>`;

const row = (repository: Repository, item: WorldItem): Html => html`<li class="item">
    ${stateIcon(itemStateOf(item))}
    <div><a class="title" href="${itemPath(repository, item)}">${item.title}</a> ${item.labels.map(chip)}
      ${item.kind === "pull" && item.state === "open" ? verdicts(repository, item) : ""}
      <p class="meta">#${item.number} opened ${time(item.createdAt)} by ${nameOf(item.author)}${item.milestone === null ? "" : html` · ${icon("milestone")} ${item.milestone.title}`}</p></div>
  </li>`;

const verdicts = (repository: Repository, pull: PullRequest): Html =>
  html`${runsOf(repository, pull).map((run) => html`<span class="inline-check">${verdictIcon(run)} ${run.output.title ?? run.name}</span>`)}`;

export const milestoneOptions = (milestones: readonly WorldMilestone[], chosen: WorldMilestone | null): Html =>
  html`<option value="">No milestone</option>${milestones.map((each) => html`<option value="${each.number}" ${each === chosen ? raw("selected") : ""}>${each.title}${each.state === "closed" ? " (closed)" : ""}</option>`)}`;

const milestoneField = ({ repository }: VisitPlace): Html => html`<label for="new-milestone">Milestone</label>
    <select id="new-milestone" name="milestone">${milestoneOptions(repository.milestones, null)}</select>`;

const newIssue = (place: VisitPlace): Html => html`<section class="card"><h2>New issue</h2>
    <form class="fields" method="post" action="${homeOf(place.repository)}/issues">
      <label for="new-title">Title</label><input id="new-title" name="title" required maxlength="256" />
      <label for="new-body">Description</label><textarea id="new-body" name="body" rows="4"></textarea>
      ${may(place, "triage") ? milestoneField(place) : ""}
      <button class="primary" type="submit">Open issue</button>
    </form></section>`;

const newPull = (place: VisitPlace): Html => html`<section class="card"><h2>New pull request</h2>
    <form class="fields" method="post" action="${homeOf(place.repository)}/pulls">
      <label for="new-title">Title</label><input id="new-title" name="title" required maxlength="256" />
      <label for="new-body">Description</label><textarea id="new-body" name="body" rows="4" placeholder="Closes #1"></textarea>
      ${milestoneField(place)}
      <p class="note">It comes from a new branch with one commit.</p>
      <button class="primary" type="submit">Open pull request</button>
    </form></section>`;
