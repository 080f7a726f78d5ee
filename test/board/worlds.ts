// Repositories as their looks left them in a store, and a board on that store: for tests of what is shown to whom.
import { Hono } from "hono";
import { accessTo, type SeenRepository } from "../../src/board/access.ts";
import { apiRoutes } from "../../src/board/api.ts";
import { makeBoardData } from "../../src/board/board-data.ts";
import { withHeaders } from "../../src/board/headers.ts";
import { STYLE_PATH } from "../../src/board/layout.ts";
import { boardPages } from "../../src/board/routes.ts";
import { makeStored } from "../../src/board/stored.ts";
import { STYLE } from "../../src/board/style.ts";
import { othersOf } from "../../src/delivery/others.ts";
import { situationOf } from "../../src/feature.ts";
import type { OwnerRoster, PullItem, RepositoryReading } from "../../src/github/model.ts";
import { EVIDENCE_KINDS } from "../../src/history/evidence-kinds.ts";
import { withSeen } from "../../src/history/learn-history.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import type { Snapshot } from "../../src/snapshot.ts";
import { boardChanges, boardStanding } from "../../src/standings/board-standing.ts";
import { historyChanges } from "../../src/standings/history-standing.ts";
import { learnFrom } from "../../src/standings/learn.ts";
import { memberChanges, memberStanding } from "../../src/standings/member-standing.ts";
import { ROSTER_PART, rosterPart } from "../../src/standings/roster-standing.ts";
import { NO_STANDING, standingChanges } from "../../src/standings/standing.ts";
import { ownerKey, repositoryKey, type StandingStore } from "../../src/standings/store.ts";
import { NOW, repositoryReading } from "../builders.ts";

export const BOARD_OWNER = "octo-org";
const INSTALLATION = 1;

export type StoredWorld = Map<string, Map<string, unknown>>;

/** `merged` were closed by the time of the look. */
export type LookedAt = {
  reading: Partial<RepositoryReading> & { name: string };
  pulls: PullItem[];
  merged?: PullItem[];
};

/** As a full look at each leaves it. */
export function storedWorld(repositories: readonly LookedAt[], roster: OwnerRoster): StoredWorld {
  const world: StoredWorld = new Map();
  const place = { installation: INSTALLATION, owner: BOARD_OWNER };
  world.set(ownerKey(place), new Map([[ROSTER_PART, rosterPart({ at: NOW, properties: false, roster })]]));
  for (const looked of repositories)
    world.set(repositoryKey({ ...place, name: looked.reading.name }), partsAfter(snapshotAt(looked, roster)));
  return world;
}

function snapshotAt({ reading, pulls, merged = [] }: LookedAt, roster: OwnerRoster): Snapshot {
  const url = `https://github.com/${BOARD_OWNER}/${reading.name}`;
  const repository = { ...repositoryReading({ url, id: `id of ${reading.name}`, ...reading }), roster };
  const plan = resolvePlan({ ...repository, repository: repository.config, owner: repository.ownerConfig });
  const delivery = plan.kind === "active" ? plan.delivery : null;
  const others =
    plan.kind === "active" && delivery !== null ? othersOf(plan.plan, delivery, repository, new Map()) : null;
  return {
    ...{ repository, plan, items: pulls, scope: { kind: "repository" }, groups: [], proposals: [] },
    closed: { pulls: merged, whole: merged, upTo: { kind: "all" }, at: NOW },
    ...(others !== null && { others }),
  };
}

function partsAfter(snapshot: Snapshot): Map<string, unknown> {
  const subject = { kind: "repository" } as const;
  return new Map([
    ...standingChanges(new Map(), learnFrom(NO_STANDING, { subject, snapshot, at: NOW })),
    ...memberChanges(null, memberStanding(null, snapshot, NOW)),
    ...boardChanges(null, boardStanding(null, subject, snapshot)),
    ...historyChanges(null, withSeen(null, situationOf(snapshot, NOW))),
  ]);
}

export const worldStore = (world: StoredWorld): Pick<StandingStore, "read" | "holding"> => ({
  read: async (key) => new Map(world.get(key) ?? []),
  holding: async (part) => [...world].flatMap(([key, parts]) => (parts.has(part) ? [key] : [])).toSorted(),
});

export const seenRepository = (name: string): SeenRepository => ({
  ...{ installation: INSTALLATION, owner: BOARD_OWNER, name, id: 0, node: `id of ${name}`, role: "read" },
});

/** Pages and API for somebody who is signed in and sees these; without GitHub. */
export function boardFor(world: StoredWorld, names: readonly string[], isAdmin = false): Hono {
  const access = accessTo(names.map(seenRepository));
  const standings = worldStore(world);
  const data = makeBoardData({
    stored: makeStored({ standings, now: () => 0, isShared: false }),
    now: () => NOW,
  });
  const session = { id: 1, login: "alice", token: "", expiresAt: null, refresh: null, csrf: "own", until: 0 };
  const app = new Hono();
  app.use(withHeaders);
  app.get(STYLE_PATH, (context) => context.body(STYLE, 200, { "content-type": "text/css" }));
  apiRoutes(app, {
    bearer: async () => ({ kind: "access", access }),
    data,
    version: "1",
    baseUrl: "http://board",
    now: () => NOW,
  });
  boardPages(app, {
    sessions: { begin: async () => undefined, read: async () => session, end: () => undefined },
    listing: { access: async () => access },
    operations: {
      ...{
        failures: async () => [FAILED],
        retry: async () => undefined,
        discard: async () => undefined,
        limits: () => [LIMIT],
      },
      depth: async () => ({ ready: 0, waiting: 0, running: 0, failed: 0, oldestSeconds: 0 }),
      standings,
    },
    ...{ data, isAdmin: () => isAdmin, now: () => NOW },
  });
  return app;
}

const FAILED = {
  ...{ id: "1", repository: "1/octo-org/a-repository-with-a-long-name", key: "pull/7", attempts: 8 },
  ...{ error: `HttpError: ${"x".repeat(300)}`, failedAt: NOW },
};
const LIMIT = { installation: "1", resource: "graphql", remaining: 4711 };

/** Every page and route that there is about these repositories. */
export const boardPaths = (names: readonly string[], pulls: readonly number[]): string[] => [
  ...["/", `/board/${BOARD_OWNER}`, `/board/${BOARD_OWNER}?q=e&sort=-blocked`, "/waiting", "/admin"],
  ...[
    `/api/v1/orgs/${BOARD_OWNER}/deliveries`,
    `/api/v1/orgs/${BOARD_OWNER}/pulls`,
    `/api/v1/orgs/${BOARD_OWNER}/waiting`,
    `/api/v1/orgs/${BOARD_OWNER}/health`,
  ],
  ...EVIDENCE_KINDS.map((kind) => `/api/v1/orgs/${BOARD_OWNER}/evidence/${kind}`),
  ...names.flatMap((name) => [
    ...[`/board/${BOARD_OWNER}/${name}`, `/api/v1/repos/${BOARD_OWNER}/${name}`],
    `/api/v1/repos/${BOARD_OWNER}/${name}/health`,
    ...pulls.flatMap((pull) => [
      `/board/${BOARD_OWNER}/${name}/pull/${pull}`,
      `/api/v1/repos/${BOARD_OWNER}/${name}/pulls/${pull}`,
    ]),
  ]),
];
