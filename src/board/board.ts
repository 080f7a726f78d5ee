// The board: sign-in, pages and API as one handler, which answers everything that no other handler of the server does.
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Logger } from "pino";
import { makeSignIn } from "../github/sign-in.ts";
import { readUser, userRequest } from "../github/user.ts";
import type { StandingStore } from "../standings/store.ts";
import { API, apiRoutes } from "./api.ts";
import { makeBearer } from "./bearer.ts";
import { makeBoardData } from "./board-data.ts";
import { withHeaders } from "./headers.ts";
import { messagePage, STYLE_PATH } from "./layout.ts";
import { makeListing } from "./listing.ts";
import type { OperationsPort } from "./operations.ts";
import { offPage } from "./pages/home.ts";
import { boardPages } from "./routes.ts";
import { makeSeal } from "./seal.ts";
import { makeSessions } from "./session.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { makeStored } from "./stored.ts";
import { STYLE } from "./style.ts";

/** `missing` are the settings that the board lacks. */
export type BoardSettings =
  | { kind: "off"; missing: readonly string[] }
  | {
      kind: "on";
      clientId: string;
      clientSecret: string;
      /** Without a path and a slash at the end. */
      baseUrl: string;
      admins: readonly string[];
      accessMs: number;
      appId: number;
      /** GitHub's REST API. */
      apiUrl: string;
    };

export type BoardNeeds = {
  standings: Pick<StandingStore, "read" | "holding">;
  /** Whether other processes write to the store, too. */
  isShared: boolean;
  operations: OperationsPort;
  /** The app's version. */
  version: string;
  log: Pick<Logger, "error">;
  now: () => Date;
  /** A steady clock, in milliseconds. */
  steady: () => number;
};

export type Board = {
  fetch: Hono["fetch"];
  /** Something of a repository or an owner was written in this process. */
  changed(key: string): void;
  /** Somebody may have lost what they could see. */
  accessChanged(): void;
};

const FORM_LIMIT = 64 * 1024;

export function makeBoard(settings: BoardSettings, needs: BoardNeeds): Board {
  const app = new Hono();
  app.use(withHeaders);
  app.use(bodyLimit({ maxSize: FORM_LIMIT, onError: (context) => context.text("Too large\n", 413) }));
  app.get(STYLE_PATH, (context) => context.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  app.onError((error, context) => {
    // Not the error itself: a request that failed has secrets in its body.
    needs.log.error({ reason: error.stack ?? String(error), path: context.req.path }, "the board did not answer");
    if (context.req.path.startsWith(`${API}/`)) return context.json({ message: UNANSWERED }, 503);
    return context.html(messagePage("Not just now", UNANSWERED, { href: context.req.path, text: "Try again" }), 503);
  });
  return settings.kind === "off" ? offBoard(app, settings) : onBoard(app, settings, needs);
}

const UNANSWERED = "GitHub or the store did not answer. Nothing is lost; try again in a moment.";

function offBoard(app: Hono, { missing }: Extract<BoardSettings, { kind: "off" }>): Board {
  app.get("/", (context) => context.html(offPage(missing)));
  app.notFound((context) => context.text("not found\n", 404));
  return { fetch: app.fetch, changed: () => undefined, accessChanged: () => undefined };
}

type On = Extract<BoardSettings, { kind: "on" }>;

function onBoard(
  app: Hono,
  settings: On,
  { standings, isShared, operations, version, now, steady }: BoardNeeds,
): Board {
  const { clientId, clientSecret, baseUrl, appId, apiUrl, accessMs, admins } = settings;
  const request = userRequest(apiUrl);
  const isSecure = baseUrl.startsWith("https:");
  const seal = makeSeal(clientSecret, `${baseUrl} ${clientId}`);
  const signIn = makeSignIn(request, { clientId, clientSecret, redirectUrl: `${baseUrl}/login/callback` });
  const sessions = makeSessions({ seal, signIn, isSecure, now: () => now().getTime() });
  const listing = makeListing({ request, appId, ttlMs: accessMs, now: steady, standings });
  const stored = makeStored({ standings, now: steady, isShared });
  const data = makeBoardData({ stored, now });
  const whoIs = (token: string) => readUser(request, token);
  signInRoutes(app, { seal, signIn, sessions, listing, isSecure, whoIs });
  apiRoutes(app, { bearer: makeBearer(listing, steady), data, version, baseUrl, now });
  boardPages(app, { sessions, listing, data, operations, now, isAdmin: adminsAmong(admins) });
  return { fetch: app.fetch, changed: stored.changed, accessChanged: () => listing.forget() };
}

const adminsAmong = (admins: readonly string[]) => {
  const known = new Set(admins.map((login) => login.toLowerCase()));
  return (login: string): boolean => known.has(login.toLowerCase());
};
