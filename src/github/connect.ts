// The adapter: Probot's authenticated clients, each within its installation's budget, behind the port.
import { setTimeout as sleep } from "node:timers/promises";
import type { Probot } from "probot";
import { steadyNow } from "../steady-clock.ts";
import { makeAccess } from "./access.ts";
import { type AppReader, appReader } from "./app.ts";
import { type Budget, makeBudget, NO_PEERS, type PeerLimits } from "./budget.ts";
import type { InstallationClient } from "./client.ts";
import type { AppIdentity } from "./context.ts";
import { BrokenAnswer } from "./errors.ts";
import type { EtagCache } from "./etags.ts";
import type { Graphql } from "./graphql/query.ts";
import type { Limit } from "./limits.ts";
import { makeMemories, type ReadingMemory } from "./memory.ts";
import { withOwnChecks } from "./own-checks.ts";
import type { GitHub, RepositoryName } from "./port.ts";
import { makeReader, type ReaderSources } from "./reader.ts";
import { guard, type Observer } from "./requests.ts";
import { type CheckDemands, makeRequirements, requirementReader } from "./requirement.ts";
import { makeWriter } from "./writer.ts";

export type GitHubConnection = GitHub & {
  /** The app's own login without "[bot]". Throws while the credentials don't work. */
  self(): Promise<string>;
  /** The same, or null while it is not known yet. */
  knownSelf(): string | null;
  /** Asks GitHub whether it accepts the app's credentials. */
  verify(): Promise<void>;
  app: AppReader;
  /** GitHub limited an installation (null: the app itself) in another process, for so many milliseconds from now. */
  paused(installation: number | null, stops: Limit["stops"], forMs: number, message: string): void;
};

type Settings = { APP_ID: number; GITHUB_WRITE_INTERVAL_MS: number };

const SILENT: Observer = { asked: () => undefined, remaining: () => undefined };

/** The other processes that work for an installation; null for the app itself. */
export type PeersOf = (installation: number | null) => PeerLimits;

export function connectGitHub(
  app: Pick<Probot, "auth">,
  settings: Settings,
  observer: Observer = SILENT,
  peersOf: PeersOf = () => NO_PEERS,
): GitHubConnection {
  const budgetOf = budgets(settings, peersOf);
  const clientOf = clients(app, budgetOf, observer);
  let known: string | null = null;
  const identity = once(async () => {
    const who = await identify(await clientOf(null), settings.APP_ID);
    known = who.self;
    return who;
  });
  const memories = makeMemories();
  const requirements = makeRequirements();
  return {
    self: async () => (await identity()).self,
    knownSelf: () => known,
    verify: async () => {
      known = (await identify(await clientOf(null), settings.APP_ID)).self;
    },
    app: appReader(clientOf),
    paused: (installation, ...limit) => budgetOf(installation).paused(...limit),
    repository: async (name: RepositoryName) => {
      const [client, who] = await Promise.all([clientOf(name.installation), identity()]);
      const graphql: Graphql = (document, variables) => client.graphql(document, variables);
      const memory = memories(name);
      const read = makeReader(sourcesOf(client, name, memory, requirements), who, name);
      const write = makeWriter(client.rest, graphql, name, who.self);
      return { ...withOwnChecks(read, write, memory.checks), access: makeAccess(client.rest, name) };
    },
  };
}

/** A budget for each installation, and one for the app itself (null). They are small and never removed. */
function budgets({ GITHUB_WRITE_INTERVAL_MS }: Settings, peersOf: PeersOf): (installation: number | null) => Budget {
  const made = new Map<number | null, Budget>();
  return (installation) => {
    const budget =
      made.get(installation) ?? makeBudget(GITHUB_WRITE_INTERVAL_MS, { now: steadyNow, sleep }, peersOf(installation));
    made.set(installation, budget);
    return budget;
  };
}

/** Above this number, the least recently used client is removed, and created again when needed. */
const CLIENTS_LIMIT = 500;

/** A client for each installation, and one for the app itself (null). */
function clients(
  app: Pick<Probot, "auth">,
  budgetOf: (installation: number | null) => Budget,
  observer: Observer,
): (installation: number | null) => Promise<InstallationClient> {
  const made = new Map<number | null, Promise<InstallationClient>>();
  const make = async (installation: number | null): Promise<InstallationClient> => {
    const budget = budgetOf(installation);
    const client = await (installation === null ? app.auth() : app.auth(installation));
    const renew = () => client.auth({ type: "installation", refresh: true });
    client.hook.wrap("request", guard({ installation, budget, observer, now: steadyNow, renew }));
    return client;
  };
  return (installation) => {
    const client = made.get(installation) ?? make(installation);
    made.delete(installation);
    made.set(installation, client);
    client.catch(() => made.delete(installation));
    const oldest = [...made.keys()].find((each) => each !== null);
    if (made.size > CLIENTS_LIMIT && oldest !== undefined) made.delete(oldest);
    return client;
  };
}

const sourcesOf = (
  client: InstallationClient,
  name: RepositoryName,
  memory: ReadingMemory,
  requirements: EtagCache<CheckDemands>,
): ReaderSources => ({
  graphql: (document, variables) => client.graphql(document, variables),
  rest: client.rest,
  requirement: requirementReader(client.rest, name, requirements),
  memory,
});

/** `GET /app` returns the slug; the login of the app's bot is derived from it. */
async function identify(client: InstallationClient, appId: number): Promise<AppIdentity> {
  const { data } = await client.rest.apps.getAuthenticated();
  if (data?.slug === undefined) throw new BrokenAnswer("GitHub's answer does not name the app");
  return { appId, self: data.slug };
}

/** Asks once and remembers the answer; retries after a failure. */
function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | null = null;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}
