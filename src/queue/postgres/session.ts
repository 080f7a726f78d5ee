// The permanent connection of this process: it holds the lock that shows that the process is alive, and receives notifications.
import pLimit from "p-limit";
import { type Client, DatabaseError } from "pg";
import { connectionSettings, connectTo } from "./connect.ts";
import { WORK_CHANNEL } from "./line.ts";
import { PAUSES_CHANNEL } from "./statements.ts";

export type SessionRows = Record<string, unknown>[];

export type PostgresSession = {
  /** Rejects while there is no connection; the next call reconnects. */
  query(text: string, values?: unknown[]): Promise<SessionRows>;
  /** Counts the connections: a connection's locks end with it. */
  connection(): number;
  close(): Promise<void>;
};

export type SessionEvents = {
  /** Any process stored new work, or may have done so while there was no connection. */
  woken: () => void;
  /** Any process set a pause, or may have done so before this connection was made. */
  paused: () => void;
  report: (error: unknown) => void;
};

/**
 * A server that lost this process (no power, a cut cable) notices within about ten seconds and frees the lock: by keepalives on an idle
 * connection, and by the time-out for unconfirmed data, for example notifications.
 */
const NOTICE =
  "SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3; SET tcp_user_timeout = '7s'";

export function openSession(url: string, events: SessionEvents): PostgresSession {
  const oneAtATime = pLimit(1);
  let client: Client | null = null;
  let connections = 0;
  let closed = false;

  const lost = (which: Client): void => {
    if (client === which) client = null;
  };
  const connected = async (): Promise<Client> => {
    if (client !== null) return client;
    if (closed) throw new Error("the queue is closed");
    const fresh: Client = await listening(url, events, () => lost(fresh));
    connections += 1;
    client = fresh;
    events.paused();
    events.woken();
    return fresh;
  };
  const query = async (text: string, values: unknown[] = []): Promise<SessionRows> => {
    const on = await connected();
    try {
      return (await on.query(text, values)).rows;
    } catch (error) {
      // After any error except a refused statement, the state of the connection is unknown.
      if (!(error instanceof DatabaseError)) {
        lost(on);
        on.end().catch(() => undefined);
      }
      throw error;
    }
  };
  return {
    connection: () => connections,
    query: (text, values) => oneAtATime(query, text, values),
    close: () =>
      oneAtATime(async () => {
        closed = true;
        await client?.end();
      }),
  };
}

async function listening(url: string, { woken, paused, report }: SessionEvents, lost: () => void): Promise<Client> {
  let isOpen = false;
  const client = await connectTo(connectionSettings(url), (error) => {
    report(error);
    if (isOpen) lost();
  });
  client.on("end", () => {
    if (isOpen) lost();
  });
  client.on("notification", ({ channel }) => (channel === PAUSES_CHANNEL ? paused() : woken()));
  await client.query(`${NOTICE}; LISTEN ${WORK_CHANNEL}; LISTEN ${PAUSES_CHANNEL}`);
  isOpen = true;
  return client;
}
