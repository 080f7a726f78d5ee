// `node bench/lag.ts [histories] [lag in ms] [seed]`: random histories while GitHub's reads are behind its events by that much, and one item in ten
// is not found for 300 ms: verdicts that are wrong 5 s after the last event, commands lost, groups ejected.
import { monitorEventLoopDelay } from "node:perf_hooks";
import fc from "fast-check";
import { READ_LAG } from "../src/service/read-lag.ts";
import { type LagHistory, lagHistory, playHistory } from "../test/e2e/lagging.ts";
import { printLine } from "./stage.ts";

/** They mostly wait. */
const AT_ONCE = Number(process.env["LAG_AT_ONCE"] ?? 6);
const [count = 500, lagMs = 3_000, seed = Math.floor(Math.random() * 1_000_000)] = process.argv.slice(2).map(Number);
const WORLD = { lagMs, patience: READ_LAG, missMs: 300, rightWithinMs: 5_000 };

const histories = fc.sample(lagHistory, { numRuns: count, seed });
const sums = { wrong: 0, verdicts: 0, commandsLost: 0, ejected: 0, createdTwice: 0, failures: 0, broken: 0 };
let done = 0;

async function play(history: LagHistory): Promise<void> {
  const { verdicts, expected, ...found } = await playHistory(history, WORLD);
  const wrong = verdicts.filter((verdict, at) => JSON.stringify(verdict) !== JSON.stringify(expected[at]));
  done += 1;
  sums.verdicts += verdicts.length;
  sums.wrong += wrong.length;
  for (const kind of ["commandsLost", "ejected", "createdTwice", "failures"] as const) sums[kind] += found[kind].length;
  if (wrong.length + Object.values(found).flat().length > 0)
    printLine(`${JSON.stringify({ verdicts, expected, ...found })} in ${JSON.stringify(history)}`);
  if (done % 50 === 0) printLine(`${done} of ${count}: ${JSON.stringify(sums)}`);
}

async function worker(): Promise<void> {
  for (let history = histories.shift(); history !== undefined; history = histories.shift()) {
    const played = history;
    await play(played).catch((error: unknown) => {
      sums.broken += 1;
      printLine(`${String(Object(error).stack ?? error)} in ${JSON.stringify(played)}`);
    });
  }
}

const stops = monitorEventLoopDelay();
stops.enable();

await Promise.all(Array.from({ length: AT_ONCE }, worker));
const { wrong, verdicts, commandsLost, ejected, createdTwice, failures, broken } = sums;
const longestStopMs = Math.round(stops.max / 1e6);
printLine(
  `${count} histories (seed ${seed}), reads ${lagMs} ms behind: ${wrong} of ${verdicts} verdicts wrong 5 s after the last event, ${commandsLost} commands lost, ${ejected} groups ejected, ${createdTwice} things created twice, ${failures} jobs failed, ${broken} histories broke off; longest stop of the event loop ${longestStopMs} ms`,
);
process.exitCode = wrong + commandsLost + ejected + createdTwice + failures + broken === 0 ? 0 : 1;
