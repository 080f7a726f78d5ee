// The budget of one installation: what its workers, all together, may ask of GitHub now.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
import pLimit from "p-limit";
import { RateLimited } from "./errors.ts";
import type { Limit, Resource } from "./limits.ts";

export type Kind = "read" | "write" | "auth";
export type Ask = { kind: Kind; resource: Resource };
export type Clock = { now: () => number; sleep: (ms: number) => Promise<void> };

export type Budget = {
  /** Sends when it is its turn. Rejects with `RateLimited`, and sends nothing, when that is further away than a worker should wait. */
  spend<Answer>(ask: Ask, send: () => Promise<Answer>): Promise<Answer>;
  /** From now on nobody asks what the limit stops, until it is over. Returns what to tell who ran into it. */
  close(limit: Limit): RateLimited;
  /** An answer without a limit: what GitHub refused before, it allows again. */
  allowed(): void;
};

/** GitHub allows 100 at once, over REST and GraphQL together. */
const READS_AT_ONCE = 10;

/** GitHub asks for a minute where it names no time, and for more each time that it was not enough. */
const UNNAMED_MS = 60_000;
const UNNAMED_DOUBLINGS = 4;

export function makeBudget(writeIntervalMs: number, clock: Clock): Budget {
  const reads = pLimit(READS_AT_ONCE);
  const turn = makeLine(writeIntervalMs, clock);
  const closed = new Map<Limit["stops"], RateLimited>();
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
      if (ask.kind === "write") {
        await turn();
        refuseWhileClosed(ask);
        return send();
      }
      return reads(() => {
        refuseWhileClosed(ask);
        return send();
      });
    },
    close: ({ stops, until, message }) => {
      const wait = UNNAMED_MS * 2 ** Math.min(unnamed, UNNAMED_DOUBLINGS);
      // Several that were under way at once are refused together: that is one refusal, not several.
      const known = closed.get(stops);
      if (until === null && known !== undefined && known.until.getTime() > clock.now()) return known;
      if (until === null) unnamed += 1;
      const refusal = new RateLimited(new Date(until ?? clock.now() + wait), message);
      closed.set(stops, refusal);
      return refusal;
    },
    allowed: () => {
      unnamed = 0;
    },
  };
}

/** How many writes may be ahead of one that waits; each of them occupies a worker. */
const AHEAD = 2;

/** After so many turns while others were sent away, the next in line is sent away, too: a long series does not keep the rest out. */
const FAIR_TURNS = 10;

/** Takes a turn: resolves when the write may go out, at least the interval after the one before it. */
export function makeLine(intervalMs: number, { now, sleep }: Clock): () => Promise<void> {
  let free = 0;
  let returning = 0;
  let turns = 0;
  return async () => {
    const at = now();
    const turn = Math.max(free, at);
    const mustGiveWay = returning > at && turns >= FAIR_TURNS;
    if (intervalMs > 0 && (mustGiveWay || turn - at > AHEAD * intervalMs)) {
      turns = 0;
      // They come back one after the other, not all at once.
      returning = Math.max(returning + intervalMs, turn, at + intervalMs);
      throw new RateLimited(new Date(returning), "other writes of this installation are first in line", "pace");
    }
    turns += 1;
    free = turn + intervalMs;
    if (turn > at) await sleep(turn - at);
  };
}
