// The shape of the house, where lint (biome.json) can't see it: purity, who writes, and that every file says what it is for.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";

const ROOT = fileURLToPath(new URL("../src", import.meta.url));

const FILES = new Map(
  readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => [path, readFileSync(join(ROOT, path), "utf8")]),
);

const PURE_FOLDERS = [
  "commands",
  "criteria",
  "dashboard",
  "gate",
  "labels",
  "markdown",
  "plan",
  "plan-check",
  "records",
  "review",
  "webhooks",
];
const PURE_FILES = ["reconcile/change.ts", "reconcile/decide.ts", "reconcile/snapshot.ts"];
const isPure = (path: string): boolean =>
  PURE_FILES.includes(path) || PURE_FOLDERS.includes(path.split("/", 1)[0] ?? "");

/** What a file imports to run it, from this project; types are gone by then. */
const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from "(\.[^"]+)";/gms)].map(([, specifier = ""]) =>
    relative(ROOT, join(ROOT, dirname(path), specifier)),
  );

function reachedFrom(path: string, reached = new Set<string>()): Set<string> {
  for (const next of importsOf(path, FILES.get(path) ?? "")) {
    if (reached.has(next)) continue;
    reached.add(next);
    reachedFrom(next, reached);
  }
  return reached;
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

/** Time, chance and the environment come in as values. */
const IMPURE = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bfetch\(|\bperformance\./;

const filesWhere = (holds: (path: string, text: string) => boolean): string[] =>
  [...FILES].filter(([path, text]) => holds(path, text)).map(([path]) => path);

describe("what is pure", () => {
  test("is there at all", () => {
    expect(filesWhere(isPure).length).toBeGreaterThan(30);
  });

  test("takes time, chance and the environment as values", () => {
    expect(filesWhere((path, text) => isPure(path) && IMPURE.test(withoutComments(text)))).toEqual([]);
  });

  test("reaches only what is pure, however far one follows its imports", () => {
    const reached = filesWhere(isPure).flatMap((path) =>
      [...reachedFrom(path)].filter((each) => !isPure(each)).map((each) => `${path} → ${each}`),
    );
    expect(reached).toEqual([]);
  });
});

test("only apply.ts writes", () => {
  const writers = filesWhere((path, text) => !/^(github|sandbox)\//.test(path) && /\bwrite\.\w+\(/.test(text));
  expect(writers).toEqual(["reconcile/apply.ts"]);
});

test("what runs in production does not reach the sandbox", () => {
  expect([...reachedFrom("start.ts")].filter((path) => path.startsWith("sandbox/"))).toEqual([]);
  expect(reachedFrom("start.ts").size).toBeGreaterThan(50);
});

test("every file opens with a line that says what it is for", () => {
  expect(filesWhere((_path, text) => !/^(#!.*\n)?\/\/ \S.{10,}\n/.test(text))).toEqual([]);
});
