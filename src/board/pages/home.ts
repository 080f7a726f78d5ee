// The first page: what the board is, or one's organizations.
import { html } from "hono/html";
import { type BoardHtml, dataTable, emptyNote, plainPage } from "../layout.ts";
import { loginPath } from "../own-path.ts";
import { type DeliverySummary, isBlocked } from "../summaries.ts";
import { ownerPath } from "./parts.ts";

export const welcomePage = (): BoardHtml =>
  plainPage(
    "How every delivery stands",
    html`<p class="lead">The deliveries of your organizations: their phases, what is blocked and by what, and what waits for you.</p>
      <p><a class="button" href="${loginPath("/")}">Sign in with GitHub</a></p>
      <p class="quiet">You see the repositories that you see on GitHub, and no others. <a href="/api/v1/openapi.json">The API</a> gives out the same.</p>`,
  );

/** `missing` are the settings that are not there. */
export const offPage = (missing: readonly string[]): BoardHtml =>
  plainPage(
    "Milegate runs",
    html`<p class="lead">Its board is off.</p>
      <p>To switch it on, set ${missing.map((name, at) => html`${at === 0 ? "" : at === missing.length - 1 ? " and " : ", "}<code>${name}</code>`)}, and start the server again.</p>
      <p><a href="https://github.com/milegate/milegate/blob/main/docs/board.md">How to switch it on</a></p>`,
  );

export type OwnerRow = { owner: string; deliveries: readonly DeliverySummary[] };

export const homeMain = (rows: readonly OwnerRow[]): BoardHtml =>
  rows.length === 0
    ? emptyNote(
        "None of the repositories that you and Milegate may both see has a delivery yet. A milestone that is called MVP is enough to begin with; a new installation appears here within minutes.",
      )
    : dataTable("Your organizations", ["Owner", "Deliveries", "Open pull requests", "Blocked"], rows.map(ownerRow));

function ownerRow({ owner, deliveries }: OwnerRow): BoardHtml {
  const pulls = deliveries.flatMap(({ views }) => views.flatMap((view) => view.pulls ?? []));
  return html`<tr>
      <th scope="row"><a href="${ownerPath(owner)}">${owner}</a></th>
      <td class="number">${deliveries.length}</td>
      <td class="number">${pulls.length}</td>
      <td class="number">${pulls.filter(isBlocked).length}</td>
    </tr>`;
}
