// A file at a branch, as GitHub's page for it shows it.
import { html } from "hono/html";
import { notFound } from "../world.ts";
import type { Html, VisitPlace } from "./visit.ts";

/** `ref` is a branch, or HEAD for the default one. */
export function blobPage({ repository }: VisitPlace, ref: string, path: string): Html {
  const branch = ref === "HEAD" ? repository.defaultBranch : ref;
  const text = repository.commits.get(repository.branches.get(branch) ?? "")?.files.get(path);
  if (text === undefined) throw notFound();
  return html`<h1>${path}</h1><p class="lead">On <code>${branch}</code>.</p><pre class="card padded" tabindex="0">${text}</pre>`;
}
