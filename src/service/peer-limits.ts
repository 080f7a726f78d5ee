// Lets the processes on one store share what GitHub allows an installation.
import type { Logger } from "pino";
import { z } from "zod";
import type { Connection, PeersOf } from "../github/connect.ts";
import type { SharedLimits } from "../queue/shared.ts";

/** GitHub's own words may be long, and are for the log only. */
const REASON_LIMIT = 200;

const APP = "app";
const nameOf = (installation: number | null): string => String(installation ?? APP);

const closing = z.tuple([
  z.union([z.literal(APP).transform(() => null), z.coerce.number().int()]),
  z.enum(["all", "core", "graphql"]),
]);

/** While the store can't be reached, each process paces its own writes and knows the limits that it met itself. */
export function peerLimitsOn(shared: SharedLimits, log: Pick<Logger, "warn">): PeersOf {
  const alone = (error: unknown): null => {
    log.warn({ err: error }, "the store does not share GitHub's limits between processes now; each keeps its own");
    return null;
  };
  return (installation) => ({
    turn: (everyMs, aheadMs) => shared.reserveSlot(nameOf(installation), everyMs, aheadMs).catch(alone),
    closed: (stops, forMs, message) =>
      void shared
        .pause({ name: `${nameOf(installation)}/${stops}`, forMs, reason: message.slice(0, REASON_LIMIT) })
        .catch(alone),
  });
}

/** Passes on which limits any process on the store ran into. What a newer version says in other words is ignored. */
export function subscribePeerLimits(shared: SharedLimits, paused: Connection["paused"]): void {
  shared.watch(({ name, forMs, reason }) => {
    const read = closing.safeParse(name.split("/"));
    if (read.success) paused(...read.data, forMs, reason);
  });
}
