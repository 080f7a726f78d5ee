// milegate init: writes a commented plan, for a repository's own milestones where one is named.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { PLAN_FILE } from "../vocabulary.ts";
import { parseRepository, type RepositoryTarget } from "./address.ts";
import { APP_ID_OPTION, APP_OPTION } from "./app-identity.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import { initRepository } from "./init-repository.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { starterPlan } from "./starter.ts";
import type { CliSubcommand } from "./subcommand.ts";

export const initSubcommand: CliSubcommand = {
  name: "init",
  arguments: [
    {
      name: "[repository-or-file]",
      description:
        "OWNER/REPO or its URL, to infer the plan from its milestones; or where to write a plan to start from",
    },
    { name: "[file]", description: `after a repository: where to write its plan; absent: ${PLAN_FILE}` },
  ],
  summary: "write a commented plan, or infer one from a repository's milestones; exit 1 if there is one already",
  options: [
    { flags: "--pull-request", description: "open the repository's plan as a pull request instead of writing a file" },
    { flags: "--force", description: "overwrite an existing file" },
    JSON_OPTION,
    APP_OPTION,
    APP_ID_OPTION,
  ],
  run: async (io, [first, second], options) => {
    const target = repositoryIn(first, io);
    const isPull = options["pullRequest"] === true;
    if (isPull && target === null) throw new UsageError("--pull-request needs a repository: milegate init OWNER/REPO.");
    if (isPull && (second !== undefined || options["force"] === true))
      throw new UsageError("--pull-request writes no file: give it without a file and without --force.");
    if (target === null && second !== undefined)
      throw new UsageError(`expected one file, or a repository before it, found "${first}" and "${second}".`);
    const file = (target === null ? first : second) ?? PLAN_FILE;
    const write = (text: string): Promise<boolean> => writePlan(io, file, text, options["force"] === true);
    if (target !== null)
      return initRepository(io, target, options, isPull ? { kind: "pull" } : { kind: "file", file, write });
    return writeStarter(io, file, options["json"] === true, write);
  },
};

/** Null if the text names a file. A path with one slash needs "./" before it, unless it ends in .yml or .yaml. */
function repositoryIn(written: string | undefined, io: CliIo): RepositoryTarget | null {
  if (written === undefined || /\.ya?ml$/i.test(written)) return null;
  const isRepository = /^https?:\/\//i.test(written) || /^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/.test(written);
  return isRepository ? parseRepository(written, io) : null;
}

async function writeStarter(
  io: CliIo,
  file: string,
  isJson: boolean,
  write: (text: string) => Promise<boolean>,
): Promise<number> {
  const text = starterPlan();
  if (!(await write(text))) return EXIT_FINDING;
  if (isJson) {
    io.data(jsonText({ repository: null, file, plan: text }));
    return EXIT_FINE;
  }
  io.out(`${io.paint("green", "✔")} wrote ${file}: MVP → Enhancement → Polish, every other key as a comment.`);
  io.out("  Commit it to the default branch. Then `milegate plan OWNER/REPO` shows what the app would do.");
  return EXIT_FINE;
}

/** False, with a message, if the file exists and may not be overwritten. */
async function writePlan({ cwd, err }: CliIo, file: string, text: string, force: boolean): Promise<boolean> {
  const path = resolve(cwd, file);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: force ? "w" : "wx" });
    return true;
  } catch (error) {
    const { code } = Object(error);
    if (code === "EISDIR") throw new UsageError(`${file} is a folder; name a file.`);
    if (code !== "EEXIST") throw error;
    err(`${file} already exists; --force overwrites it.`);
    return false;
  }
}
