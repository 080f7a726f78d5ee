// A criterion that asks for no exact counts gives the outcome that exact counts would have given.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { milestone } from "../builders.ts";
import { evaluateCase } from "./world.ts";

const small = fc.nat({ max: 12 });
/** What GitHub told, and which of the unsure were dropped in truth. */
const seen = fc
  .record({ open: small, done: small, dropped: small, unsure: small, of: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ of, ...counts }) => ({ ...counts, inTruth: Math.round(of * counts.unsure) }));
type Seen = typeof seen extends fc.Arbitrary<infer Value> ? Value : never;

const told = ({ open, done, dropped, unsure }: Seen) => ({ open, done: done + unsure, dropped, unsure });
const truth = ({ open, done, dropped, unsure, inTruth }: Seen) => ({
  open,
  done: done + unsure - inTruth,
  dropped: dropped + inTruth,
  unsure: 0,
});
const milestones = (mvp: Seen, polish: Seen, as: (counts: Seen) => ReturnType<typeof truth>) => [
  milestone(1, "MVP", { issues: as(mvp) }),
  milestone(2, "Polish", { issues: as(polish) }),
];

test.each(["issues-closed", 'issues-closed: { min: "50%" }', 'issues-closed: { min: "33.3%" }', "scope"])(
  "%s",
  (criterion) => {
    fc.assert(
      fc.property(seen, seen, (mvp, polish) => {
        const exact = evaluateCase(criterion, { milestones: milestones(mvp, polish, truth) });
        const found = evaluateCase(criterion, {
          milestones: milestones(mvp, polish, told),
          facts: (query) => {
            const asked = "milestone" in query && query.milestone === 2 ? polish : mvp;
            return asked.dropped + asked.inTruth;
          },
        });
        expect(exact.needed).toEqual([]);
        // With nothing planned at all `scope` has nothing to say, which is met as well.
        const outcome = (state: string) => (state === "not-applicable" ? "met" : state);
        expect(outcome(found.state)).toBe(outcome(exact.state));
      }),
      { numRuns: 100 },
    );
  },
);
