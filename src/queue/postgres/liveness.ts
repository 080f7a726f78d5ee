// Shows other processes that this one is alive: its session holds a lock, and it sends a heartbeat.
import { z } from "zod";
import type { PostgresSession } from "./session.ts";
import { ADD_WORKER, LOCK_WORKER, REMOVE_WORKER, SEND_BEAT } from "./statements.ts";

export type ProcessLiveness = {
  /** The number under which this process claims jobs. Rejects if the database is unavailable. */
  worker(): Promise<number>;
  /** Whether this process still owns that number, as far as it knows. */
  isCurrent(worker: number): boolean;
  /** Sends a heartbeat; calls `lost` if another process has taken over. */
  beat(): Promise<void>;
  /** Whether this process certainly still owns its jobs. Never rejects. */
  isMine(): Promise<boolean>;
  /** Lets others take over the remaining jobs at once. */
  end(): Promise<void>;
};

/**
 * Nobody takes over for so long after a confirmed heartbeat was sent. Shorter than GONE_MS in recovery.ts, by the monotonic clock.
 */
const CERTAIN_MS = 2_000;

type Registration = { id: number; certainUntil: number; lockedOn: number };

const ids = z.tuple([z.object({ id: z.number() })]);

export function openLiveness(session: PostgresSession, lost: () => void): ProcessLiveness {
  let registering: Promise<Registration> | null = null;
  let registered: Registration | null = null;

  const register = async (): Promise<Registration> => {
    const sentAt = performance.now();
    const [{ id }] = ids.parse(await session.query(ADD_WORKER));
    registered = { id, certainUntil: sentAt + CERTAIN_MS, lockedOn: 0 };
    await lock(session, registered);
    return registered;
  };
  const registration = async (): Promise<Registration> => {
    if (registered !== null) return registered;
    registering ??= register().finally(() => {
      registering = null;
    });
    return registering;
  };
  const beat = async (): Promise<void> => {
    const mine = await registration();
    const sentAt = performance.now();
    const [confirmed] = await session.query(SEND_BEAT, [mine.id]);
    if (confirmed !== undefined) {
      mine.certainUntil = Math.max(mine.certainUntil, sentAt + CERTAIN_MS);
      return lock(session, mine);
    }
    if (registered !== mine) return;
    registered = null;
    lost();
  };
  const isCertain = (): boolean => registered !== null && performance.now() < registered.certainUntil;
  return {
    worker: async () => (await registration()).id,
    isCurrent: (worker) => registered?.id === worker,
    beat,
    isMine: async () => {
      if (!isCertain() && registered !== null) await beat().catch(() => undefined);
      return isCertain();
    },
    end: async () => {
      if (registered !== null) await session.query(REMOVE_WORKER, [registered.id]).catch(() => undefined);
    },
  };
}

/** An earlier session of this process may still hold the lock if the server has not noticed its end; the next heartbeat retries. */
async function lock(session: PostgresSession, mine: Registration): Promise<void> {
  if (mine.lockedOn === session.connection()) return;
  const [answer] = await session.query(LOCK_WORKER, [mine.id]);
  if (answer?.["locked"] === true) mine.lockedOn = session.connection();
}
