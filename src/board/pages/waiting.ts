// What waits for the person who looks, the longest first.
import { html } from "hono/html";
import { ROLES } from "../../plan/values.ts";
import type { BoardAccess } from "../access.ts";
import type { CheckedPull } from "../checked-pulls.ts";
import { ageText, type BoardHtml, dataTable, dateText, emptyNote } from "../layout.ts";
import type { RepositoryView } from "../repository-view.ts";
import type { WaitingRow } from "../summaries.ts";
import { PULL_HEADINGS, pagedRows, pullRow } from "./parts.ts";

export const waitingTable = (rows: readonly WaitingRow[], now: Date): BoardHtml =>
  dataTable(
    "Waiting in reviews",
    ["Review", "Waits for", "Who is asked", "Since", "Due"],
    rows.map(
      ({ repository, title, url, phaseName, signOffName, state, asked, since, due }) => html`<tr>
        <td><a href="${url}">${title}</a><br /><span class="meta">${repository}</span></td>
        <td>${signOffName === null ? `the decision on ${phaseName}` : `${signOffName}: ${state}`}</td>
        <td>${asked.map(askedText).join(", ")}</td>
        <td class="number">${ageText(new Date(since), now)}</td>
        <td>${due === null ? html`<span class="quiet">none</span>` : dateText(new Date(due))}</td>
      </tr>`,
    ),
  );

const isRole = (asked: string): boolean => ROLES.some((role) => role === asked);

const askedText = (asked: string): string => (isRole(asked) && asked !== "admin" ? `${asked} or higher` : asked);

export type BlockedPull = { view: RepositoryView; pull: CheckedPull };

type WaitingPage = {
  rows: readonly WaitingRow[];
  access: BoardAccess;
  login: string;
  blocked: readonly BlockedPull[];
  query: URLSearchParams;
  now: Date;
};

const PULLS = 100;

/** Who is in a team is GitHub's to say, so what asks a team is shown apart. */
export function waitingMain({ rows, access, login, blocked, query, now }: WaitingPage): BoardHtml {
  const { shown, links } = pagedRows(blocked, query, PULLS);
  const mine = rows.filter((row) => isAsked(row, access, login));
  const teams = rows.filter(({ asked }) => asked.some((each) => each.startsWith("@")));
  return html`<h2>Reviews that wait for you</h2>
    ${mine.length === 0 ? emptyNote("No boundary review waits for you or your role.") : waitingTable(mine, now)}
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

function isAsked({ repository, asked }: WaitingRow, access: BoardAccess, login: string): boolean {
  const [owner = "", name = ""] = repository.toLowerCase().split("/");
  const role = access.get(owner)?.get(name)?.role ?? "read";
  const mayAs = ROLES.slice(0, ROLES.indexOf(role) + 1);
  return asked.some((each) => mayAs.some((known) => known === each) || each.toLowerCase() === login.toLowerCase());
}
