// What every engine of the queue has to keep, as one suite.
import { describe } from "@jest/globals";
import { claims } from "./contract/claims.ts";
import { endings } from "./contract/endings.ts";
import { intake } from "./contract/intake.ts";
import { order } from "./contract/order.ts";
import { shared } from "./contract/shared.ts";
import { standings } from "./contract/standings.ts";
import { timers } from "./contract/timers.ts";
import { trouble } from "./contract/trouble.ts";
import type { Engine } from "./jobs.ts";

export function contract(engine: Engine): void {
  describe("intake", () => intake(engine));
  describe("order", () => order(engine));
  describe("claims", () => claims(engine));
  describe("trouble", () => trouble(engine));
  describe("endings", () => endings(engine));
  describe("timers", () => timers(engine));
  describe("shared", () => shared(engine));
  describe("standings", () => standings(engine));
}
