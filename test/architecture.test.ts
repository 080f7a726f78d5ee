// The shape of the house, where lint (biome.json) can't see it: purity, who writes, and that every file says what it is for.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { importsIn } from "./imports.ts";

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
  "history",
  "labels",
  "markdown",
  "plan",
  "plan-check",
  "decisions",
  "delivery",
  "review",
  "sign-offs",
  "standings",
  "values",
  "webhooks",
];
const PURE_FILES = [
  "set-bounded.ts",
  "change.ts",
  "feature.ts",
  "names.ts",
  "snapshot.ts",
  "merge-group-ref.ts",
  "notify/channel.ts",
  "notify/facts.ts",
  "notify/render.ts",
  "notify/privacy.ts",
  "notify/private-address.ts",
  "notify/telling.ts",
  "notify/told.ts",
  "notify/words.ts",
  "subject.ts",
  "proof.ts",
  "vocabulary.ts",
  "reconcile/compare-proof.ts",
  "reconcile/decide.ts",
  "reconcile/features.ts",
];
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

/** From the lowest up: a file imports files of its own layer and of those below, types included. */
const LAYERS: readonly (readonly string[])[] = [
  [
    "vocabulary.ts",
    "names.ts",
    "merge-group-ref.ts",
    "set-bounded.ts",
    "heap.ts",
    "steady-clock.ts",
    "package-info.ts",
  ],
  ["values/", "markdown/"],
  ["proof.ts"],
  ["subject.ts"],
  ["github/"],
  ["change.ts"],
  ["criteria/"],
  ["plan/"],
  ["decisions/"],
  ["delivery/"],
  ["snapshot.ts"],
  ["feature.ts"],
  ["labels/"],
  ["sign-offs/"],
  ["gate/"],
  ["review/"],
  ["history/"],
  ["plan-check/", "dashboard/"],
  ["standings/"],
  ["commands/"],
  ["webhooks/"],
  ["reconcile/"],
  ["queue/"],
  ["notify/"],
  ["settings.ts", "private-key.ts"],
  ["board/"],
  ["service/"],
  ["cli/", "action/"],
  ["set-up/"],
  ["set-up.ts"],
  ["start.ts"],
  ["main.ts"],
];

const layerOf = (path: string): number =>
  LAYERS.findIndex((layer) => layer.some((room) => (room.endsWith("/") ? path.startsWith(room) : path === room)));

describe("layers", () => {
  const imports = [...importsIn(ROOT)].map(([path, imported]) => ({
    path: relative(ROOT, path),
    imported: imported.map((each) => relative(ROOT, each)),
  }));

  test("every file is in one", () => {
    expect(imports.map(({ path }) => path).filter((path) => layerOf(path) === -1)).toEqual([]);
  });

  test("no import runs up, types included", () => {
    const up = imports.flatMap(({ path, imported }) =>
      imported.filter((each) => layerOf(each) > layerOf(path)).map((each) => `${path} → ${each}`),
    );
    expect(up).toEqual([]);
  });
});

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
  const writers = filesWhere((path, text) => !path.startsWith("github/") && /\bwrite\.\w+\(/.test(text));
  expect(writers).toEqual(["reconcile/apply.ts"]);
});

test("nothing imports the sandbox or the demo, nor anything else outside of src/", () => {
  const outside = filesWhere((path, text) => importsOf(path, text).some((each) => each.startsWith("..")));
  expect(outside).toEqual([]);
  expect(filesWhere((_path, text) => /(?:from|import\() ?"@milegate\//.test(text))).toEqual([]);
  expect(reachedFrom("start.ts").size).toBeGreaterThan(50);
});

test("every file opens with a line that says what it is for", () => {
  expect(filesWhere((_path, text) => !/^(#!.*\n)?\/\/ \S.{10,}\n/.test(text))).toEqual([]);
});
