// The API, version 1: the same as the pages show, as JSON.
import type { Context, Hono } from "hono";
import type { BoardAccess } from "./access.ts";
import { addressOf } from "./address.ts";
import type { Bearer } from "./bearer.ts";
import type { BoardData } from "./board-data.ts";
import { openapiDocument } from "./openapi.ts";
import type { RepositoryView } from "./repository-view.ts";
import {
  deliveryJson,
  deliverySummaries,
  deliverySummary,
  isBlocked,
  pullDetailJson,
  pullJson,
  waitingJson,
  waitingRows,
} from "./summaries.ts";

export const API = "/api/v1";

type Needs = { bearer: Bearer; data: BoardData; version: string; baseUrl: string };

/** Who may see what is asked for, or the refusal. */
type Asked = { access: BoardAccess } | { refusal: Response };

export function apiRoutes(app: Hono, { bearer, data, version, baseUrl }: Needs): void {
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

function repositoryRoutes(get: Get, data: BoardData): void {
  const viewOf = (context: Context, access: BoardAccess): Promise<RepositoryView | null> =>
    data.repository(access, context.req.param("owner") ?? "", context.req.param("repo") ?? "");
  get("/repos/:owner/:repo", async (context, access) => {
    const view = await viewOf(context, access);
    return view === null ? notFound(context) : context.json(deliveryJson(deliverySummary(view, [view])));
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
