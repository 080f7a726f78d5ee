// A Node that is too old is refused in one line, before anything is loaded that it can't load.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Runs the check as that Node would. */
function checkAs(version: string) {
  const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;
  const args = ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, file("src/node-version.js")];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stderr };
}

test.each(["18.20.8", "20.20.2", "22.19.5"])("Node %s is refused, and told which is needed", (version) => {
  const { status, stderr } = checkAs(version);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Milegate needs Node 22\.20 or newer, found \S+ \(.+\)\. .+\n$/);
  expect(stderr).toContain(version);
});

test.each(["22.20.0", "23.0.0", "24.21.0"])("Node %s is fine", (version) => {
  expect(checkAs(version)).toEqual({ status: 0, stderr: "" });
});

test.each(["src/main.ts", "src/cli/main.ts"])("%s loads the check before anything else", (path) => {
  const loaded = [...readFileSync(file(path), "utf8").matchAll(/^import\b.*$/gm)].map(([line]) => line);
  expect(loaded).toEqual([expect.stringMatching(/^import "\.{1,2}\/node-version\.js";$/)]);
});

test("npm's scripts that run the sources check first", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(file("package.json"), "utf8"));
  for (const name of ["demo", "dev"]) expect(scripts[name]).toMatch(/^node src\/node-version\.js && node /);
});
