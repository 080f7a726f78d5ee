// The live log: webhooks that the sandbox sends, and what the app asks of it, newest first.
import { html } from "hono/html";
import type { SentDelivery } from "../deliveries.ts";
import type { Asked } from "../faults.ts";
import type { Html, Shown } from "./visit.ts";

const SHOWN = 25;

type Entry = { at: Date; order: number; text: Html };

export function logOf({ deliveries, traffic }: Pick<Shown, "deliveries" | "traffic">): Html {
  const entries: Entry[] = [
    ...deliveries.log.slice(-SHOWN).map((delivery) => ({ at: delivery.deliveredAt, order: 0, text: told(delivery) })),
    ...traffic.asked.slice(-SHOWN).map((asked) => ({ at: asked.at, order: 1, text: line(asked) })),
  ];
  const newest = entries.toSorted((a, b) => b.at.getTime() - a.at.getTime() || b.order - a.order).slice(0, SHOWN);
  const count = (kind: Asked["kind"]): number => traffic.asked.filter((asked) => asked.kind === kind).length;
  return html`<div id="log" tabindex="0" role="region" aria-labelledby="log-title">
    <p class="totals" aria-live="polite" id="log-totals">${deliveries.log.length} webhooks · ${count("read")} reads · ${count("write")} writes</p>
    ${newest.length === 0 ? html`<p class="quiet">Nothing has happened yet.</p>` : html`<ol>${newest.map(({ text }) => html`<li>${text}</li>`)}</ol>`}
  </div>`;
}

const clock = (at: Date): Html => html`<time datetime="${at.toISOString()}">${at.toISOString().slice(11, 19)}</time>`;

const told = (delivery: SentDelivery): Html => {
  const { event, action, statusCode, deliveredAt } = delivery;
  return html`<span class="kind told">webhook</span> ${clock(deliveredAt)}
    <code>${event}${action === null ? "" : `.${action}`}</code> <span class="about">${aboutOf(delivery.payload)}</span> ${unusual(statusCode)}`;
};

/** What a payload is about, as people say it. */
function aboutOf(payload: object): string {
  for (const key of ["issue", "pull_request", "milestone", "check_run", "label"]) {
    const value: unknown = Reflect.get(payload, key);
    if (typeof value !== "object" || value === null) continue;
    if (key === "milestone" && "title" in value) return String(value.title);
    if ("number" in value) return `#${value.number}`;
    if ("name" in value) return String(value.name);
  }
  return "";
}

/** Success goes without saying. */
const unusual = (status: number): Html | string =>
  status >= 200 && status < 400 ? "" : html`<span class="status">${status === 0 ? "…" : status}</span>`;

const KINDS = { read: "reads", write: "writes", auth: "token" } as const;

const line = (asked: Asked): Html => {
  const { kind, at, status } = asked;
  const what = asked.operation ?? `${asked.method} ${asked.path.replace(/^\/repos\/[^/]+\/[^/]+/, "…")}`;
  return html`<span class="kind ${kind}">app ${KINDS[kind]}</span> ${clock(at)}
    <code>${what}</code> ${unusual(status)}`;
};
