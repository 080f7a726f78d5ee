// One connection of this process that lasts: it holds the locks of the repositories on which the process works, and hears of new work.
import pLimit from "p-limit";
import { Client, DatabaseError } from "pg";
import { CONNECT_MS } from "./store.ts";

export type Rows = Record<string, unknown>[];

export type Session = {
  /** Rejects while there is no connection; the next call tries to have one again. */
  query(text: string, values?: unknown[]): Promise<Rows>;
  /** False where another process has it. */
  lock(repository: string): Promise<boolean>;
  unlock(repository: string): Promise<void>;
  close(): Promise<void>;
};

export type SessionSettings = {
  url: string;
  /** The repositories whose locks a new connection has to take again. */
  held: () => Iterable<string>;
  /** New work was stored, by whichever process; or the connection broke. */
  wake: () => void;
  /** Something was closed for all; or may have been, before this connection was made. */
  heard: () => void;
  report: (error: unknown) => void;
};

export const CHANNEL = "milegate_work";
export const CLOSINGS = "milegate_closed";
export const QUERY_MS = 5_000;

/** Advisory locks are numbers; two repositories with one number would merely take turns. */
export const LOCK = "hashtextextended('milegate/' || ";

/** A server that lost us (a machine without power, a cut cable) notices within about ten seconds and frees the locks. */
const KEEPALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3";

export function openSession(settings: SessionSettings): Session {
  const oneAtATime = pLimit(1);
  let client: Client | null = null;
  let closed = false;

  const lost = (which: Client): void => {
    if (client !== which) return;
    client = null;
    if (!closed) settings.wake();
  };
  const connected = async (): Promise<Client> => {
    if (client !== null) return client;
    if (closed) throw new Error("the queue is closed");
    const fresh = await connect(settings, lost);
    client = fresh;
    return fresh;
  };
  const query = (text: string, values: unknown[] = []): Promise<Rows> =>
    oneAtATime(async () => {
      const on = await connected();
      try {
        return (await on.query(text, values)).rows;
      } catch (error) {
        // Anything but a refusal of the statement leaves the connection in a state that nobody knows.
        if (!(error instanceof DatabaseError)) drop(on);
        throw error;
      }
    });
  const drop = (which: Client): void => {
    lost(which);
    which.end().catch(() => undefined);
  };
  return {
    query,
    lock: async (repository) => {
      const rows = await query(`SELECT pg_try_advisory_lock(${LOCK}$1, 0)) AS locked`, [repository]);
      return rows[0]?.["locked"] === true;
    },
    unlock: async (repository) => void (await query(`SELECT pg_advisory_unlock(${LOCK}$1, 0))`, [repository])),
    close: async () => {
      closed = true;
      await client?.end();
    },
  };
}

async function connect(
  { url, held, wake, heard, report }: SessionSettings,
  lost: (which: Client) => void,
): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: "milegate",
  });
  client.on("error", (error) => {
    report(error);
    lost(client);
  });
  client.on("end", () => lost(client));
  client.on("notification", ({ channel }) => (channel === CLOSINGS ? heard() : wake()));
  await client.connect();
  await client.query(KEEPALIVE);
  await client.query(`LISTEN ${CHANNEL}; LISTEN ${CLOSINGS}`);
  heard();
  await lockAgain(client, held());
  return client;
}

/** The server may need a moment to notice that the connection before is gone. One that another process has by now is left to it. */
async function lockAgain(client: Client, repositories: Iterable<string>): Promise<void> {
  await client.query("SET lock_timeout = '1s'");
  for (const repository of repositories)
    await client.query(`SELECT pg_advisory_lock(${LOCK}$1, 0))`, [repository]).catch((error: unknown) => {
      if (!(error instanceof DatabaseError)) throw error;
    });
  await client.query("SET lock_timeout = 0");
}
