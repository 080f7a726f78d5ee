// milegate init: writes a commented starter plan.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { PLAN_FILE } from "../vocabulary.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import { STARTER_PLAN } from "./starter.ts";
import type { CliSubcommand } from "./subcommand.ts";

export const initSubcommand: CliSubcommand = {
  name: "init",
  arguments: [{ name: "[file]", description: `where to write it; absent: ${PLAN_FILE}` }],
  summary: "write a commented starter plan",
  options: [{ flags: "--force", description: "overwrite an existing file" }],
  run: async (io, [file = PLAN_FILE], { force }) => {
    const path = resolve(io.cwd, file);
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeFile(path, STARTER_PLAN, { flag: force === true ? "w" : "wx" });
    } catch (error) {
      const { code } = Object(error);
      if (code === "EISDIR") throw new UsageError(`${file} is a folder; name a file.`);
      if (code !== "EEXIST") throw error;
      io.err(`${file} already exists; --force overwrites it.`);
      return EXIT_FINDING;
    }
    io.out(`${io.paint("green", "✔")} wrote ${file}: MVP → Enhancement → Polish, every other key as a comment.`);
    io.out("  Commit it to the default branch. Then `milegate plan OWNER/REPO` shows what the app would do.");
    return EXIT_FINE;
  },
};
