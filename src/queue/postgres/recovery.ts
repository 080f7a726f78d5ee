// Takes over the jobs of dead processes: their machine is dead, they were killed, or they hang.
import { z } from "zod";
import type { PostgresSession } from "./session.ts";
import { BURY_WORKER, OTHER_WORKERS } from "./statements.ts";

/** A process whose session lock is free (its connection ended) is dead after so long without a heartbeat. Longer than CERTAIN_MS in liveness.ts. */
const GONE_MS = 3_500;
/** A process that still holds the lock hangs: it is stopped, or its event loop is blocked. */
const HUNG_MS = 15_000;

type Seen = { beat: string; connected: boolean; since: number; connection: number };

const others = z.array(z.object({ id: z.number(), beat: z.string(), connected: z.boolean() }));

/** Looks once; resolves with the number of dead processes. It uses this process's monotonic clock only. */
export function findGoneWorkers(session: PostgresSession): (own: number) => Promise<number> {
  let seen = new Map<number, Seen>();
  return async (own) => {
    const found = others.parse(await session.query(OTHER_WORKERS, [own]));
    const now = performance.now();
    // After a reconnect, the other processes may be reconnecting, too.
    const connection = session.connection();
    const before = seen;
    seen = new Map(
      found.map(({ id, ...state }) => [id, sinceWhen(before.get(id), { ...state, since: now, connection })]),
    );
    let gone = 0;
    for (const [id, { beat, connected, since }] of seen) {
      if (now - since < (connected ? HUNG_MS : GONE_MS)) continue;
      gone += (await session.query(BURY_WORKER, [id, beat, connected])).length;
    }
    return gone;
  };
}

const sinceWhen = (before: Seen | undefined, now: Seen): Seen =>
  before !== undefined &&
  before.beat === now.beat &&
  before.connected === now.connected &&
  before.connection === now.connection
    ? before
    : now;
