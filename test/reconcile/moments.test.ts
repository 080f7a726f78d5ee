// When time alone changes something: the next look, and that the criterion turns at that moment and not before.
import { expect, test } from "@jest/globals";
import { assembleDelivery } from "../../src/delivery/delivery.ts";
import { phaseStates } from "../../src/delivery/phase-state.ts";
import { nextMoment } from "../../src/reconcile/decide.ts";
import { milestone, snapshot } from "../builders.ts";

const plan = (timebox: string) =>
  `version: 1\nphases:\n  - { id: mvp, milestones: ["MVP*"], timebox: ${timebox}, criteria: [timebox] }\n  - { id: polish, milestones: ["Polish*"], criteria: [timebox] }`;
const at = (time: string) => new Date(time);
const CREATED = at("2026-01-01T00:00:00Z");
const shop = (
  { timebox = "14d", closedAt = null as Date | null, dueOn = null as Date | null } = {},
  own: Parameters<typeof snapshot>[1] = {},
  reviews = true,
) =>
  snapshot(
    [],
    {
      config: { oid: "1", text: plan(timebox) },
      milestones: [
        milestone(1, "MVP", { createdAt: CREATED, closedAt, state: closedAt === null ? "open" : "closed" }),
        milestone(2, "Polish", { createdAt: CREATED, dueOn }),
      ],
      ...own,
    },
    reviews,
  );

test.each([
  ["the end of the time box", shop(), CREATED, "2026-01-15T00:00:00.001Z"],
  ["never once it is over", shop(), at("2026-01-15T00:00:00.001Z"), null],
  ["the earliest of several", shop({ dueOn: at("2026-01-10T08:00:00Z") }), CREATED, "2026-01-11T00:00:00.000Z"],
  [
    "the next after that",
    shop({ dueOn: at("2026-01-10T08:00:00Z") }),
    at("2026-01-11T00:00:00Z"),
    "2026-01-15T00:00:00.001Z",
  ],
  [
    "never for a phase that has ended",
    shop({ closedAt: at("2026-01-03T00:00:00Z") }),
    at("2026-01-04T00:00:00Z"),
    null,
  ],
  ["never in an archived repository", shop({}, { isArchived: true }), CREATED, null],
  ["never for a look at one pull request", shop({}, {}, false), CREATED, null],
  ["never with an invalid plan", shop({}, { config: { oid: "2", text: "version: 2" } }), CREATED, null],
])("is %s", (_name, seen, now, expected) => {
  expect(nextMoment(seen, now)?.toISOString() ?? null).toBe(expected);
});

test("the criterion turns at that moment and not before", () => {
  const { plan: resolved, repository } = shop();
  if (resolved.kind !== "active") throw new Error("the plan is not valid");
  const moment = nextMoment(shop(), CREATED)?.getTime() ?? 0;
  const stateAt = (time: number) =>
    phaseStates(assembleDelivery(resolved.plan, repository), new Date(time))[0]?.criteria[0]?.evaluation.state;
  expect([stateAt(moment - 1), stateAt(moment)]).toEqual(["met", "unmet"]);
});
