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
    ...traffic.asked.slice(-SHOWN).map((asked, index) => ({
      ...{ at: asked.at, order: 1 },
      text: line(asked, Math.max(0, traffic.asked.length - SHOWN) + index),
    })),
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
  const { statusCode, deliveredAt } = delivery;
  return html`<span class="kind told">webhook</span> ${clock(deliveredAt)}
    <a href="${deliveryPath(delivery)}"><code>${eventName(delivery)}</code></a> <span class="about">${repositoryIn(delivery.payload)} ${aboutOf(delivery.payload)}</span> ${unusual(statusCode)}`;
};

export const eventName = ({ event, action }: SentDelivery): string => (action === null ? event : `${event}.${action}`);

const deliveryPath = ({ id }: SentDelivery): string => `/-/webhooks/${id}`;

/** `owner/name`; empty where it is about none, or about several. */
export function repositoryIn(payload: object): string {
  const { full_name } = Object(Reflect.get(payload, "repository"));
  return typeof full_name === "string" ? full_name : "";
}

/** The repository of a path, or of a document's variables; an id alone names none. */
export function repositoryAsked({ path, body }: Asked): string {
  const [, inPath] = /^\/repos\/([^/]+\/[^/]+)/.exec(path) ?? [];
  const { owner, name } = Object(Object(body).variables);
  return inPath ?? (typeof owner === "string" && typeof name === "string" ? `${owner}/${name}` : "");
}

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

export const askedName = ({ operation, method, path }: Asked): string =>
  operation ?? `${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+/, "…")}`;

const line = (asked: Asked, index: number): Html => {
  const { kind, at, status } = asked;
  return html`<span class="kind ${kind}">app ${KINDS[kind]}</span> ${clock(at)}
    <a href="/-/requests/${index}"><code>${askedName(asked)}</code></a> <span class="about">${repositoryAsked(asked)}</span> ${unusual(status)}`;
};
