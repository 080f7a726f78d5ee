// What every engine of the queue has to keep, as one suite.
import { describe } from "@jest/globals";
import { claimContract } from "./contract/claims.ts";
import { endingContract } from "./contract/endings.ts";
import { intakeContract } from "./contract/intake.ts";
import { orderContract } from "./contract/order.ts";
import { outboxContract } from "./contract/outbox.ts";
import { peerContract } from "./contract/peers.ts";
import { sharedContract } from "./contract/shared.ts";
import { standingContract } from "./contract/standings.ts";
import { timerContract } from "./contract/timers.ts";
import { troubleContract } from "./contract/trouble.ts";
import type { TestEngine } from "./jobs.ts";

export function queueContract(engine: TestEngine): void {
  describe("intake", () => intakeContract(engine));
  describe("order", () => orderContract(engine));
  describe("claims", () => claimContract(engine));
  describe("trouble", () => troubleContract(engine));
  describe("endings", () => endingContract(engine));
  describe("timers", () => timerContract(engine));
  describe("peers", () => peerContract(engine));
  describe("shared", () => sharedContract(engine));
  describe("standings", () => standingContract(engine));
  describe("outbox", () => outboxContract(engine));
}
