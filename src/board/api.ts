// The API, version 1: the same as the pages show, as JSON.

import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import { EVIDENCE_KINDS } from "../history/evidence-kinds.ts";
import { healthOf } from "../history/health.ts";
import type { BoardAccess } from "./access.ts";
import { addressOf } from "./address.ts";
import type { Bearer } from "./bearer.ts";
import type { BoardData } from "./board-data.ts";
import { evidenceStream, sourcesOf, spanIn, togetherWith } from "./evidence.ts";
import { openapiDocument } from "./openapi.ts";
import type { RepositoryView } from "./repository-view.ts";
import {
  deliveryJson,
  deliverySummaries,
  deliverySummary,
  forecastJson,
  isBlocked,
  pullDetailJson,
  pullJson,
  waitingJson,
  waitingRows,
} from "./summaries.ts";

export const API = "/api/v1";

const HASH_TRAILER = "X-Milegate-Evidence-Hash";

type Needs = { bearer: Bearer; data: BoardData; version: string; baseUrl: string; now: () => Date };

/** Who may see what is asked for, or the refusal. */
type Asked = { access: BoardAccess } | { refusal: Response };

export function apiRoutes(app: Hono, { bearer, data, version, baseUrl, now }: Needs): void {
  app.get(`${API}/openapi.json`, (context) => context.json(openapiDocument(version, baseUrl)));
  const allow = async (context: Context): Promise<Asked> => {
    const answer = await bearer(context.req.header("authorization"), addressOf(context));
    if (answer.kind === "access") return { access: answer.access };
    if (answer.kind === "wait") {
      const headers = { "retry-after": String(answer.seconds) };
      return { refusal: context.json({ message: "Too many refused tokens; try again later" }, 429, headers) };
    }
    return { refusal: context.json({ message: answer.message }, 401, { "www-authenticate": "Bearer" }) };
  };
  const get = (path: string, answer: (context: Context, access: BoardAccess) => Promise<Response>): void => {
    app.get(`${API}${path}`, async (context) => {
      const asked = await allow(context);
      return "refusal" in asked ? asked.refusal : answer(context, asked.access);
    });
  };
  ownerRoutes(get, data);
  repositoryRoutes(get, data);
  healthRoutes(get, data, now);
  evidenceRoute(get, data);
  app.all(`${API}/*`, async (context) => {
    const asked = await allow(context);
    return "refusal" in asked ? asked.refusal : notFound(context);
  });
}

type Get = (path: string, answer: (context: Context, access: BoardAccess) => Promise<Response>) => void;

const notFound = (context: Context): Response => context.json({ message: "Not Found" }, 404);

/** 404 for an owner of whom one sees nothing. */
const ofOwner =
  (data: BoardData, answer: (context: Context, views: readonly RepositoryView[]) => Response) =>
  async (context: Context, access: BoardAccess): Promise<Response> => {
    const owner = context.req.param("owner") ?? "";
    if (!access.has(owner.toLowerCase())) return notFound(context);
    return answer(context, await data.owner(access, owner));
  };

const STATES = ["open", "blocked"];

function ownerRoutes(get: Get, data: BoardData): void {
  get(
    "/orgs/:owner/deliveries",
    ofOwner(data, (context, views) => context.json(deliverySummaries(views).map(deliveryJson))),
  );
  get(
    "/orgs/:owner/pulls",
    ofOwner(data, (context, views) => {
      const state = context.req.query("state") ?? "open";
      if (!STATES.includes(state)) return context.json({ message: "state: expected open or blocked" }, 400);
      const all = views.flatMap(({ slug, pulls }) => (pulls ?? []).map((checked) => ({ slug, checked })));
      const wanted = state === "blocked" ? all.filter(({ checked }) => isBlocked(checked)) : all;
      return context.json(wanted.map(({ slug, checked }) => pullJson(slug, checked)));
    }),
  );
  get(
    "/orgs/:owner/waiting",
    ofOwner(data, (context, views) => context.json(waitingRows(views).map(waitingJson))),
  );
}

const viewIn =
  (data: BoardData) =>
  (context: Context, access: BoardAccess): Promise<RepositoryView | null> =>
    data.repository(access, context.req.param("owner") ?? "", context.req.param("repo") ?? "");

const asked = ({ req }: Context) => ({ since: req.query("since") ?? "", until: req.query("until") ?? "" });

const noMoment = (context: Context): Response =>
  context.json(
    { message: "since, until: expected a day such as 2026-11-28, or a moment such as 2026-11-28T12:00:00Z" },
    400,
  );

function healthRoutes(get: Get, data: BoardData, now: () => Date): void {
  const answer = (context: Context, views: readonly RepositoryView[]): Response => {
    const span = spanIn(asked(context));
    return span === null ? noMoment(context) : context.json(healthOf(sourcesOf(views), span, now()));
  };
  get("/orgs/:owner/health", ofOwner(data, answer));
  const viewOf = viewIn(data);
  get("/repos/:owner/:repo/health", async (context, access) => {
    const view = await viewOf(context, access);
    if (view === null) return notFound(context);
    return answer(context, togetherWith(view, await data.owner(access, context.req.param("owner") ?? "")));
  });
}

/** Streamed; the last hash is the trailer. */
function evidenceRoute(get: Get, data: BoardData): void {
  get(
    "/orgs/:owner/evidence/:kind",
    ofOwner(data, (context, views) => {
      const kind = EVIDENCE_KINDS.find((each) => each === context.req.param("kind"));
      if (kind === undefined) return notFound(context);
      const format = context.req.query("format") ?? "json";
      if (format !== "json" && format !== "csv") return context.json({ message: "format: expected json or csv" }, 400);
      const span = spanIn(asked(context));
      if (span === null) return noMoment(context);
      const request = { kind, owner: context.req.param("owner") ?? "", ...asked(context) };
      const { outgoing }: Partial<HttpBindings> = context.env ?? {};
      const body = evidenceStream(sourcesOf(views), { request, format, span }, (hash) =>
        outgoing?.addTrailers({ [HASH_TRAILER]: hash }),
      );
      const type = format === "csv" ? "text/csv; charset=utf-8" : "application/json";
      const file = `attachment; filename="${kind}.${format}"`;
      return context.body(body, 200, { "content-type": type, "content-disposition": file, trailer: HASH_TRAILER });
    }),
  );
}

function repositoryRoutes(get: Get, data: BoardData): void {
  const viewOf = viewIn(data);
  get("/repos/:owner/:repo", async (context, access) => {
    const view = await viewOf(context, access);
    return view === null ? notFound(context) : context.json(forecastJson(deliverySummary(view, [view])));
  });
  get("/repos/:owner/:repo/pulls/:number{[0-9]+}", async (context, access) => {
    const view = await viewOf(context, access);
    const number = Number(context.req.param("number"));
    const checked = view?.pulls?.find(({ pull }) => pull.number === number);
    return view === null || checked === undefined
      ? notFound(context)
      : context.json(pullDetailJson(view.slug, checked));
  });
}
