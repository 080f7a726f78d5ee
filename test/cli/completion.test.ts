// What shells complete: bash is asked itself, the other scripts have to name every word.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { allSubcommands } from "../../src/cli/index.ts";
import { runMilegate } from "./run.ts";

const scriptFor = async (shell: string): Promise<string> => (await runMilegate(["completion", shell])).out;

const optionsOf = (name: string): string[] =>
  (allSubcommands.find((each) => each.name === name)?.options ?? []).map(({ flags }) => flags.split(" ")[0] ?? "");

describe("bash completes", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "milegate-completion-"));
    writeFileSync(join(folder, "plan of mine.yml"), "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What bash offers for the last of these words. */
  async function completed(...words: string[]): Promise<string[]> {
    const ask = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _milegate; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr, error } = spawnSync(
      "bash",
      ["-c", `${await scriptFor("bash")}\n${ask}`, "bash", "milegate", ...words],
      { encoding: "utf8", cwd: folder },
    );
    expect([error, stderr]).toEqual([undefined, ""]);
    return stdout.split("\n").filter((line) => line !== "");
  }

  test("every subcommand", async () => {
    expect(await completed("")).toEqual(expect.arrayContaining(allSubcommands.map(({ name }) => name)));
    expect(await completed("st")).toEqual(["status"]);
    expect(await completed("--v")).toEqual(["--version"]);
  });

  test.each(allSubcommands.map(({ name }) => name))("the options of %s", async (name) => {
    const offered = await completed(name, "--");
    expect(offered.filter((word) => word.startsWith("--")).toSorted()).toEqual(
      [...optionsOf(name), "--help"].toSorted(),
    );
  });

  test("files, where a file is meant, and else none", async () => {
    expect(await completed("validate", "pl")).toEqual(["plan of mine.yml"]);
    expect(await completed("validate", "--owner-file", "")).toEqual(["plan of mine.yml"]);
    expect(await completed("plan", "pl")).toEqual([]);
    expect(await completed("plan", "--app", "")).toEqual([]);
  });

  test("the names of shells", async () => {
    expect(await completed("completion", "z")).toEqual(["zsh"]);
  });
});

test.each(["zsh", "fish"])("the script for %s names every subcommand, option and summary", async (shell) => {
  const script = await scriptFor(shell);
  for (const { name, summary, options } of allSubcommands) {
    expect(script).toContain(name);
    expect(script).toContain(summary.slice(0, 12));
    for (const { flags } of options)
      expect(script).toContain(flags.split(" ")[0]?.replace(/^--/, shell === "fish" ? "-l " : "--"));
  }
});
