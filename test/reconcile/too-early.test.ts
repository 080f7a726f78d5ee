// Which events a read of several items shows.
import { expect, test } from "@jest/globals";
import { type ItemAsked, shownAmong } from "../../src/reconcile/too-early.ts";
import { pull, snapshot } from "../builders.ts";

test("of two events of one item each is shown by itself, and what the read lacks is not", () => {
  const at = "2026-03-01T12:00:00Z";
  const read = pull(7, { updatedAt: new Date(at), milestone: null });
  const asked = (number: number, milestone?: number): ItemAsked => ({
    number,
    proof: { kind: "item", at, ...(milestone !== undefined && { milestone }) },
  });
  const [opened, milestoned, missing, unproven] = [asked(7), asked(7, 1), asked(8), { number: 7, proof: undefined }];
  expect(shownAmong([opened, milestoned, missing, unproven], snapshot([read]))).toEqual([opened, unproven]);
  const head = { sha: "a" };
  expect(shownAmong([head], snapshot([read]))).toEqual([head]);
  expect(shownAmong([head], { ...snapshot([]), scope: { kind: "review" } })).toEqual([]);
});
