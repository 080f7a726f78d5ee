// The plan: the file on the default branch, to be committed there or proposed as a pull request.
import { html } from "hono/html";
import type { Repository } from "../model.ts";
import { type Html, homeOf, may, type Place } from "./visit.ts";

export const PLAN_FILE = ".github/milegate.yml";

export const planOf = (repository: Repository): string | undefined =>
  repository.commits.get(repository.branches.get(repository.defaultBranch) ?? "")?.files.get(PLAN_FILE);

export function planPage(place: Place, example: string): Html {
  const { repository } = place;
  const text = planOf(repository);
  const state =
    text === undefined
      ? html`<p class="lead">There is no <code>${PLAN_FILE}</code>: the built-in plan applies as soon as a milestone is called MVP, Enhancements or Polish. Here is one to begin with.</p>`
      : html`<p class="lead"><code>${PLAN_FILE}</code> on <code>${repository.defaultBranch}</code>.</p>`;
  if (!may(place, "write"))
    return html`<h1>Plan</h1>${state}${text === undefined ? "" : html`<pre class="card padded" tabindex="0">${text}</pre>`}<p class="note">Changing the plan needs the role write.</p>`;
  return html`<h1>Plan</h1>${state}
    <form class="card fields" method="post" action="${homeOf(repository)}/plan">
      <label for="plan">${PLAN_FILE}</label>
      <textarea id="plan" class="code" name="text" rows="24" spellcheck="false">${text ?? example}</textarea>
      <div class="buttons">
        <button name="how" value="pull">Propose as a pull request</button>
        <button class="primary" name="how" value="commit">Commit to ${repository.defaultBranch}</button>
      </div>
    </form>`;
}
