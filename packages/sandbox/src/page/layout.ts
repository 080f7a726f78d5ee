// The frame of every page: who acts, where one is, the content, and the live log beside it.
import { html, raw } from "hono/html";
import type { Repository } from "../model.ts";
import { hasRole, roleOf } from "../roles.ts";
import { fileAddress } from "./guide.ts";
import { logOf } from "./log.ts";
import { avatar, icon, visibilityMark } from "./parts.ts";
import { type Html, homeOf, type Visit } from "./visit.ts";

export type Tab = "overview" | "issues" | "pulls" | "milestones" | "file" | "settings";

export type Framed = { title: string; repository?: Repository; tab?: Tab; main: Html };

export const page = (visit: Visit, { title, repository, tab, main }: Framed): Html => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · sandbox</title>
    <link rel="stylesheet" href="/-/style.css" />
    <link rel="icon" href="data:," />
    <script type="module" src="/-/script.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">Skip to content</a>
    ${top(visit, repository)}
    ${repository === undefined ? "" : tabs(visit, repository, tab)}
    <div class="columns">
      <main id="content">${refusalOf(visit)}${main}</main>
      <aside aria-labelledby="log-title" class="side-log">
        <h2 id="log-title">${icon("pulse")} Live log</h2>
        ${logOf(visit)}
      </aside>
    </div>
  </body>
</html>`;

const refusalOf = ({ refusal }: Visit): Html =>
  refusal === null ? raw("") : html`<p class="refusal" role="alert"><strong>Refused.</strong> ${refusal}</p>`;

const top = (visit: Visit, repository: Repository | undefined): Html => html`<header class="top">
      <a class="brand" href="/">${icon("gate")} ${visit.world.app.name} <span>sandbox</span></a>
      <form class="person" method="post" action="/-/person">
        ${avatar(visit.viewer)}
        <label for="person">Act as</label>
        <select id="person" name="login" data-submits>
          ${visit.world.users.map((user) => html`<option value="${user.login}" ${user === visit.viewer ? raw("selected") : ""}>${user.login}${roleText(repository, user)}</option>`)}
        </select>
        <input type="hidden" name="back" value="${visit.path}" />
        <button type="submit">Switch</button>
      </form>
    </header>`;

const roleText = (repository: Repository | undefined, user: Parameters<typeof roleOf>[1]): string =>
  repository === undefined
    ? ""
    : ` (${repository.roleNames.get(user.login) ?? roleOf(repository, user) ?? "no access"})`;

function tabs({ guide, viewer }: Visit, repository: Repository, current: Tab | undefined): Html {
  const open = (kind: "issue" | "pull") =>
    repository.items.filter((item) => item.kind === kind && item.state === "open").length;
  const home = homeOf(repository);
  const tab = (name: Tab, href: string, sign: Html, text: string, count?: number): Html =>
    html`<li><a href="${href}" ${name === current ? raw('aria-current="page"') : ""}>${sign} ${text}${count === undefined ? "" : html` <span class="count">${count}</span>`}</a></li>`;
  return html`<div class="repository">
      <nav class="where" aria-label="Where you are">${icon("book")} <a href="/${repository.owner.login}">${repository.owner.login}</a> / <a href="${home}"><strong>${repository.name}</strong></a> ${visibilityMark(repository)}</nav>
      <nav aria-label="Repository"><ul class="tabs">
        ${tab("overview", home, icon("book"), "Overview")}
        ${tab("issues", `${home}/issues`, icon("open"), "Issues", open("issue"))}
        ${tab("pulls", `${home}/pulls`, icon("pull"), "Pull requests", open("pull"))}
        ${tab("milestones", `${home}/milestones`, icon("milestone"), "Milestones", repository.milestones.filter(({ state }) => state === "open").length)}
        ${guide.file === undefined ? "" : tab("file", `${home}${fileAddress(guide.file)}`, icon("gate"), guide.file.tab)}
        ${hasRole(repository, viewer, "admin") ? tab("settings", `${home}/settings`, icon("tag"), "Settings") : ""}
      </ul></nav>
    </div>`;
}
