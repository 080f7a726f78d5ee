// The adapter: Probot's authenticated clients behind the port.
import { setTimeout as sleep } from "node:timers/promises";
import { type Probot, ProbotOctokit } from "probot";
import { pacer } from "./budget.ts";
import type { Identity } from "./context.ts";
import { limitOr } from "./limits.ts";
import type { GitHub, RepositoryName, Writer } from "./port.ts";
import { reader } from "./reader.ts";
import { writer } from "./writer.ts";

/**
 * Probot's Octokit without its throttling and retries: they let GraphQL reads through once a second and never retry
 * secondary limits. Pace and retries are the budget's and the queue's.
 */
export const AppOctokit = ProbotOctokit.defaults((options: object) => ({
  ...options,
  throttle: { enabled: false },
  retry: { enabled: false },
}));

export type Connection = GitHub & {
  /** The app's own login without "[bot]". Throws while the credentials don't work. */
  self(): Promise<string>;
  /** The same, or null while GitHub has not said it yet. */
  knownSelf(): string | null;
};

type Client = Awaited<ReturnType<Probot["auth"]>>;
type Settings = { APP_ID: number; GITHUB_WRITE_INTERVAL_MS: number };

export function connect(app: Pick<Probot, "auth">, settings: Settings): Connection {
  let known: string | null = null;
  const identity = once(async () => {
    const who = await identify(await app.auth(), settings.APP_ID);
    known = who.self;
    return who;
  });
  const clients = new Map<number, Promise<{ client: Client; pace: () => Promise<void> }>>();
  const clientOf = (installation: number) => {
    const known = clients.get(installation);
    if (known !== undefined) return known;
    const pace = pacer(settings.GITHUB_WRITE_INTERVAL_MS, Date.now, (ms) => sleep(ms));
    const made = app.auth(installation).then((client) => ({ client: translated(client), pace }));
    made.catch(() => clients.delete(installation));
    clients.set(installation, made);
    return made;
  };
  return {
    self: async () => (await identity()).self,
    knownSelf: () => known,
    repository: async (name: RepositoryName) => {
      const [{ client, pace }, who] = await Promise.all([clientOf(name.installation), identity()]);
      return {
        read: reader((document, variables) => client.graphql(document, variables), who, name),
        write: paced(writer(client.rest, name), pace),
      };
    },
  };
}

/** `GET /app` names the slug, and the app's bot is called after it. */
async function identify(client: Client, appId: number): Promise<Identity> {
  const { data } = await client.rest.apps.getAuthenticated();
  if (data?.slug === undefined) throw new Error("GitHub did not say what the app is called");
  return { appId, self: data.slug };
}

/** Every error that means "later" says so, wherever it comes from. */
function translated(client: Client): Client {
  client.hook.error("request", (error) => {
    throw limitOr(error, new Date());
  });
  return client;
}

function paced(write: Writer, pace: () => Promise<void>): Writer {
  const turn =
    <Args extends unknown[]>(send: (...args: Args) => Promise<void>) =>
    async (...args: Args) => {
      await pace();
      return send(...args);
    };
  return {
    createLabel: turn(write.createLabel),
    addLabels: turn(write.addLabels),
    removeLabel: turn(write.removeLabel),
    createCheck: turn(write.createCheck),
    updateCheck: turn(write.updateCheck),
    createIssue: turn(write.createIssue),
    updateIssue: turn(write.updateIssue),
    comment: turn(write.comment),
    react: turn(write.react),
  };
}

/** Asks once and remembers the answer; a failure is asked again. */
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
