// The adapter: Probot's authenticated clients, each within its installation's budget, behind the port.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Probot } from "probot";
import { z } from "zod";
import { steadyNow } from "../steady-clock.ts";
import { makeAccess } from "./access.ts";
import { type AppReader, appReader } from "./app.ts";
import { begunChecks, UNKEPT } from "./begun-checks.ts";
import { type Budget, makeBudget, NO_PEERS, type PeerLimits } from "./budget.ts";
import type { InstallationClient } from "./client.ts";
import type { AppIdentity, BotIdentity } from "./context.ts";
import { BrokenAnswer } from "./errors.ts";
import type { EtagCache } from "./etags.ts";
import { readMemberProofs } from "./graphql/member-proofs.ts";
import type { Graphql } from "./graphql/query.ts";
import type { Limit } from "./limits.ts";
import { makeMemories, type ReadingMemory } from "./memory.ts";
import { withOwnChecks } from "./own-checks.ts";
import { withOwnComments } from "./own-comments.ts";
import { withOwnMoves } from "./own-moves.ts";
import type { GitHub, RepositoryName } from "./port.ts";
import { makeReader, type ReaderSources } from "./reader.ts";
import { withRefusedLabels } from "./refused-labels.ts";
import { guard, type Observer } from "./requests.ts";
import { type CheckDemands, makeRequirements, requirementReader } from "./requirement.ts";
import { readRoster } from "./roster.ts";
import { layersReader } from "./stacks.ts";
import { makeWriter } from "./writer.ts";

export type GitHubConnection = GitHub & {
  /** The app's own login without "[bot]". Throws while the credentials don't work. */
  self(): Promise<string>;
  /** The app's bot as far as GitHub has told: its login without "[bot]", and its id, which a change of the app's name leaves. */
  knownSelf(): BotIdentity | null;
  /** Asks GitHub whether it accepts the app's credentials. */
  verify(): Promise<void>;
  app: AppReader;
  /** GitHub limited an installation (null: the app itself) in another process, for so many milliseconds from now. */
  paused(installation: number | null, stops: Limit["stops"], forMs: number, message: string): void;
};

type Settings = { APP_ID: number; GITHUB_WRITE_INTERVAL_MS: number };

const SILENT: Observer = { asked: () => undefined, remaining: () => undefined, spent: () => undefined };

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
  const known: KnownIdentity = { self: null, bot: undefined };
  const ask = async (): Promise<string> => {
    known.self = await slugOf(await clientOf(null));
    return known.self;
  };
  const slug = once(ask);
  const bot = once((installation: number) => clientOf(installation).then(botOf));
  const identity = async (installation: number): Promise<AppIdentity> => {
    await slug();
    // Without it the name has to do, until GitHub tells; what is wrong here is wrong with what is asked next, too.
    known.bot ??= await bot(installation).catch(() => undefined);
    return identityOf(settings.APP_ID, known);
  };
  const memories = makeMemories();
  const writer = randomUUID();
  const requirements = makeRequirements();
  return {
    self: () => slug(),
    knownSelf: () => (known.self === null ? null : identityOf(settings.APP_ID, known)),
    verify: async () => void (await ask()),
    app: appReader(clientOf),
    paused: (installation, ...limit) => budgetOf(installation).paused(...limit),
    owner: async ({ installation, owner }) => {
      const client = await clientOf(installation);
      return {
        roster: ({ properties }) => readRoster(client, owner, properties),
        proofs: (asked) => readMemberProofs((document, variables) => client.graphql(document, variables), owner, asked),
      };
    },
    repository: async (name: RepositoryName, kept = UNKEPT) => {
      const [client, who] = await Promise.all([clientOf(name.installation), identity(name.installation)]);
      const graphql: Graphql = (document, variables) => client.graphql(document, variables);
      const memory = memories(name);
      const read = makeReader(sourcesOf(client, name, memory, requirements), who, name);
      const write = withRefusedLabels(makeWriter(client.rest, graphql, name, who), memory.refused);
      const commented = withOwnComments(read, write, memory.ownComments);
      const moved = withOwnMoves(commented.read, commented.write, memory.moves);
      return {
        ...withOwnChecks(moved.read, moved.write, memory.checks, begunChecks(kept, writer)),
        access: makeAccess(client.rest, name),
      };
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
  layersBelow: layersReader((route, parameters) => client.request(route, parameters), name),
  memory,
});

/** `self` is the name that GitHub told last: an app can be renamed while it runs. */
type KnownIdentity = { self: string | null; bot: number | undefined };

const identityOf = (appId: number, { self, bot }: KnownIdentity): AppIdentity => ({
  appId,
  self: self ?? "",
  ...(bot !== undefined && { bot }),
});

/** `GET /app` names the slug, and the app's bot is called after it. */
async function slugOf(client: InstallationClient): Promise<string> {
  const { data } = await client.rest.apps.getAuthenticated();
  if (data?.slug === undefined) throw new BrokenAnswer("GitHub did not say what the app is called");
  return data.slug;
}

const VIEWER = "query Viewer { viewer { databaseId } }";
const viewer = z.object({ viewer: z.object({ databaseId: z.number().nullable() }) });

/** An installation acts as the app's bot, so that is who it sees itself as. Undefined on a host without numbers. */
const botOf = async (client: InstallationClient): Promise<number | undefined> =>
  viewer.parse(await client.graphql(VIEWER)).viewer.databaseId ?? undefined;

/** Asks once and remembers the answer; a failure is asked again. */
function once<Value, Args extends unknown[]>(
  ask: (...args: Args) => Promise<Value>,
): (...args: Args) => Promise<Value> {
  let answer: Promise<Value> | null = null;
  return (...args) => {
    answer ??= ask(...args).catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}
