// Shares GitHub's limits between the processes on one store.
import type { Logger } from "pino";
import { z } from "zod";
import type { GitHubConnection, PeersOf } from "../github/connect.ts";
import type { SharedLimits } from "../queue/shared.ts";

/** GitHub's message may be long, and is only for the log. */
const REASON_LIMIT = 200;

const APP = "app";
const nameOf = (installation: number | null): string => String(installation ?? APP);

const closing = z.tuple([
  z.union([z.literal(APP).transform(() => null), z.coerce.number().int()]),
  z.enum(["all", "core", "graphql"]),
]);

/** While the store is unavailable, each process paces its own writes and knows only its own limits. */
export function peerLimitsOn(shared: SharedLimits, log: Pick<Logger, "warn">): PeersOf {
  const alone = (error: unknown): null => {
    log.warn(
      { err: error },
      "the store is unavailable, so processes do not share GitHub's limits; each applies its own",
    );
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

/** Calls `paused` for a limit of any process on the store, for those of now before it resolves. An entry in the format of a newer version is ignored. */
export function subscribePeerLimits(shared: SharedLimits, paused: GitHubConnection["paused"]): Promise<void> {
  return shared.watch(({ name, forMs, reason }) => {
    const read = closing.safeParse(name.split("/"));
    if (read.success) paused(...read.data, forMs, reason);
  });
}
