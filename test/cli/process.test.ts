// The command as a process: what goes to which stream, colours, and what a terminal would obey.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { printableText } from "../../src/cli/io.ts";

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const ESC = String.fromCharCode(27);

function run(argv: readonly string[], env: Record<string, string> = {}, input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...argv], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    input,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

test("answers go to standard output, refusals to standard error, both without colours where no terminal is", () => {
  expect(run(["validate", "-"], {}, "version: 1")).toEqual({
    status: 0,
    stdout: "✔ -: MVP → Enhancement → Polish\n",
    stderr: "",
  });
  expect(run(["plan", "octo/shop"])).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^error: GITHUB_TOKEN is not set\. .*\n$/),
  });
});

test("FORCE_COLOR paints both streams, NO_COLOR none", () => {
  expect(run(["validate", "-"], { FORCE_COLOR: "1" }, "version: 1").stdout).toContain(`${ESC}[32m✔${ESC}[39m`);
  expect(run(["plan", "octo/shop"], { FORCE_COLOR: "1" }).stderr).toContain(`${ESC}[31merror:${ESC}[39m`);
  expect(run(["validate", "-"], { NO_COLOR: "1" }, "version: 1").stdout).not.toContain(ESC);
});

test("a reader that has had enough is no error", () => {
  const many = `version: 1\n${Array.from({ length: 4000 }, (_each, at) => `k${at}: 1`).join("\n")}`;
  const script = 'set -o pipefail; "$0" "$1" validate - | head -n 1';
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script, process.execPath, MAIN], {
    input: many,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect([status, stderr, stdout.split("\n").length]).toEqual([1, "", 2]);
});

test.each([
  ["clears the screen", `a${ESC}[2Jb`, "a\uFFFD[2Jb"],
  ["sets the title", `${ESC}]0;x\u0007`, "\uFFFD]0;x\uFFFD"],
  ["hides", `${ESC}[8mx`, "\uFFFD[8mx"],
  ["begins the line anew", "bad\rgood", "bad\uFFFDgood"],
  ["turns the order round", "a\u202Eb", "a\uFFFDb"],
  ["a control character of one byte", "\u009B2J", "\uFFFD2J"],
])("what %s is not passed on", (_name, text, shown) => {
  expect(printableText(text)).toBe(shown);
});

test("colours, line ends and words of any script are", () => {
  const text = `${ESC}[1mשלום${ESC}[22m\n\tعربي\u200F 👩‍👩‍👧`;
  expect(printableText(text)).toBe(text);
});
