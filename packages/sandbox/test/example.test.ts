// The example in the README: the file that it shows, which runs and says nothing.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const EXAMPLE = new URL("../example/greeter.ts", import.meta.url);

test("the README shows it, but for the line that says what the file is for", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const shown = /```ts\n(.*?)```/s.exec(readme)?.[1];
  const example = readFileSync(EXAMPLE, "utf8");
  expect(shown).toBe(example.slice(example.indexOf("\n") + 1));
});

test("it runs", () => {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(EXAMPLE)], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});
