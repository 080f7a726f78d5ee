// No file reaches itself by its imports, types included: what belongs below doesn't know what is above it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { importCircles, importsIn } from "./imports.ts";

const folderAt = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

test.each(["packages/sandbox", "src"])("%s has no circle of imports", (path) => {
  expect(importsIn(folderAt(path)).size).toBeGreaterThan(100);
  expect(importCircles(folderAt(path))).toEqual([]);
});

test("the sandbox knows nothing of what runs on it", () => {
  const folder = folderAt("packages/sandbox/src");
  const imported = [...importsIn(folder).values()].flat().map((path) => relative(folder, path));
  expect(imported.length).toBeGreaterThan(300);
  expect(imported.filter((path) => path.startsWith(".."))).toEqual([]);
  const texts = [...importsIn(folder).keys()].map((path) => readFileSync(path, "utf8"));
  expect(texts.filter((text) => /milegate/i.test(text.replaceAll("@milegate/sandbox", "")))).toEqual([]);
});

test("a circle is found, whatever kind of import closes it", () => {
  const folder = mkdtempSync(join(tmpdir(), "milegate-imports-"));
  const files = {
    "a.ts": 'import {\n  one,\n  two,\n} from "./b.ts";\n',
    "b.ts": 'import type { Two } from "./c.ts";\n',
    "c.ts": 'export { three } from "./a.ts";\nimport { five } from "./e.ts";\n',
    "d.ts": 'const e = () => import("./e.ts");\nimport { one } from "./a.ts";\n',
    "e.ts": 'import "./d.ts";\n',
    "f.ts": 'import { readFileSync } from "node:fs";\nimport { one } from "./a.ts";\n',
    "g.ts": 'import { type G } from "./g.ts";\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    expect(importCircles(folder)).toEqual([["a.ts", "b.ts", "c.ts", "d.ts", "e.ts"], ["g.ts"]]);
    writeFileSync(join(folder, "e.ts"), "");
    expect(importCircles(folder)).toEqual([["a.ts", "b.ts", "c.ts"], ["g.ts"]]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
