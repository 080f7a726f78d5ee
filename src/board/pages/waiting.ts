// What waits for the person who looks, the longest first.
import { html } from "hono/html";
import { ROLES } from "../../plan/values.ts";
import type { BoardAccess } from "../access.ts";
import type { CheckedPull } from "../checked-pulls.ts";
import { ageText, type BoardHtml, dataTable, emptyNote } from "../layout.ts";
import type { RepositoryView } from "../repository-view.ts";
import type { WaitingRow } from "../summaries.ts";
import { PULL_HEADINGS, pagedRows, pullRow } from "./parts.ts";

export const waitingTable = (rows: readonly WaitingRow[], now: Date): BoardHtml =>
  dataTable(
    "Waiting for a decision",
    ["Review", "Phase", "Who is asked", "Waits since"],
    rows.map(
      ({ repository, title, url, phaseName, asked, since }) => html`<tr>
        <td><a href="${url}">${title}</a><br /><span class="meta">${repository}</span></td>
        <td>${phaseName}</td>
        <td>${asked.map(askedText).join(", ")}</td>
        <td class="number">${ageText(new Date(since), now)}</td>
      </tr>`,
    ),
  );

const askedText = (asked: string): string =>
  asked.startsWith("@") ? asked : asked === "admin" ? "admin" : `${asked} or higher`;

export type BlockedPull = { view: RepositoryView; pull: CheckedPull };

type WaitingPage = {
  rows: readonly WaitingRow[];
  access: BoardAccess;
  blocked: readonly BlockedPull[];
  query: URLSearchParams;
  now: Date;
};

const PULLS = 100;

/** Who is in a team is GitHub's to say, so what asks a team is shown apart. */
export function waitingMain({ rows, access, blocked, query, now }: WaitingPage): BoardHtml {
  const { shown, links } = pagedRows(blocked, query, PULLS);
  const mine = rows.filter((row) => mayDecide(row, access));
  const teams = rows.filter(({ asked }) => asked.some((each) => each.startsWith("@")));
  return html`<h2>For you to decide</h2>
    ${mine.length === 0 ? emptyNote("No boundary review waits for your role.") : waitingTable(mine, now)}
    ${teams.length === 0 ? "" : html`<h2>For a team</h2><p class="quiet">For you, too, if you are one of its members.</p>${waitingTable(teams, now)}`}
    <h2>Your pull requests that are blocked</h2>
    ${
      blocked.length === 0
        ? emptyNote("None of your pull requests is blocked.")
        : html`${dataTable(
            "Your blocked pull requests",
            PULL_HEADINGS,
            shown.map(({ view, pull }) => pullRow(view, pull, true)),
          )}${links}`
    }`;
}

function mayDecide({ repository, asked }: WaitingRow, access: BoardAccess): boolean {
  const [owner = "", name = ""] = repository.toLowerCase().split("/");
  const role = access.get(owner)?.get(name)?.role ?? "read";
  return asked.some((each) => ROLES.some((known) => known === each && ROLES.indexOf(role) >= ROLES.indexOf(known)));
}
