// The budget of one installation: what its workers, all together, may ask of GitHub now.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
import pLimit from "p-limit";
import { RateLimited } from "./errors.ts";
import type { HourlyBudget, Limit, Resource } from "./limits.ts";
import type { Urgency } from "./urgency.ts";

export type Kind = "read" | "write" | "auth";
export type Ask = { kind: Kind; resource: Resource; urgency: Urgency };
export type Clock = { now: () => number; sleep: (ms: number) => Promise<void> };

/** What other processes that write for the same installation know. Durations are milliseconds from now: clocks differ. */
export type PeerLimits = {
  /** How long until this process may write; `full` where that is further away than `aheadMs`. Null where nobody can tell now. */
  turn(everyMs: number, aheadMs: number): Promise<{ kind: "taken" | "full"; inMs: number } | null>;
  /** Tells them that GitHub refuses what the limit stops. */
  closed(stops: Limit["stops"], forMs: number, message: string): void;
};

/** There are none. */
export const NO_PEERS: PeerLimits = { turn: async () => ({ kind: "taken", inMs: 0 }), closed: () => undefined };

export type Budget = {
  /** Sends when it is its turn. Rejects with `RateLimited`, and sends nothing, when that is further away than a worker should wait. */
  spend<Answer>(ask: Ask, send: () => Promise<Answer>): Promise<Answer>;
  /** From now on nobody asks what the limit stops, until it is over. Returns what to tell who ran into it. */
  close(limit: Limit): RateLimited;
  /** Another process was told so, and says for how long it is still so. */
  paused(stops: Limit["stops"], forMs: number, message: string): void;
  /** An answer without a limit: what GitHub refused before, it allows again. */
  allowed(): void;
  /** What GitHub said is left of the hour's. */
  learned(resource: Resource, hour: HourlyBudget): void;
};

/** GitHub allows 100 at once, over REST and GraphQL together. */
const READS_AT_ONCE = 10;

/** GitHub asks for a minute where it names no time, and for more each time that it was not enough. */
const UNNAMED_MS = 60_000;
const UNNAMED_DOUBLINGS = 4;

/** The last fifth of an hour's budget is for gates and commands. */
const RESERVE = 1 / 5;

/** Those who are refused together are told the same moment to the second; one of them tells it on. */
const SAME_MS = 1_500;
const NEVER = new Date(0);

export function makeBudget(writeIntervalMs: number, clock: Clock, peers: PeerLimits = NO_PEERS): Budget {
  const reads = pLimit(READS_AT_ONCE);
  const turn = makeLine(writeIntervalMs, clock, peers);
  const closed = new Map<Limit["stops"], RateLimited>();
  const reserve = makeReserve(clock);
  let unnamed = 0;
  const refuseWhileClosed = ({ resource }: Ask): void => {
    for (const refusal of [closed.get("all"), closed.get(resource)])
      if (refusal !== undefined && refusal.until.getTime() > clock.now())
        throw new RateLimited(refusal.until, refusal.message);
  };
  return {
    spend: async (ask, send) => {
      refuseWhileClosed(ask);
      // A token is asked for in the midst of another request, which has its turn already.
      if (ask.kind === "auth") return send();
      reserve.check(ask);
      if (ask.kind === "write") {
        await turn();
        refuseWhileClosed(ask);
        return send();
      }
      return reads(() => {
        refuseWhileClosed(ask);
        reserve.check(ask);
        return send();
      });
    },
    close: ({ stops, until, message }) => {
      const now = clock.now();
      const wait = UNNAMED_MS * 2 ** Math.min(unnamed, UNNAMED_DOUBLINGS);
      // Several that were under way at once are refused together: that is one refusal, not several.
      const known = closed.get(stops);
      if (until === null && known !== undefined && known.until.getTime() > now) return known;
      if (until === null) unnamed += 1;
      const refusal = new RateLimited(new Date(until ?? now + wait), message);
      closed.set(stops, refusal);
      if (refusal.until.getTime() - (known?.until.getTime() ?? 0) > SAME_MS)
        peers.closed(stops, refusal.until.getTime() - now, message);
      return refusal;
    },
    paused: (stops, forMs, message) => {
      const until = new Date(clock.now() + forMs);
      if (until > (closed.get(stops)?.until ?? NEVER)) closed.set(stops, new RateLimited(until, message));
    },
    allowed: () => {
      unnamed = 0;
    },
    learned: reserve.learned,
  };
}

/** Keeps the last of an hour's budget for what can't wait: `check` throws for the rest. */
function makeReserve({ now }: Clock) {
  const hours = new Map<Resource, HourlyBudget>();
  const check = ({ resource, urgency }: Ask): void => {
    const hour = hours.get(resource);
    if (urgency === "now" || hour === undefined || hour.until <= now()) return;
    if (hour.remaining > hour.limit * RESERVE) return;
    const why = "the rest of this hour's budget is for gates and commands";
    throw new RateLimited(new Date(hour.until), why, "reserve");
  };
  return { check, learned: (resource: Resource, hour: HourlyBudget): void => void hours.set(resource, hour) };
}

/** How many writes may be ahead of one that waits; each of them occupies a worker. */
const AHEAD = 2;

/** After so many turns while others were sent away, the next in line is sent away, too: a long series does not keep the rest out. */
const FAIR_TURNS = 10;

/**
 * Takes a turn: resolves when the write may go out, at least the interval after the one before it, whichever process sent that. While
 * nobody can tell of the others, after the one before it of this process.
 */
export function makeLine(intervalMs: number, { now, sleep }: Clock, peers: PeerLimits = NO_PEERS): () => Promise<void> {
  const aheadMs = AHEAD * intervalMs;
  let free = 0;
  let returning = 0;
  let turns = 0;
  const sentAway = (at: number, turn: number): RateLimited => {
    turns = 0;
    // They come back one after the other, not all at once.
    returning = Math.max(returning + intervalMs, turn, at + intervalMs);
    return new RateLimited(new Date(returning), "other writes of this installation are first in line", "pace");
  };
  return async () => {
    if (intervalMs === 0) return;
    const at = now();
    const turn = Math.max(free, at);
    if ((returning > at && turns >= FAIR_TURNS) || turn - at > aheadMs) throw sentAway(at, turn);
    turns += 1;
    free = turn + intervalMs;
    const shared = await peers.turn(intervalMs, aheadMs);
    const asked = now();
    if (shared?.kind === "full") throw sentAway(asked, asked + shared.inMs);
    const mine = Math.max(turn, asked + (shared?.inMs ?? 0));
    free = Math.max(free, mine + intervalMs);
    if (mine > asked) await sleep(mine - asked);
  };
}
