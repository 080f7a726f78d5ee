// Whatever people do in the repositories of a delivery, and whatever becomes of the webhooks and the app: every check says what a fresh app says.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type DeliveryWorld, deliveryHistory, playDelivery } from "./deliveries-playing.ts";

const SEED = process.env["DELIVERIES_SEED"];

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
  () => converges({ isFaithful: false }, 1),
  3_600_000,
);

test("where no event is lost, no sweep is needed", () => converges({ isFaithful: true }, 1), 3_600_000);
