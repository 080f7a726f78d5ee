// What a check keeps in its external_id is read as it was written, is short, and tells when a pull request was blocked.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CheckRecord, concludedBy, nextRecord, parseRecords, recordsText } from "../../src/gate/check-record.ts";
import type { VerdictWord } from "../../src/gate/check-text.ts";

const VERDICTS: readonly VerdictWord[] = [
  ...(["Open", "Blocked", "Warning", "Not enforced", "No phase", "Exempt", "Overridden"] as const),
  ...(["Invalid plan", "Repairs the plan"] as const),
];

const second = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }).map((at) => new Date(at * 1000));
const spell = fc
  .tuple(second, fc.nat(10_000_000))
  .map(([from, long]) => ({ from, until: new Date(from.getTime() + long * 1000) }));
const record: fc.Arbitrary<CheckRecord> = fc.record({
  number: fc.integer({ min: 1, max: 999_999 }),
  verdict: fc.constantFrom(...VERDICTS),
  phase: fc.option(fc.stringMatching(/^[a-z0-9-]{1,12}$/)),
  since: fc.option(second),
  blocked: fc.array(spell, { maxLength: 3 }),
  isCut: fc.boolean(),
});

describe("the records of a check", () => {
  test("are read as they were written", () => {
    fc.assert(fc.property(record, (one) => expect(parseRecords(recordsText([one]))).toEqual([one])));
  });

  test("are short, and say where something had no room", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), (many) => {
        const text = recordsText(many);
        expect(text.length).toBeLessThanOrEqual(255);
        for (const [at, read] of parseRecords(text).entries()) {
          const { blocked = [], isCut = true, ...kept } = many[at] ?? {};
          expect(read).toMatchObject(kept);
          if (read.blocked.length < blocked.length || isCut) expect(read.isCut).toBe(true);
        }
      }),
    );
  });

  test.each([undefined, "", "m2 1o...", "build 17", "m1 x", "m1 1z..."])("%j holds none", (text) => {
    expect(parseRecords(text)).toEqual([]);
  });
});

test("a pull request is blocked from the first verdict that blocks it until the first that does not", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute, 0, 400));
  const said = (verdict: VerdictWord) => ({ number: 7, verdict, phase: "polish" });
  const blocked = nextRecord(null, said("Blocked"), at(0));
  const still = nextRecord(blocked, said("Invalid plan"), at(5));
  const open = nextRecord(still, said("Overridden"), at(10));
  expect([blocked.since, still.since, open.since]).toEqual([blocked.since, blocked.since, null]);
  expect(open.blocked).toEqual([{ from: blocked.since, until: new Date(Date.UTC(2026, 2, 1, 12, 10)) }]);
  expect(nextRecord(open, said("Open"), at(20)).blocked).toEqual(open.blocked);
});

test("each verdict concludes as SPEC's table has it", () => {
  expect(VERDICTS.map(concludedBy)).toEqual([
    ...["success", "action_required", "neutral", "neutral", "neutral", "success", "success"],
    ...["action_required", "success"],
  ]);
});
