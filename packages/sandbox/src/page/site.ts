// The sandbox's web page: GitHub's addresses, rendered on the server, with forms that work without scripts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { streamSSE } from "hono/streaming";
import { notFound } from "../world.ts";
import { appPages, manifestPages } from "./apps.ts";
import { entryPages } from "./entries.ts";
import type { AppGuide } from "./guide.ts";
import { failed, pages, posts } from "./routes.ts";
import { COOKIE, type Running, type Shown } from "./visit.ts";

const require = createRequire(import.meta.url);
const asset = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; font-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** Makes what `startSandbox` takes as its site. */
export const makeSite =
  (guide: AppGuide = {}) =>
  (running: Running): Hono =>
    siteOf({ ...running, guide });

function siteOf(shown: Shown): Hono {
  const site = new Hono();
  site.use(async (context, next) => {
    // Another name for this machine is somebody's attempt to reach it through a visitor's browser (DNS rebinding).
    const host = context.req.header("host")?.replace(/:\d+$/, "");
    if (host !== "127.0.0.1" && host !== "localhost") return context.text("This page is for this machine only.", 403);
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    return next();
  });
  manifestPages(site, shown);
  site.use(csrf());
  assets(site);
  people(site, shown);
  live(site, shown);
  appPages(site, shown);
  entryPages(site, shown);
  pages(site, shown);
  posts(site, shown);
  site.onError((error, context) => failed(shown, context, error));
  site.get("*", (context) => failed(shown, context, notFound()));
  return site;
}

function assets(site: Hono): void {
  site.get("/-/style.css", (context) => context.body(asset("style.css"), 200, { "content-type": "text/css" }));
  site.get("/-/script.js", (context) => context.body(asset("script.js"), 200, { "content-type": "text/javascript" }));
  site.get("/-/mermaid.js", (context) => {
    try {
      const script = readFileSync(require.resolve("mermaid/dist/mermaid.min.js"), "utf8");
      return context.body(script, 200, { "content-type": "text/javascript", "cache-control": "max-age=3600" });
    } catch {
      // It comes with the tools for development alone; charts then show as their source.
      return context.text("Not installed", 404);
    }
  });
}

function people(site: Hono, { world }: Shown): void {
  site.post("/-/person", async (context) => {
    const { login, back } = await context.req.parseBody();
    const user = world.users.find((each) => each.login === login);
    if (user === undefined) throw notFound();
    setCookie(context, COOKIE, user.login, { path: "/", sameSite: "Strict", httpOnly: true });
    return context.redirect(typeof back === "string" && /^\/(?![/\\])/.test(back) ? back : "/", 303);
  });
}

const TICK_MS = 250;

/** Tells that something happened; what it was, the page shows. */
function live(site: Hono, { deliveries, traffic }: Shown): void {
  site.get("/-/live", (context) =>
    streamSSE(context, async (stream) => {
      for (let last = ""; !stream.aborted; await stream.sleep(TICK_MS)) {
        const pending = deliveries.log.filter(({ statusCode }) => statusCode === 0).length;
        const now = `${deliveries.log.length} ${pending} ${traffic.asked.length}`;
        if (now !== last) await stream.writeSSE({ data: now, event: "happened" });
        last = now;
      }
    }),
  );
}
