// One entry of the live log, opened: a webhook with its payload, or a request of the app's with what it asked.
import type { Context, Hono } from "hono";
import { html } from "hono/html";
import type { SentDelivery } from "../deliveries.ts";
import type { Asked } from "../faults.ts";
import { notFound } from "../world.ts";
import { page } from "./layout.ts";
import { askedName, eventName, repositoryAsked, repositoryIn } from "./log.ts";
import { type Html, type Shown, visitOf } from "./visit.ts";

export function entryPages(site: Hono, shown: Shown): void {
  site.get("/-/webhooks/:id", (context) => {
    const found = shown.deliveries.log.find(({ id }) => String(id) === context.req.param("id"));
    if (found === undefined) throw notFound();
    return entry(shown, context, eventName(found), webhookPage(found));
  });
  site.get("/-/requests/:index", (context) => {
    const found = shown.traffic.asked[Number(context.req.param("index"))];
    if (found === undefined) throw notFound();
    return entry(shown, context, askedName(found), requestPage(found));
  });
}

const entry = (shown: Shown, context: Context, title: string, main: Html): Response | Promise<Response> =>
  context.html(page(visitOf(shown, context), { title, main }));

const webhookPage = (delivery: SentDelivery): Html => html`<h1>Webhook <code>${eventName(delivery)}</code></h1>
    ${facts([
      ["Repository", repositoryLink(repositoryIn(delivery.payload))],
      ["Sent", delivery.deliveredAt.toISOString()],
      ["Delivery", delivery.guid],
      ["Answer", answered(delivery.statusCode)],
    ])}
    ${text("Payload", JSON.stringify(delivery.payload, null, 2))}`;

const requestPage = (asked: Asked): Html => html`<h1>The app asked: <code>${askedName(asked)}</code></h1>
    ${facts([
      ["Repository", repositoryLink(repositoryAsked(asked))],
      ["At", asked.at.toISOString()],
      ["Request", `${asked.method} ${asked.path}`],
      ["Answer", answered(asked.status)],
      ["Points", String(asked.points)],
    ])}
    ${documentOf(asked)}`;

/** A GraphQL document is readable as its text, not as a string in JSON. */
function documentOf({ body }: Asked): Html | string {
  const { query, variables } = Object(body);
  if (typeof query !== "string")
    return body === null || body === undefined ? "" : text("Body", JSON.stringify(body, null, 2));
  return html`${text("Variables", JSON.stringify(variables ?? {}, null, 2))}${text("Document", query)}`;
}

const answered = (status: number): string => (status === 0 ? "none yet" : String(status));

const repositoryLink = (name: string): Html | string => (name === "" ? "none" : html`<a href="/${name}">${name}</a>`);

const facts = (rows: readonly (readonly [string, Html | string])[]): Html =>
  html`<dl class="card facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;

const text = (title: string, content: string): Html =>
  html`<section class="card"><h2>${title}</h2><pre class="padded" tabindex="0">${content}</pre></section>`;
