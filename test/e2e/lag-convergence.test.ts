// Whatever people do while GitHub's reads are behind, and now and then find nothing: no verdict stays wrong, no command is lost, nothing is
// created twice, and no merge group is failed that should pass. No sweep helps. `node bench/lag.ts` plays many more, with a longer lag.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lagHistory, playHistory } from "./lagging.ts";

/** A tenth of what SPEC says, as is the app's patience. */
const PATIENCE = { firstMs: 50, mostMs: 300, totalMs: 6_000, confirmMs: 500 };
const WORLD = { lagMs: 300, patience: PATIENCE, missMs: 30, rightWithinMs: null };
const RUNS = Number(process.env["LAG_RUNS"] ?? 2);
const SEED = process.env["LAG_SEED"];

test("converges though reads are behind", async () => {
  const play = fc.asyncProperty(lagHistory, async (history) => {
    const { expected, ...found } = await playHistory(history, WORLD);
    expect(found).toEqual({ verdicts: expected, commandsLost: [], ejected: [], createdTwice: [], failures: [] });
  });
  await fc.assert(play, {
    numRuns: RUNS,
    endOnFailure: true,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
}, 3_600_000);
