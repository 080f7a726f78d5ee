// The delivery that `npm run demo -- --play` plays: each step leaves the repository as its title says.

import { expect, jest, test } from "@jest/globals";
import { requireCheck } from "@milegate/sandbox";
import { deliveryOf } from "../../demo/delivery.ts";
import { playStep } from "../../demo/story.ts";
import { useScenario } from "../e2e/use.ts";

/** It is a long story. */
jest.setTimeout(180_000);

const start = useScenario();

test("MVP to done, with a pivot on the way", async () => {
  const scenario = await start({
    roles: { alice: "maintain", bob: "triage", carol: "write" },
    discussions: ["Announcements"],
  });
  const { shop, as, settled, check } = scenario;
  requireCheck(shop, "milegate");
  const told: string[] = [];
  for (const step of deliveryOf(shop, { alice: as("alice"), bob: as("bob"), carol: as("carol") })) {
    const refusal = playStep(step);
    await settled();
    const open = shop.items.filter((item) => item.kind === "pull" && item.state === "open");
    const checks = open.map(({ title, number }) => `${title}: ${check(number).split(" ", 2)[1]}`);
    told.push([refusal === null ? "" : "refused, ", checks.join(", ")].join(""));
  }
  const blocked = "Search: Blocked:, Make the basket wobble: Blocked:";
  expect(told).toEqual([
    "",
    "",
    `Basket: Open:, ${blocked}`,
    `Basket: Open:, ${blocked}`,
    `Basket: Open:, ${blocked}, Charge once: Blocked:`,
    `Basket: Open:, ${blocked}, Charge once: Overridden:`,
    `Basket: Open:, ${blocked}`,
    blocked,
    blocked,
    `refused, ${blocked}`,
    blocked,
    blocked,
    `${blocked}, Guest checkout: Open:`,
    blocked,
    "Search: Open:, Make the basket wobble: Blocked:",
    "Make the basket wobble: Blocked:",
    "Make the basket wobble: Blocked:",
    "Make the basket wobble: Open:",
    "",
    "",
    "",
  ]);
  expect(shop.items.find(({ title }) => title === "A dark theme")?.milestone?.title).toBe("Polish");
  expect(shop.items.find(({ title }) => title === "Print the basket")).toMatchObject({ stateReason: "not_planned" });
  expect(shop.discussions.map(({ title }) => title)).toEqual([
    "MVP is passed",
    "Enhancement is passed",
    "Polish is passed",
  ]);
  expect(scenario.reviews().map(({ title, state }) => `${title}: ${state}`)).toEqual([
    "Boundary review: MVP → Enhancement: closed",
    "Boundary review: Enhancement → Polish: closed",
    "Boundary review: Polish → done: closed",
  ]);
  expect(shop.items.filter(({ state }) => state === "open")).toEqual([]);
});
