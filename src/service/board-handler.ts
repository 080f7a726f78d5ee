// The board as a handler of the server: from the settings, and kept up to date by what this process writes and hears.
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import { type Board, type BoardSettings, makeBoard } from "../board/board.ts";
import { BOARD_HEADERS } from "../board/headers.ts";
import { enterpriseUrl } from "../github/base-url.ts";
import { packageVersion } from "../package-info.ts";
import type { WorkQueue } from "../queue/queue.ts";
import type { CheckDetails } from "../reconcile/reconcile.ts";
import type { ServerSettings } from "../settings.ts";
import type { StandingStore } from "../standings/store.ts";
import { steadyNow } from "../steady-clock.ts";
import type { ReconcileRequest } from "../subject.ts";
import type { HttpHandler } from "./http-server.ts";
import type { ServiceMetrics } from "./metrics.ts";
import type { Task } from "./task.ts";

export function boardSettings(settings: ServerSettings): BoardSettings {
  const { CLIENT_ID, CLIENT_SECRET, BASE_URL, APP_ID, GHE_HOST, GHE_PROTOCOL } = settings;
  if (CLIENT_ID === undefined || CLIENT_SECRET === undefined || BASE_URL === undefined) {
    const needed = { CLIENT_ID, CLIENT_SECRET, BASE_URL };
    return {
      kind: "off",
      missing: Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : [])),
    };
  }
  return {
    ...{ kind: "on", clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, baseUrl: BASE_URL, appId: APP_ID },
    ...{ admins: settings.BOARD_ADMINS, accessMs: settings.BOARD_ACCESS_TTL },
    apiUrl: GHE_HOST === undefined ? "https://api.github.com" : enterpriseUrl(GHE_PROTOCOL, GHE_HOST),
  };
}

/** Where checks lead; undefined where the board is off. */
export function boardDetails(
  settings: BoardSettings,
): ((repository: ReconcileRequest["repository"]) => CheckDetails) | undefined {
  if (settings.kind === "off") return undefined;
  return ({ owner, name }) =>
    (pull) =>
      `${settings.baseUrl}/board/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/pull/${pull}`;
}

type Needs = { queue: WorkQueue<Task>; metrics: Pick<ServiceMetrics, "github">; log: Logger; isShared: boolean };

export function openBoard(settings: BoardSettings, { queue, metrics, log, isShared }: Needs): Board {
  return makeBoard(settings, {
    ...{ standings: queue.standings, isShared, log, version: packageVersion },
    ...{ now: () => new Date(), steady: steadyNow },
    operations: {
      failures: () => queue.failures(),
      retry: (id) => queue.retry(id),
      discard: (id) => queue.discard(id),
      depth: () => queue.depth(),
      limits: () => metrics.github.known(),
      standings: queue.standings,
    },
  });
}

/** The last one: it answers everything. */
export function boardHandler({ fetch }: Pick<Board, "fetch">): HttpHandler {
  const listener = getRequestListener((request, env) => fetch(request, env), {
    overrideGlobalObjects: false,
    // What is no request that can be read, such as one for a host that is none.
    errorHandler: () => new Response("bad request\n", { status: 400, headers: BOARD_HEADERS }),
  });
  return async (request, response) => {
    await listener(request, response);
    return true;
  };
}

/** The same store, which tells what is written through it. */
export const toldStandings = (standings: StandingStore, changed: (key: string) => void): StandingStore => ({
  ...standings,
  write: async (repository, changes) => {
    await standings.write(repository, changes);
    changed(repository);
  },
});

/** Events after which somebody may see less than before. */
const ACCESS_EVENTS: ReadonlySet<string> = new Set([
  ...["github_app_authorization", "installation", "installation_repositories", "member", "membership", "organization"],
  ...["public", "repository", "team", "team_add"],
]);

export const changesAccess = (event: string): boolean => ACCESS_EVENTS.has(event);
