// Beside a conversation: milestone, labels and people, each to be changed by who may.
import { html } from "hono/html";
import type { WorldItem } from "../model.ts";
import { milestoneOptions } from "./lists.ts";
import { avatar, bar, chip, shareOf } from "./parts.ts";
import { type Html, homeOf, itemPath, may, type VisitPlace } from "./visit.ts";

export const sidebar = (place: VisitPlace, item: WorldItem): Html => html`<div class="sidebar">
    <section><h2>Milestone</h2>${milestoneOf(place, item)}</section>
    <section><h2>Labels</h2>${labelsOf(place, item)}</section>
    <section><h2>Assignees</h2>${item.assignees.length === 0 ? html`<p class="quiet">Nobody</p>` : html`<p>${item.assignees.map((each) => html`${avatar(each, 20)} ${each.login} `)}</p>`}</section>
  </div>`;

function milestoneOf(place: VisitPlace, item: WorldItem): Html {
  const { repository } = place;
  const { milestone } = item;
  const shown =
    milestone === null
      ? html`<p class="quiet">None</p>`
      : html`<p><a href="${homeOf(repository)}/milestone/${milestone.number}">${milestone.title}</a> ${bar(milestone.title, shareOf(milestone, repository.items))}</p>`;
  if (!may(place, "triage")) return shown;
  return html`${shown}<form class="inline" method="post" action="${itemPath(repository, item)}/milestone">
      <label class="unseen" for="milestone">Milestone</label>
      <select id="milestone" name="milestone">${milestoneOptions(repository.milestones, milestone)}</select>
      <button type="submit">Set</button>
    </form>`;
}

function labelsOf(place: VisitPlace, item: WorldItem): Html {
  const { repository } = place;
  const action = itemPath(repository, item);
  if (!may(place, "triage"))
    return item.labels.length === 0 ? html`<p class="quiet">None</p>` : html`<p>${item.labels.map(chip)}</p>`;
  const others = repository.labels.filter((label) => !item.labels.includes(label));
  return html`${item.labels.length === 0 ? html`<p class="quiet">None</p>` : html`<form class="labels" method="post" action="${action}/unlabel">${item.labels.map((label) => html`<span class="with-remove">${chip(label)}<button name="label" value="${label.name}" aria-label="Remove ${label.name}">×</button></span>`)}</form>`}
    <form class="inline" method="post" action="${action}/label">
      <label class="unseen" for="label">Label</label>
      <input id="label" name="label" list="labels" required placeholder="${place.visit.guide.placeholders?.label ?? ""}" />
      <datalist id="labels">${others.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>
      <button type="submit">Add</button>
    </form>`;
}
