// What several pages show: a phase's state, a check's verdict, a pull request's row.
import { html } from "hono/html";
import type { PhaseStateWord } from "../../delivery/phase-view.ts";
import type { CheckedPull } from "../checked-pulls.ts";
import type { BoardHtml } from "../layout.ts";
import type { RepositoryView } from "../repository-view.ts";

const STATE_TONES: Record<PhaseStateWord, string> = { "not begun": "", open: "warn", passed: "good", shut: "bad" };

export const phaseBadge = (state: PhaseStateWord): BoardHtml =>
  html`<span class="badge ${STATE_TONES[state]}">${state}</span>`;

const CHECK_TONES: Record<CheckedPull["check"]["conclusion"], string> = {
  ...{ success: "good", neutral: "", action_required: "bad" },
};
const CHECK_WORDS: Record<CheckedPull["check"]["conclusion"], string> = {
  ...{ success: "may merge", neutral: "does not block", action_required: "blocked" },
};

export const checkBadge = ({ check }: Pick<CheckedPull, "check">): BoardHtml =>
  html`<span class="badge ${CHECK_TONES[check.conclusion]}">${CHECK_WORDS[check.conclusion]}</span>`;

export const ownerPath = (owner: string): string => `/board/${encodeURIComponent(owner)}`;

export const repositoryPath = ({ name }: Pick<RepositoryView, "name">): string =>
  `${ownerPath(name.owner)}/${encodeURIComponent(name.name)}`;

export const pullPath = (view: Pick<RepositoryView, "name">, number: number): string =>
  `${repositoryPath(view)}/pull/${number}`;

export const PULL_HEADINGS = ["Pull request", "Check", "Phase"] as const;

/** `isNamed`: whether the repository is said, too. */
export const pullRow = (view: RepositoryView, checked: CheckedPull, isNamed: boolean): BoardHtml => html`<tr>
      <td><a href="${pullPath(view, checked.pull.number)}">${isNamed ? `${view.name.name} ` : ""}#${checked.pull.number} ${checked.pull.title}</a> <a class="meta" href="${checked.pull.url}">on GitHub</a></td>
      <td>${checkBadge(checked)} ${checked.check.title}</td>
      <td>${checked.phase?.name ?? html`<span class="quiet">none</span>`}</td>
    </tr>`;

/** The part of a list that a page shows, and the links to the others. */
export function pagedRows<Row>(
  rows: readonly Row[],
  query: URLSearchParams,
  size: number,
): { shown: Row[]; links: BoardHtml | "" } {
  const last = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(last, Math.max(1, Math.trunc(Number(query.get("page") ?? 1)) || 1));
  const linkTo = (to: number, text: string): BoardHtml => {
    const next = new URLSearchParams(query);
    next.set("page", String(to));
    return html`<a href="?${next}">${text}</a>`;
  };
  const links =
    last === 1
      ? ""
      : html`<nav class="pages" aria-label="Pages">${page > 1 ? linkTo(page - 1, "Previous") : ""} <span class="quiet">Page ${page} of ${last}</span> ${page < last ? linkTo(page + 1, "Next") : ""}</nav>`;
  return { shown: rows.slice((page - 1) * size, page * size), links };
}
