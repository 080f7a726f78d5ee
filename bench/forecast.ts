// How often the truth is within a forecast's P50, P85 and P95, over generated histories: `node bench/forecast.ts [histories] [seed]`.
import { type Forecast, forecastOf } from "../src/history/forecast.ts";
import { weekStart } from "../src/values/weeks.ts";

const HISTORIES = Number(process.argv[2] ?? 200);
const SEED = Number(process.argv[3] ?? 1);
const START = 2_900;

/** Park and Miller's. */
let state = SEED * 48_271 + 11;
const random = (): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};

function poisson(mean: number): number {
  const limit = Math.exp(-mean);
  let [count, product] = [0, random()];
  while (product > limit) {
    count++;
    product *= random();
  }
  return count;
}

/** A team's true pace, which no forecast knows: closings and additions a day, and how much its weeks differ. */
type Truth = { closings: number; additions: number; spread: number; seen: number; left: number };

const truth = (): Truth => {
  const closings = 2 + random() * 10;
  return {
    ...{ closings, additions: closings * random() * 0.5, spread: random() * 0.7 },
    ...{ seen: 5 + Math.floor(random() * 12), left: Math.ceil(closings * (1 + random() * 10)) },
  };
};

/** Seven days, some weeks better than others. */
function week({ closings, additions, spread }: Truth): { closed: number; added: number }[] {
  const luck = 1 - spread + 2 * spread * random();
  return Array.from({ length: 7 }, () => ({
    closed: poisson((closings * luck) / 7),
    added: poisson(additions / 7),
  }));
}

const total = (days: readonly { closed: number; added: number }[]) =>
  days.reduce((sum, { closed, added }) => ({ closed: sum.closed + closed, added: sum.added + added }), {
    closed: 0,
    added: 0,
  });

/** The end of the day on which the last issue is really closed. */
function played(how: Truth, from: Date): Date {
  let open = how.left;
  for (let day = 0; ; ) {
    for (const { closed, added } of week(how)) {
      day++;
      open += added - closed;
      if (open <= 0) return new Date(from.getTime() + day * 86_400_000);
    }
  }
}

const within = { p50: 0, p85: 0, p95: 0 };
let refused = 0;
let days = 0;
const began = performance.now();
let spent = 0;
for (let at = 0; at < HISTORIES; ) {
  const how = truth();
  const weeks = Array.from({ length: how.seen }, () => total(week(how)));
  const from = weekStart(START);
  const before = performance.now();
  const forecast: Forecast = forecastOf({ weeks, open: how.left, from });
  spent += performance.now() - before;
  if (forecast.kind === "refused") {
    refused++;
    continue;
  }
  at++;
  const end = played(how, from);
  days += (forecast.p95.getTime() - forecast.p50.getTime()) / 86_400_000;
  for (const key of ["p50", "p85", "p95"] as const)
    if (Math.ceil((end.getTime() - forecast[key].getTime()) / 86_400_000) <= 0) within[key]++;
}

for (const [key, count] of Object.entries(within))
  process.stdout.write(
    `${key}: the truth is within it in ${count} of ${HISTORIES} (${((100 * count) / HISTORIES).toFixed(1)} %)\n`,
  );
process.stdout.write(
  `refused: ${refused}; from P50 to P95: ${(days / HISTORIES).toFixed(1)} days; ${(spent / (HISTORIES + refused)).toFixed(1)} ms a forecast; ${((performance.now() - began) / 1000).toFixed(1)} s in all\n`,
);
