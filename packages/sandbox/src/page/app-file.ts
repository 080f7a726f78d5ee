// The file that configures the app: as it is on the default branch, to be committed there or proposed as a pull request.
import { html } from "hono/html";
import type { Repository } from "../model.ts";
import { fileAddress, type GuideFile } from "./guide.ts";
import { type Html, homeOf, may, type VisitPlace } from "./visit.ts";

const textOf = (repository: Repository, path: string): string | undefined =>
  repository.commits.get(repository.branches.get(repository.defaultBranch) ?? "")?.files.get(path);

export function appFilePage(place: VisitPlace, file: GuideFile): Html {
  const { repository } = place;
  const { tab, path, absent, example } = file;
  const text = textOf(repository, path);
  const state =
    text === undefined
      ? html`<p class="lead">There is no <code>${path}</code>: ${absent} Here is one to begin with.</p>`
      : html`<p class="lead"><code>${path}</code> on <code>${repository.defaultBranch}</code>.</p>`;
  if (!may(place, "write"))
    return html`<h1>${tab}</h1>${state}${text === undefined ? "" : html`<pre class="card padded" tabindex="0">${text}</pre>`}<p class="note">Changing the ${tab.toLowerCase()} needs the role write.</p>`;
  return html`<h1>${tab}</h1>${state}
    <form class="card fields" method="post" action="${homeOf(repository)}${fileAddress(file)}">
      <label for="file">${path}</label>
      <textarea id="file" class="code" name="text" rows="24" spellcheck="false">${text ?? example}</textarea>
      <div class="buttons">
        <button name="how" value="pull">Propose as a pull request</button>
        <button class="primary" name="how" value="commit">Commit to ${repository.defaultBranch}</button>
      </div>
    </form>`;
}
