// `node bench/dashboard.ts [seconds…]`: how often the dashboard is read and written, and how far it lags, by DASHBOARD_DELAY.
import { setTimeout as sleep } from "node:timers/promises";
import { startScenario } from "../test/scenario.ts";
import { printLine } from "./stage.ts";

/**
 * An hour takes a minute: the time between events and DASHBOARD_DELAY are a sixtieth of what they stand for. The app's own
 * work is not sped up, so it fills more of the time than in life, and more events fall into one run than would.
 */
const SPEED = 60;
const EVENTS = 500;
/** After which events an issue of the plan is closed, which is all that changes what the dashboard says. */
const CHANGES = [127, 252, 377];

async function world(delayMs: number) {
  const scenario = await startScenario({ dashboardDelayMs: delayMs });
  const { shop, sandbox, settled } = scenario;
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.createLabel("noise");
  for (let at = 0; at < 100; at += 1) alice.openIssue(`Issue ${at}`, { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  await settled();
  const dashboard = () => shop.items.find(({ title }) => title === "Delivery dashboard");
  if (dashboard() === undefined) throw new Error("there is no dashboard");
  const path = `/repos/octo/shop/issues/${dashboard()?.number}`;
  return {
    ...scenario,
    alice,
    pull,
    doneSaid: () => Number(/ (\d+) of 100/.exec(dashboard()?.body ?? "")?.[1] ?? 0),
    tally: (since: number) => {
      const asked = sandbox.traffic.asked.slice(since);
      const runs = asked.filter(({ operation }) => operation === "query Dashboards").length;
      const writes = asked.filter((each) => each.kind === "write" && each.path === path).length;
      return { runs, writes, requests: asked.length };
    },
  };
}

type World = Awaited<ReturnType<typeof world>>;

/** Nothing of this is on the dashboard; each has a webhook, and all but the comment make the app look. */
function noise({ alice, pull }: World, at: number): void {
  const issue = 1 + (Math.floor(at / 5) % 50);
  const kinds = [
    () => alice.label(issue, "noise"),
    () => alice.unlabel(issue, "noise"),
    () => void alice.comment(issue, "I look into it."),
    () => void alice.push(pull.head.ref),
    () => alice.edit(issue, { body: `Edited ${at} times` }),
  ];
  kinds[at % kinds.length]?.();
}

async function hour(delay: number): Promise<void> {
  const made = await world((1000 * delay) / SPEED);
  const before = made.sandbox.traffic.asked.length;
  const began = performance.now();
  for (let at = 0; at < EVENTS; at += 1) {
    if (CHANGES.includes(at)) made.alice.close(51 + CHANGES.indexOf(at));
    else noise(made, at);
    await sleep(Math.max(0, began + ((at + 1) * 3_600_000) / SPEED / EVENTS - performance.now()));
  }
  await made.settled();
  const { runs, writes, requests } = made.tally(before);
  printLine(
    `DASHBOARD_DELAY=${delay}s, an hour with ${EVENTS} events of which ${CHANGES.length} change what it says: ${writes} writes, ${runs} looks at it, ${requests} requests in all`,
  );
  await made.end();
}

const BURST = 30;

/** Somebody closes an issue a second, in real time: each changes what the dashboard says. */
async function burst(delay: number): Promise<void> {
  const made = await world(1000 * delay);
  const before = made.sandbox.traffic.asked.length;
  const lags: number[] = [];
  const closed: number[] = [];
  const watching = watch();
  for (let at = 1; at <= BURST; at += 1) {
    made.alice.close(at);
    closed.push(performance.now());
    await sleep(1000);
  }
  await watching;
  await made.settled();
  const { runs, writes, requests } = made.tally(before);
  const seconds = (ms: number | undefined) => ((ms ?? 0) / 1000).toFixed(1);
  const sorted = lags.toSorted((a, b) => a - b);
  printLine(
    `DASHBOARD_DELAY=${delay}s, ${BURST} issues closed, one a second: ${writes} writes, ${runs} looks at it, ${requests} requests in all; a closing is shown after ${seconds(sorted[BURST / 2])} s (median), ${seconds(sorted.at(-1))} s (at most)`,
  );
  await made.end();

  async function watch(): Promise<void> {
    while (lags.length < BURST) {
      const shown = closed.slice(lags.length, made.doneSaid());
      lags.push(...shown.map((since) => performance.now() - since));
      await sleep(20);
    }
  }
}

const given = process.argv.slice(2).map(Number);
for (const delay of given.length > 0 ? given : [5, 2, 1]) {
  await hour(delay);
  await burst(delay);
}
