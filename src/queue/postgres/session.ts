// One connection of this process that lasts: it holds the lock by which others see that the process lives, and hears of new work.
import pLimit from "p-limit";
import { type Client, DatabaseError } from "pg";
import { connectionSettings, connectTo } from "./connect.ts";
import { WORK_CHANNEL } from "./line.ts";
import { PAUSES_CHANNEL } from "./statements.ts";

export type SessionRows = Record<string, unknown>[];

export type PostgresSession = {
  /** Rejects while there is no connection; the next call tries to have one again. */
  query(text: string, values?: unknown[]): Promise<SessionRows>;
  /** Counts the connections: what a connection holds is gone with it. */
  connection(): number;
  close(): Promise<void>;
};

export type SessionEvents = {
  /** New work was stored, by whichever process; or may have been, while there was no connection. */
  woken: () => void;
  /** Something was paused for all; or may have been, before this connection was made. */
  paused: () => void;
  report: (error: unknown) => void;
};

/**
 * A server that lost us (a machine without power, a cut cable) notices within about ten seconds and frees the lock: by keepalives while
 * nothing is sent, and by the time-out for what it has sent and nobody confirmed, notifications for example.
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
      // Anything but a refusal of the statement leaves the connection in a state that nobody knows.
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
