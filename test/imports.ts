// Circles of imports: files that reach themselves by what they import, types included.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Static and dynamic imports, and re-exports, of types, too; where an import says what it takes, it has no semicolon in between. */
const IMPORT =
  /^\s*(?:import|export)\s[^;]*?from\s+"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"\s*\)|^\s*import\s+"(\.[^"]+)"/gm;

/** What each TypeScript file below `folder` imports, by its absolute path. */
export function importsIn(folder: string): Map<string, string[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.split("/").includes("node_modules"))
    .map((path) => join(folder, path));
  return new Map(
    paths.map((path) => [
      path,
      [...readFileSync(path, "utf8").matchAll(IMPORT)].map(([, from, dynamic, bare]) =>
        join(dirname(path), from ?? dynamic ?? bare ?? ""),
      ),
    ]),
  );
}

/** Each circle as its files, relative to the folder and sorted: the groups in which every file reaches every other. */
export function importCircles(folder: string): string[][] {
  const imports = importsIn(folder);
  const reached = new Map([...imports.keys()].map((path) => [path, reachedFrom(path, imports)]));
  const reaches = (from: string, to: string): boolean => reached.get(from)?.has(to) ?? false;
  const inCircle = [...imports.keys()].filter((path) => reaches(path, path)).toSorted();
  const circles = inCircle.map((path) => inCircle.filter((other) => reaches(path, other) && reaches(other, path)));
  return circles
    .filter(([first], index) => first === inCircle[index])
    .map((circle) => circle.map((path) => relative(folder, path)));
}

function reachedFrom(path: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const imported of imports.get(next) ?? []) {
      if (reached.has(imported)) continue;
      reached.add(imported);
      open.push(imported);
    }
  return reached;
}
