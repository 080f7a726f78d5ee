// Milestones: the list, one with what is in it, and the form for a new one.
import { html } from "hono/html";
import type { WorldMilestone } from "../model-parts.ts";
import { rowsOf } from "./lists.ts";
import { bar, icon, shareOf } from "./parts.ts";
import { markdownOf } from "./prose.ts";
import { type Html, homeOf, may, type VisitPlace } from "./visit.ts";

export const milestoneList = (place: VisitPlace): Html => html`<h1>Milestones</h1>
    <section class="card"><h2 class="unseen">All</h2>
    ${place.repository.milestones.length === 0 ? html`<p class="quiet padded">No milestone yet.</p>` : html`<ul class="rows">${place.repository.milestones.map((milestone) => row(place, milestone))}</ul>`}
    </section>
    ${may(place, "write") ? newMilestone(place) : html`<p class="note">Planning milestones needs the role write.</p>`}`;

function row(place: VisitPlace, milestone: WorldMilestone): Html {
  const share = shareOf(milestone, place.repository.items);
  return html`<li class="milestone"><div><a class="title" href="${homeOf(place.repository)}/milestone/${milestone.number}">${milestone.title}</a>
      <p class="meta">${milestone.state === "closed" ? "Closed · " : ""}${due(milestone)}</p></div>
    <div class="share">${bar(milestone.title, share)}<span class="meta">${share.percent} % complete · ${share.open} open · ${share.closed} closed</span></div>
    ${turn(place, milestone)}</li>`;
}

const due = (milestone: WorldMilestone): string =>
  milestone.dueOn === null ? "No due date" : `Due by ${dayOf(milestone)}`;

function turn(place: VisitPlace, { number, state, title }: WorldMilestone): Html | string {
  if (!may(place, "write")) return "";
  const closes = state === "open";
  return html`<form method="post" action="${homeOf(place.repository)}/milestone/${number}/state">
      <button name="state" value="${closes ? "closed" : "open"}" aria-label="${closes ? "Close" : "Reopen"} ${title}">${closes ? "Close" : "Reopen"}</button>
    </form>`;
}

export function milestonePage(place: VisitPlace, milestone: WorldMilestone): Html {
  const { repository } = place;
  const inside = repository.items.filter((item) => item.milestone === milestone);
  const share = shareOf(milestone, repository.items);
  const text = markdownOf(place, milestone.description ?? "", 1, may(place, "write"));
  return html`<div class="item-head"><h1>${icon("milestone")} ${milestone.title}</h1>
      <p class="meta">${milestone.state === "closed" ? "Closed · " : ""}${due(milestone)} · ${share.percent} % complete</p>
      ${bar(milestone.title, share)}${turn(place, milestone)}</div>
    ${may(place, "write") ? editForm(place, milestone) : ""}
    ${(milestone.description ?? "") === "" ? "" : html`<form class="markdown card padded" method="post" action="${homeOf(repository)}/milestone/${milestone.number}/task">${text}</form>`}
    <section class="card"><h2>Open</h2>${rowsOf(
      repository,
      inside.filter(({ state }) => state === "open"),
      "Nothing is open.",
    )}</section>
    <section class="card"><h2>Closed</h2>${rowsOf(
      repository,
      inside.filter(({ state }) => state === "closed"),
      "Nothing is closed.",
    )}</section>`;
}

const dayOf = ({ dueOn }: WorldMilestone): string => dueOn?.toISOString().slice(0, 10) ?? "";

const editForm = (
  place: VisitPlace,
  milestone: WorldMilestone,
): Html => html`<details class="card"><summary>Edit</summary>
    <form class="fields" method="post" action="${homeOf(place.repository)}/milestone/${milestone.number}/edit">
      ${fieldsOf(place, { title: milestone.title, description: milestone.description ?? "", due: dayOf(milestone) })}
      <button type="submit">Save changes</button>
    </form></details>`;

const newMilestone = (place: VisitPlace): Html => html`<section class="card"><h2>New milestone</h2>
    <form class="fields" method="post" action="${homeOf(place.repository)}/milestones">
      ${fieldsOf(place, { title: "", description: "", due: "" })}
      <button class="primary" type="submit">Create milestone</button>
    </form></section>`;

function fieldsOf({ visit }: VisitPlace, is: Record<"title" | "description" | "due", string>): Html {
  const { placeholders: examples = {} } = visit.guide;
  return html`<label for="new-title">Title</label><input id="new-title" name="title" required value="${is.title}" placeholder="${examples.milestone ?? ""}" />
      <label for="new-body">Description</label><textarea id="new-body" name="description" rows="3" placeholder="${examples.description ?? ""}">${is.description}</textarea>
      <label for="new-due">Due date</label><input id="new-due" name="due" type="date" value="${is.due}" />`;
}
