// An issue or a pull request: what was written, what happened, and what one can do.
import { html, raw } from "hono/html";
import type { TimelineEvent, WorldItem } from "../model.ts";
import type { Comment, ReactionContent } from "../model-parts.ts";
import { mergeBox } from "./checks.ts";
import { avatar, chip, icon, itemStateOf, nameOf, stateBadge, time } from "./parts.ts";
import { markdownOf } from "./prose.ts";
import { sidebar } from "./sidebar.ts";
import { type Html, itemPath, mayEdit, type VisitPlace } from "./visit.ts";

export const itemPage = (place: VisitPlace, item: WorldItem): Html => html`<div class="item-head">
      <h1>${item.title} <span class="number">#${item.number}</span></h1>
      <p>${stateBadge(itemStateOf(item))} <span class="meta">${headline(item)}</span></p>
    </div>
    <div class="item-columns">
      <div class="conversation">
        ${opening(place, item)}
        ${entriesOf(place, item)}
        ${item.kind === "pull" && item.state === "open" ? mergeBox(place, item) : ""}
        ${writing(place, item)}
      </div>
      ${sidebar(place, item)}
    </div>`;

const headline = (item: WorldItem): Html =>
  item.kind === "pull"
    ? html`${nameOf(item.author)} wants to merge <code>${item.head.ref}</code> into <code>${item.base.ref}</code>`
    : html`${nameOf(item.author)} opened it ${time(item.createdAt)}`;

function opening(place: VisitPlace, item: WorldItem): Html {
  const ticks = mayEdit(place, item);
  const text = markdownOf(place, item.body, 2, ticks);
  const body = item.body.trim() === "" ? html`<p class="quiet">No description.</p>` : text;
  return html`<article class="comment">
    <h2>${avatar(item.author)} ${nameOf(item.author)} <span class="meta">wrote ${time(item.createdAt)}</span></h2>
    ${ticks ? html`<form class="markdown" method="post" action="${itemPath(place.repository, item)}/task">${body}</form>` : html`<div class="markdown">${body}</div>`}
  </article>`;
}

/** Comments and events in the order in which they came. */
function entriesOf(place: VisitPlace, item: WorldItem): Html {
  const entries = [
    ...item.comments.map((comment) => ({ id: comment.id, show: () => commentBox(place, comment) })),
    ...item.timeline.map((event) => ({ id: event.id, show: () => eventLine(event) })),
  ];
  return html`${entries.toSorted((a, b) => a.id - b.id).map(({ show }) => show())}`;
}

const EMOJI: Record<ReactionContent, string> = {
  "+1": "👍",
  "-1": "👎",
  laugh: "😄",
  confused: "😕",
  heart: "❤️",
  hooray: "🎉",
  rocket: "🚀",
  eyes: "👀",
};

const commentBox = (
  place: VisitPlace,
  comment: Comment,
): Html => html`<article class="comment" id="issuecomment-${comment.id}">
    <h2>${avatar(comment.author)} ${nameOf(comment.author)} <span class="meta">commented ${time(comment.createdAt)}${comment.lastEditedAt === null ? "" : ` · edited by ${comment.editor?.login ?? "ghost"}`}</span></h2>
    <div class="markdown">${markdownOf(place, comment.body, 2, false)}</div>
    ${comment.reactions.length === 0 ? "" : html`<ul class="reactions" aria-label="Reactions">${comment.reactions.map(({ content, user }) => html`<li title="${user.login}"><span aria-hidden="true">${EMOJI[content]}</span><span class="unseen">${content} by ${user.login}</span></li>`)}</ul>`}
  </article>`;

const eventLine = (event: TimelineEvent): Html =>
  html`<p class="event">${icon(EVENT_ICONS[event.kind])} ${nameOf(event.actor)} ${eventText(event)} <span class="meta">${time(event.createdAt)}</span></p>`;

const EVENT_ICONS = {
  labeled: "tag",
  unlabeled: "tag",
  milestoned: "milestone",
  demilestoned: "milestone",
  closed: "done",
  reopened: "open",
  transferred: "open",
  comment_deleted: "tag",
} as const;

function eventText({ kind, label, milestoneTitle, stateReason, fromRepository, commentAuthor }: TimelineEvent): Html {
  switch (kind) {
    case "labeled":
      return html`added ${label === null ? "a label" : chip(label)}`;
    case "unlabeled":
      return html`removed ${label === null ? "a label" : chip(label)}`;
    case "milestoned":
      return html`put it into <strong>${milestoneTitle}</strong>`;
    case "demilestoned":
      return html`took it out of <strong>${milestoneTitle}</strong>`;
    case "closed":
      return html`closed it${stateReason === "not_planned" ? " as not planned" : ""}`;
    case "reopened":
      return html`reopened it`;
    case "transferred":
      return html`transferred it from ${fromRepository?.name ?? "another repository"}`;
    case "comment_deleted":
      return html`deleted a comment of ${nameOf(commentAuthor)}`;
  }
}

function writing(place: VisitPlace, item: WorldItem): Html {
  const merged = item.kind === "pull" && item.merged;
  const turns = mayEdit(place, item) && !merged;
  return html`<section class="card writing"><h2>Add a comment</h2>
    <form class="fields" method="post" action="${itemPath(place.repository, item)}/comment">
      <label for="comment">Comment as ${place.visit.viewer.login}</label>
      <textarea id="comment" name="body" rows="4" placeholder="${place.visit.guide.placeholders?.comment ?? ""}"></textarea>
      <div class="buttons">
        ${turns ? turnButtons(item) : raw("")}
        <button class="primary" type="submit">Comment</button>
      </div>
    </form></section>`;
}

const turnButtons = (item: WorldItem): Html =>
  item.state === "closed"
    ? html`<button name="then" value="reopen">Reopen</button>`
    : item.kind === "pull"
      ? html`<button name="then" value="close">Close pull request</button>`
      : html`<button name="then" value="close">Close as completed</button><button name="then" value="drop">Close as not planned</button>`;
