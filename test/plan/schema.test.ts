// The published JSON Schema and the code's own schema accept and refuse the same files.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import fc from "fast-check";
import { criteria } from "../../src/criteria/index.ts";
import { parsePlan } from "../../src/plan/parse.ts";
import { planFile } from "../../src/plan/schema.ts";

const schema = JSON.parse(readFileSync(new URL("../../schema/milegate.schema.json", import.meta.url), "utf8"));
const accepts = new Ajv({ allowUnionTypes: true }).compile(schema);

const optional = <Shape extends Record<string, fc.Arbitrary<unknown>>>(shape: Shape) =>
  fc.record(shape, { requiredKeys: [] });
const text = fc.constantFrom("a", "Ten teams", "é", "x".repeat(50), "true", "7");
const texts = fc.array(text, { maxLength: 3 });
const duration = fc.constantFrom("30s", "30m", "12h", "14d", "2w");
const percentage = fc.constantFrom("90%", "0%", "100%", "33.3%");
const person = fc.constantFrom("octocat", "@octo-org/product", "a_b");
const role = fc.constantFrom("read", "triage", "write", "maintain", "admin", "@octo-org/leads");
const must = fc.boolean();
const labels = fc.array(text, { minLength: 1, maxLength: 3 });

const criterion = fc.oneof(
  fc.constantFrom("issues-closed", "tasks-done", "pull-requests-merged", "feedback", "release", "scope", "timebox"),
  fc.oneof(
    fc.record({ "issues-closed": optional({ labels, min: percentage, must }) }),
    fc.record({ "no-open": fc.record({ labels, must }) }),
    fc.record({ feedback: optional({ min: fc.integer({ min: 1, max: 10_000 }), label: text, must }) }),
    fc.record({ workflow: fc.record({ file: text }) }),
    fc.record({ "files-exist": fc.record({ paths: labels }) }),
    fc.record({ release: optional({ tag: text, prerelease: fc.boolean() }) }),
    fc.record({ scope: optional({ tolerance: fc.double({ min: 0, max: 100, noNaN: true }) }) }),
  ),
);

const phase = (id: string) =>
  fc.record(
    {
      id: fc.constant(id),
      milestones: fc.array(fc.constantFrom<unknown>("MVP*", "/^sprint [1-4]$/i", 7, "?"), {
        minLength: 1,
        maxLength: 4,
      }),
      name: text,
      share: fc.integer({ min: 0, max: 20 }),
      goal: text,
      hypothesis: text,
      timebox: duration,
      enforcement: fc.constantFrom("block", "warn", "off"),
      criteria: fc.array(criterion, { minLength: 1, maxLength: 5 }),
    },
    { requiredKeys: ["id", "milestones"] },
  );

/** Up to three phases, the last without a share, so that they add up. */
const phases = fc.tuple(phase("a"), phase("b"), phase("c")).map(([a, b, { share: _share, ...c }]) => [a, b, c]);

const deliveries = fc.array(
  fc.record(
    {
      id: fc.constant("a"),
      repositories: fc.constantFrom<unknown[]>(["x"], ["x", "lib-*", { property: "delivery", value: "a" }]),
      home: fc.constant("x"),
      optional: fc.boolean(),
      titles: fc.boolean(),
      phases,
      dashboard: fc.boolean(),
    },
    { requiredKeys: ["id", "repositories"] },
  ),
  { maxLength: 1 },
);

const plan = optional({
  version: fc.constant(1),
  enabled: fc.boolean(),
  phases,
  gate: optional({
    until: fc.constantFrom("criteria", "milestone", "decision"),
    unphased: fc.constantFrom("pass", "warn", "block"),
    exempt: optional({ authors: texts, labels: texts, branches: texts }),
    override: optional({ expires: duration }),
  }),
  review: optional({
    reviewers: fc.array(person, { maxLength: 3 }),
    quorum: fc.integer({ min: 1, max: 20 }),
    carry_over: fc.constantFrom("ask", "move", "leave"),
    checklist: optional({ review: texts, decide: texts, plan: texts, communicate: texts }),
    complete_checklist: fc.boolean(),
  }),
  commands: optional({ roles: optional({ decide: role, override: role, review: role, set: role }) }),
  communicate: optional({
    mention: fc.array(fc.oneof(person, fc.constant("@octocat")), { maxLength: 3 }),
    discussions: fc.option(text),
    notify: fc.array(fc.constantFrom("releases", "release-train", "2"), { maxLength: 2 }),
    private: fc.boolean(),
  }),
  dashboard: fc.boolean(),
  deliveries,
  locked: fc.array(fc.constantFrom("gate", "gate.until", "phases.enforcement"), { maxLength: 3 }),
});

test("whatever plan the code accepts, editors accept", () => {
  fc.assert(
    fc.property(plan, (written) => {
      const parsed = parsePlan(JSON.stringify(written));
      expect([parsed.kind === "invalid" ? parsed.problems : [], accepts(written)]).toEqual([[], true]);
    }),
    { numRuns: 200 },
  );
});

type Place = { holder: Record<string, unknown>; key: string };

/** Every value within, by what holds it; lists are held by their indices. */
const placesIn = (value: unknown): Place[] =>
  typeof value === "object" && value !== null
    ? Object.keys(value).flatMap((key) => {
        const holder = value as Record<string, unknown>;
        return [{ holder, key }, ...placesIn(holder[key])];
      })
    : [];

const wrong = fc.constantFrom<unknown>(null, -1, 1.5, "", " ", "x".repeat(2_001), true, [], {}, ["?"], { odd: 1 }, 1e6);

test("what the code refuses of a changed plan, editors refuse, and the other way round", () => {
  fc.assert(
    fc.property(plan, fc.nat(), wrong, fc.boolean(), (written, at, value, isNewKey) => {
      const changed = structuredClone(written);
      const places = placesIn(changed);
      const place = places[at % Math.max(1, places.length)];
      if (place === undefined) return;
      if (isNewKey && !Array.isArray(place.holder)) place.holder["unheard_of"] = value;
      else place.holder[place.key] = value;
      expect([changed, accepts(changed)]).toEqual([changed, planFile.safeParse(changed).success]);
    }),
    { numRuns: 500 },
  );
});

describe("the exit criteria", () => {
  const names = Object.keys(criteria);

  test("are those of the schema and of the documentation, in one order", () => {
    const item = schema.properties.phases.items.properties.criteria.items;
    expect(Object.keys(item.anyOf[1].properties)).toEqual(names);
    const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
    expect([...page.matchAll(/^\| `([a-z-]+)`: Met when/gm)].map(([, name]) => name)).toEqual(names);
  });
});
