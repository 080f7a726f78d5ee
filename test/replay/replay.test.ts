// Every recorded case is decided again, and the decision has to be the same. `UPDATE_CASES=1` writes the new ones, see docs/contributing/debugging.md.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import type { Change } from "../../src/change.ts";
import { situationOf } from "../../src/feature.ts";
import type { VerdictWord } from "../../src/gate/check-text.ts";
import { FEATURES } from "../../src/reconcile/features.ts";
import { parseCase, type RecordedCase, renderCase, replayCase, withPlans } from "../../src/reconcile/recorded/case.ts";
import { keepCurrent } from "../../src/reconcile/recorded/current.ts";
import { withoutSecrets } from "../../src/reconcile/recorded/texts.ts";
import type { Scope } from "../../src/snapshot.ts";
import { caseWorlds } from "./worlds/index.ts";

const FILES = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".json"));
const UPDATE = process.env["CI"] === undefined ? process.env["UPDATE_CASES"] : undefined;

const textOf = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");

function caseIn(file: string): RecordedCase {
  const parsed = parseCase(textOf(file));
  if (parsed.kind === "unreadable") throw new Error(`${file}: ${parsed.why}`);
  return parsed.recorded;
}

describe("decides as it was recorded", () => {
  test.each(FILES)("%s", (file) => {
    const recorded = caseIn(file);
    if (UPDATE === "texts") keepCurrent(recorded, recorded.changes, recorded.now);
    const changes = replayCase(recorded);
    if (UPDATE !== undefined) writeFileSync(new URL(file, import.meta.url), renderCase({ ...recorded, changes }));
    expect(changes).toEqual(caseIn(file).changes);
  });
});

test.each(FILES)("%s is written as every case is, and holds no secret", (file) => {
  expect(renderCase(caseIn(file))).toBe(textOf(file));
  expect(withoutSecrets(JSON.stringify(caseIn(file).items))).toBe(JSON.stringify(caseIn(file).items));
});

test("every world has its case", () => {
  const files = new Set(FILES);
  expect(caseWorlds.length).toBeGreaterThan(60);
  expect(caseWorlds.filter(({ name }) => !files.has(`${name}.json`))).toEqual([]);
});

describe("together they cover", () => {
  const cases = FILES.map(caseIn);

  test.each(FEATURES)("the feature $name", (feature) => {
    const decided = cases.filter(
      (recorded) => feature.decide(situationOf(withPlans(recorded), recorded.now)).length > 0,
    );
    expect(decided.length).toBeGreaterThan(3);
  });

  /** By every kind of change, whether a snapshot may lead to it: reactions are for commands alone. */
  const KINDS = {
    record: true,
    rewrite: true,
    "create-label": true,
    "add-labels": true,
    "remove-label": true,
    "set-check": true,
    "set-plan-check": true,
    "answer-deployment": true,
    "open-issue": true,
    "update-issue": true,
    comment: true,
    announce: true,
    complete: true,
    react: false,
  } as const satisfies Record<Change["kind"], boolean>;

  test("every kind of change", () => {
    const found = new Set(cases.flatMap(({ changes }) => changes.map(({ kind }) => kind)));
    const expected = Object.entries(KINDS).flatMap(([kind, isDecided]) => (isDecided ? [kind] : []));
    expect([...found].toSorted()).toEqual(expected.toSorted());
  });

  /** The command line has no store, so it records none of what is remembered there. */
  const SCOPES = {
    items: true,
    review: true,
    phases: true,
    repository: true,
    delivery: true,
    dashboard: true,
    standing: false,
    deployment: true,
  } as const satisfies Record<Scope["kind"], boolean>;

  test("every scope", () => {
    expect([...new Set(cases.map(({ scope }) => scope.kind))].toSorted()).toEqual(
      Object.entries(SCOPES)
        .flatMap(([kind, isRecorded]) => (isRecorded ? [kind] : []))
        .toSorted(),
    );
  });

  const VERDICTS = {
    Open: true,
    Blocked: true,
    Warning: true,
    "Not enforced": true,
    "No phase": true,
    Exempt: true,
    Overridden: true,
    "Invalid plan": true,
    "Repairs the plan": true,
  } as const satisfies Record<VerdictWord, true>;

  test("every verdict", () => {
    const checks = cases.flatMap(({ changes, items }) => [
      ...changes.flatMap((change) => (change.kind === "set-check" ? [change.content.title] : [])),
      ...items.flatMap((item) => (item.kind === "pull" && item.check !== null ? [item.check.title] : [])),
    ]);
    expect([...new Set(checks.map((title) => title.split(":", 1)[0] ?? ""))].toSorted()).toEqual(
      Object.keys(VERDICTS).toSorted(),
    );
  });
});
