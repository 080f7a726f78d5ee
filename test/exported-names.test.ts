// One exported name is exported once in the repository, so that a search for it finds one thing.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { parseSync } from "@swc/core";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["src", "packages", "demo", "test", "bench", "scripts"];

const named = z.object({ value: z.string() });
/** In `{ one: two }` the name is `two`. */
const property = z.union([
  z.object({ type: z.literal("KeyValuePatternProperty"), value: named }).transform(({ value }) => value.value),
  z.object({ key: named }).transform(({ key }) => key.value),
]);
const pattern = z.union([
  named.transform(({ value }) => [value]),
  z.object({ properties: z.array(property) }).transform(({ properties }) => properties),
]);
const declaration = z.union([
  z.object({ identifier: named }).transform(({ identifier }) => [identifier.value]),
  z.object({ id: named }).transform(({ id }) => [id.value]),
  z
    .object({ declarations: z.array(z.object({ id: pattern })) })
    .transform(({ declarations }) => declarations.flatMap(({ id }) => id)),
]);

/** The names of declarations that a text exports; not those that it exports from another file. Overloads count once. */
function exportedNames(text: string): string[] {
  const { body } = parseSync(text, { syntax: "typescript", target: "es2024" });
  const names = body.flatMap((item) => (item.type === "ExportDeclaration" ? declaration.parse(item.declaration) : []));
  return [...new Set(names)];
}

/** Each name that is exported by several files, with those. */
function sharedNames(files: ReadonlyMap<string, string>): string[] {
  const places = [...files].flatMap(([path, text]) => exportedNames(text).map((name) => ({ name, path })));
  return [...Map.groupBy(places, ({ name }) => name)]
    .filter(([, found]) => found.length > 1)
    .map(([name, found]) => `${name}: ${found.map(({ path }) => path).join(", ")}`)
    .toSorted();
}

test("every kind of declaration is read", () => {
  const text = `
    export const one = 1, { two, three: four } = { two: 2, three: 3 };
    export function five(): void {}
    export async function six(): Promise<void> {}
    export class Seven {}
    export type Eight = { nine: number };
    export interface Ten {}
    export { eleven } from "./eleven.ts";
    export type * from "./twelve.ts";
    const thirteen = 13;`;
  expect(exportedNames(text)).toEqual(["one", "two", "four", "five", "six", "Seven", "Eight", "Ten"]);
  expect(
    sharedNames(
      new Map([
        ["a.ts", text],
        ["b.ts", "export type five = 5;"],
      ]),
    ),
  ).toEqual(["five: a.ts, b.ts"]);
});

test("no name is exported by two files", () => {
  const tracked = execFileSync("git", ["ls-files", "-z", "--", ...FOLDERS], { cwd: ROOT, encoding: "utf8" });
  const paths = tracked.split("\0").filter((path) => path.endsWith(".ts"));
  expect(paths.length).toBeGreaterThan(500);
  expect(sharedNames(new Map(paths.map((path) => [path, readFileSync(`${ROOT}/${path}`, "utf8")])))).toEqual([]);
});
