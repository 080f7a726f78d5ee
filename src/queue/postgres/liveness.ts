// Whether this process lives, as others see it: a lock that its session holds, and a heartbeat that it has to send.
import { z } from "zod";
import type { PostgresSession } from "./session.ts";
import { ADD_WORKER, LOCK_WORKER, REMOVE_WORKER, SEND_BEAT } from "./statements.ts";

export type ProcessLiveness = {
  /** The number under which this process takes jobs. Rejects where the database can't be reached. */
  worker(): Promise<number>;
  /** Whether that number is still this process's, as far as it knows. */
  isCurrent(worker: number): boolean;
  /** Sends a heartbeat; calls `lost` where another process has taken over. */
  beat(): Promise<void>;
  /** Whether what this process took is certainly still its own. Never rejects. */
  isMine(): Promise<boolean>;
  /** Lets others take over at once what is left. */
  end(): Promise<void>;
};

/**
 * For so long after a heartbeat was sent that the database confirmed, nobody takes over: shorter than GONE_MS in recovery.ts, by the clock
 * that no setting of the time moves.
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

/** An earlier session of this process may still hold the lock, where the server has not noticed that it is gone; the next heartbeat tries again. */
async function lock(session: PostgresSession, mine: Registration): Promise<void> {
  if (mine.lockedOn === session.connection()) return;
  const [answer] = await session.query(LOCK_WORKER, [mine.id]);
  if (answer?.["locked"] === true) mine.lockedOn = session.connection();
}
