// An owner's page: deliveries by phase, what is blocked, what needs somebody.
import { html } from "hono/html";
import { type BoardHtml, dataTable, emptyNote, plural, progressCell } from "../layout.ts";
import { compareNames, type DeliverySummary, isBlocked, type WaitingRow } from "../summaries.ts";
import { PULL_HEADINGS, pagedRows, phaseBadge, pullRow, repositoryPath } from "./parts.ts";
import { waitingTable } from "./waiting.ts";

type OwnerPage = {
  deliveries: readonly DeliverySummary[];
  waiting: readonly WaitingRow[];
  query: URLSearchParams;
  now: Date;
};

/** A delivery with what it is sorted by. */
type Listed = {
  delivery: DeliverySummary;
  current: DeliverySummary["phases"][number] | null;
  blocked: number;
  done: number;
  planned: number;
};

const ROWS = 50;
const SHOWN = 20;
const NEEDED = 5;

export function ownerMain({ deliveries, waiting, query, now }: OwnerPage): BoardHtml {
  const all = deliveries.map(listed);
  const chosen = all.filter((each) => isChosen(each, query)).toSorted(orderOf(query.get("sort") ?? ""));
  const { shown, links } = pagedRows(chosen, query, ROWS);
  const views = deliveries.flatMap((delivery) => delivery.views);
  const blocked = views.flatMap((view) => (view.pulls ?? []).filter(isBlocked).map((pull) => ({ view, pull })));
  return html`${summary(deliveries, blocked.length, waiting.length)}
    <h2>Deliveries</h2>
    ${filters(all, query)}
    ${
      chosen.length === 0
        ? emptyNote(all.length === 0 ? "There is no delivery here yet." : "No delivery matches these filters.")
        : html`${dataTable("Deliveries", ["Delivery", "Phase", "Progress", "Blocked", "Phases"], shown.map(deliveryRow))}${links}`
    }
    <h2>Waiting in reviews</h2>
    ${waiting.length === 0 ? emptyNote("No boundary review waits for anybody.") : waitingTable(waiting.slice(0, NEEDED), now)}
    ${more(waiting.length - NEEDED, "line")}
    <h2>Blocked pull requests</h2>
    ${
      blocked.length === 0
        ? emptyNote("No pull request is blocked.")
        : dataTable(
            "Blocked pull requests",
            PULL_HEADINGS,
            blocked.slice(0, SHOWN).map(({ view, pull }) => pullRow(view, pull, true)),
          )
    }
    ${more(blocked.length - SHOWN, "pull request")}`;
}

const more = (count: number, noun: string): BoardHtml | "" =>
  count <= 0 ? "" : html`<p class="quiet">And ${plural(count, noun)} more: the page of each delivery has its own.</p>`;

const summary = (
  deliveries: readonly DeliverySummary[],
  blocked: number,
  waiting: number,
): BoardHtml => html`<ul class="counts">
      <li><strong>${deliveries.length}</strong> ${deliveries.length === 1 ? "delivery" : "deliveries"}</li>
      <li><strong>${blocked}</strong> blocked pull ${blocked === 1 ? "request" : "requests"}</li>
      <li><strong>${waiting}</strong> ${waiting === 1 ? "sign-off or decision waits" : "sign-offs and decisions wait"}</li>
    </ul>`;

function listed(delivery: DeliverySummary): Listed {
  const sum = (key: "done" | "open"): number => delivery.phases.reduce((total, phase) => total + phase[key], 0);
  return {
    delivery,
    current: delivery.phases.find(({ state }) => state !== "passed") ?? null,
    blocked: delivery.views.reduce((total, { pulls }) => total + (pulls ?? []).filter(isBlocked).length, 0),
    ...{ done: sum("done"), planned: sum("done") + sum("open") },
  };
}

const DONE = "-done";

function isChosen({ delivery, current }: Listed, query: URLSearchParams): boolean {
  const wanted = (query.get("q") ?? "").trim().toLowerCase();
  const phase = query.get("phase") ?? "";
  const isNamed = [delivery.name, ...delivery.repositories].some((name) => name.toLowerCase().includes(wanted));
  return isNamed && (phase === "" || (current?.id ?? DONE) === phase);
}

type Order = (a: Listed, b: Listed) => number;

const byName: Order = (a, b) => compareNames(a.delivery.name, b.delivery.name);
const ratio = ({ done, planned }: Listed): number => (planned === 0 ? 0 : done / planned);

const ORDERS: Readonly<Record<string, Order>> = {
  name: byName,
  progress: (a, b) => ratio(a) - ratio(b) || byName(a, b),
  blocked: (a, b) => a.blocked - b.blocked || byName(a, b),
};

function orderOf(sort: string): Order {
  const isDown = sort.startsWith("-");
  const order = Object.hasOwn(ORDERS, sort.replace(/^-/, "")) ? (ORDERS[sort.replace(/^-/, "")] ?? byName) : byName;
  return isDown ? (a, b) => order(b, a) : order;
}

const SORTS = [
  ["name", "Name"],
  ["-name", "Name, from the end"],
  ["-blocked", "Most blocked first"],
  ["progress", "Least done first"],
  ["-progress", "Most done first"],
] as const;

function filters(all: readonly Listed[], query: URLSearchParams): BoardHtml {
  const phases = new Map(all.flatMap(({ delivery }) => delivery.phases.map(({ id, name }) => [id, name] as const)));
  const options = [["", "Any"], ...phases, [DONE, "All passed"]] as const;
  const choice = (name: string, [value, text]: readonly [string, string]): BoardHtml =>
    (query.get(name) ?? "") === value
      ? html`<option value="${value}" selected>${text}</option>`
      : html`<option value="${value}">${text}</option>`;
  return html`<form class="filters" method="get">
      <label>Search <input type="search" name="q" value="${query.get("q") ?? ""}" maxlength="100" /></label>
      <label>Phase <select name="phase">${options.map((each) => choice("phase", each))}</select></label>
      <label>Order <select name="sort">${SORTS.map((each) => choice("sort", each))}</select></label>
      <button type="submit">Show</button>
    </form>`;
}

const deliveryRow = ({ delivery, current, blocked, done, planned }: Listed): BoardHtml => html`<tr>
      <th scope="row"><a href="${repositoryPath(delivery.lead)}">${delivery.name}</a>${
        delivery.repositories.length > 1
          ? html`<br /><span class="meta">${plural(delivery.repositories.length, "repository").replace("repositorys", "repositories")}</span>`
          : ""
      }</th>
      <td>${delivery.lead.delivery === null ? html`<span class="badge bad">invalid plan</span>` : (current?.name ?? "all passed")}</td>
      <td>${progressCell(done, planned)}</td>
      <td class="number">${blocked}</td>
      <td><ul class="phases">${delivery.phases.map(({ name, state }) => html`<li>${name} ${phaseBadge(state)}</li>`)}</ul></td>
    </tr>`;
