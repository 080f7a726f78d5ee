// Where one arrives: the accounts with their repositories, and a repository at a glance.
import { html } from "hono/html";
import type { Repository } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import { roleOf } from "../roles.ts";
import { valuesOf } from "../views/property.ts";
import { avatar, bar, icon, itemStateOf, shareOf, stateIcon, visibilityMark } from "./parts.ts";
import { markdownOf } from "./prose.ts";
import { type Html, homeOf, itemPath, type Visit, type VisitPlace } from "./visit.ts";

const visibleTo = ({ world, viewer }: Visit): Repository[] =>
  world.repositories.filter((repository) => roleOf(repository, viewer) !== null);

const s = (count: number): string => (count === 1 ? "" : "s");

export function home(visit: Visit): Html {
  const owners = [...new Set(visibleTo(visit).map(({ owner }) => owner))];
  return html`<h1>A GitHub on this machine</h1>
    <p class="lead">The real app is connected to it, as to GitHub. Choose a person above, do what they would do, and watch the app in the live log.</p>
    ${stepsIn(visit)}
    ${owners.map((owner) => html`<section class="card"><h2>${avatar(owner)} <a href="/${owner.login}">${owner.login}</a></h2>${repositoriesOf(visit, owner)}</section>`)}`;
}

/** Each is begun with a button, which makes the person act and leads to the place. */
function stepsIn({ guide, world }: Visit): Html | string {
  const { steps, after } = guide.steps?.(world) ?? { steps: [], after: "" };
  if (steps.length === 0) return "";
  return html`<section class="card" aria-labelledby="steps"><h2 id="steps">What to try</h2><ol class="steps">
    ${steps.map(
      ({ text, path, as, isDone }) => html`<li><form method="post" action="/-/person">
        <input type="hidden" name="login" value="${as}" /><input type="hidden" name="back" value="${path}" />
        <span>${isDone ? html`${icon("pass")} <span class="unseen">Done: </span>` : ""}${text}</span> <button type="submit">Go there as ${as}<span class="unseen">: ${text}</span></button></form></li>`,
    )}</ol>${after === "" ? "" : html`<p class="quiet padded">${after}</p>`}</section>`;
}

export const account = (visit: Visit, owner: Account): Html =>
  html`<h1>${avatar(owner, 36)} ${owner.login}</h1>${repositoriesOf(visit, owner)}`;

const repositoriesOf = (visit: Visit, owner: Account): Html => html`<ul class="rows">
    ${visibleTo(visit)
      .filter((repository) => repository.owner === owner)
      .map((repository) => {
        const open = repository.items.filter(({ state }) => state === "open");
        const pulls = open.filter(({ kind }) => kind === "pull").length;
        return html`<li>${icon("book")} <a class="title" href="${homeOf(repository)}">${repository.name}</a> ${visibilityMark(repository)}
          <span class="meta">${open.length - pulls} open issue${s(open.length - pulls)} · ${pulls} open pull request${s(pulls)} · ${repository.milestones.length} milestone${s(repository.milestones.length)}</span></li>`;
      })}
  </ul>`;

export function overview(place: VisitPlace): Html {
  const { repository } = place;
  const readme = repository.commits
    .get(repository.branches.get(repository.defaultBranch) ?? "")
    ?.files.get("README.md");
  const pinned = repository.items.filter((item) => item.kind === "issue" && item.pinned);
  return html`<h1>${repository.owner.login}/${repository.name}</h1>
    ${pinned.length === 0 ? "" : html`<section class="card"><h2>Pinned</h2><ul class="rows">${pinned.map((item) => html`<li>${stateIcon(itemStateOf(item))} <a class="title" href="${itemPath(repository, item)}">${item.title}</a></li>`)}</ul></section>`}
    <section class="card"><h2>${icon("milestone")} Milestones</h2>${progressOf(place)}</section>
    ${propertiesIn(place)}
    ${readme === undefined ? "" : html`<section class="card"><h2>${icon("book")} README.md</h2><div class="markdown padded">${markdownOf(place, readme, 2, false)}</div></section>`}`;
}

function propertiesIn({ repository, visit }: VisitPlace): Html | string {
  const values = valuesOf(visit.world, repository);
  if (values.length === 0) return "";
  return html`<section class="card"><h2>${icon("tag")} Custom properties</h2><ul class="rows">${values.map(({ property_name, value }) => html`<li>${property_name} <span class="meta">${[value].flat().join(", ")}</span></li>`)}</ul></section>`;
}

const progressOf = ({ repository, visit }: VisitPlace): Html =>
  repository.milestones.length === 0
    ? html`<p class="quiet padded">No milestone yet. <a href="${homeOf(repository)}/milestones">Plan the first one</a>${visit.guide.firstMilestone ?? "."}</p>`
    : html`<ul class="rows">${repository.milestones.map((milestone) => {
        const share = shareOf(milestone, repository.items);
        return html`<li class="progress"><a class="title" href="${homeOf(repository)}/milestone/${milestone.number}">${milestone.title}</a>
          ${bar(milestone.title, share)} <span class="meta">${share.percent} % · ${share.open} open${milestone.state === "closed" ? " · closed" : ""}</span></li>`;
      })}</ul>`;
