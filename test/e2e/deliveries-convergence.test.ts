// Whatever people do in the repositories of a delivery, and whatever becomes of the webhooks and the app: every check says what a fresh app says.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ScenarioSettings } from "../scenario.ts";
import { type DeliveryWorld, deliveryHistory, playDelivery } from "./deliveries-playing.ts";

const SEED = process.env["DELIVERIES_SEED"];
/** By how many milliseconds GitHub's reads are behind; the usual run has none. */
const LAG_MS = Number(process.env["DELIVERIES_LAG_MS"] ?? 0);
const LAGGING: ScenarioSettings = {
  lag: { ms: LAG_MS },
  lagPatience: { firstMs: 50, mostMs: 300, totalMs: 6_000, confirmMs: LAG_MS + 200 },
};
const settings = LAG_MS === 0 ? {} : { settings: LAGGING };

async function converges(world: DeliveryWorld, usual: number): Promise<void> {
  const property = fc.asyncProperty(deliveryHistory, async (history) => {
    const { seen, fresh, failures, problems } = await playDelivery(history, world);
    expect({ seen, failures, problems }).toEqual({ seen: fresh, failures: [], problems: [] });
  });
  await fc.assert(property, {
    numRuns: Number(process.env["DELIVERIES_RUNS"] ?? usual),
    endOnFailure: true,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
}

test(
  "after loss, duplicates, another order and deaths, one sweep is enough",
  () => converges({ isFaithful: false, ...settings }, 1),
  3_600_000,
);

test("where no event is lost, no sweep is needed", () => converges({ isFaithful: true, ...settings }, 1), 3_600_000);
