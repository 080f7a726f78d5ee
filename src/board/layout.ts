// The frame of every page, and the parts that pages share.
import { html } from "hono/html";
import type { Session } from "./session.ts";

export type BoardHtml = ReturnType<typeof html>;

export const STYLE_PATH = "/-/board.css";

/** `trail` leads to where one is, the page itself last and without an address. */
export type BoardFrame = { title: string; trail: readonly { text: string; href?: string }[]; main: BoardHtml };

/** `isAdmin`: whether operations are theirs to see. */
export type BoardViewer = { session: Session; isAdmin: boolean };

const frame = (title: string, header: BoardHtml, main: BoardHtml): BoardHtml => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Milegate</title>
    <link rel="stylesheet" href="${STYLE_PATH}" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <a class="skip" href="#content">Skip to content</a>
    ${header}
    <main id="content">${main}</main>
  </body>
</html>`;

const brand = html`<a class="brand" href="/">Milegate</a>`;

export const boardPage = ({ session, isAdmin }: BoardViewer, { title, trail, main }: BoardFrame): BoardHtml =>
  frame(
    title,
    html`<header class="top">
      ${brand}
      <nav aria-label="Board"><ul>
        <li><a href="/waiting">Waiting for you</a></li>
        ${isAdmin ? html`<li><a href="/admin">Operations</a></li>` : ""}
      </ul></nav>
      <form method="post" action="/logout">
        <input type="hidden" name="csrf" value="${session.csrf}" />
        <span class="quiet">${session.login}</span> <button type="submit">Sign out</button>
      </form>
    </header>`,
    html`${trail.length === 0 ? "" : breadcrumbs(trail)}<h1>${title}</h1>${main}`,
  );

const breadcrumbs = (trail: BoardFrame["trail"]): BoardHtml => html`<nav aria-label="Where you are" class="trail"><ol>
      ${trail.map(({ text, href }) => (href === undefined ? html`<li aria-current="page">${text}</li>` : html`<li><a href="${href}">${text}</a></li>`))}
    </ol></nav>`;

/** For those who are not signed in. */
export const plainPage = (title: string, main: BoardHtml): BoardHtml =>
  frame(title, html`<header class="top">${brand}</header>`, html`<h1>${title}</h1>${main}`);

type Next = { href: string; text: string };

/** What went wrong, and what to do. */
export const messagePage = (title: string, what: string, next: Next): BoardHtml =>
  plainPage(title, html`<p>${what}</p><p><a href="${next.href}">${next.text}</a></p>`);

const DAY_MS = 86_400_000;

export const dateText = (at: Date): BoardHtml =>
  html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 10)}</time>`;

/** "today", "1 day", "12 days". */
export function ageText(since: Date, now: Date): string {
  const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  if (days < 1) return "today";
  return days === 1 ? "1 day" : `${days} days`;
}

/** A bar with its number beside it. */
export const progressCell = (done: number, planned: number): BoardHtml =>
  html`<progress max="${Math.max(1, planned)}" value="${done}" aria-hidden="true"></progress> <span class="number">${done}/${planned}</span>`;

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A table that scrolls by itself on a narrow screen; `label` names it. */
export const dataTable = (
  label: string,
  headings: readonly string[],
  rows: readonly BoardHtml[],
): BoardHtml => html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>
      <thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table></div>`;

export const emptyNote = (what: string): BoardHtml => html`<p class="empty">${what}</p>`;
