// milegate sandbox: a GitHub on this machine with the real app connected to it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { EXIT_FINDING, UsageError } from "./exit.ts";
import { type CliSubcommand, optionText } from "./subcommand.ts";

export const sandboxSubcommand: CliSubcommand = {
  name: "sandbox",
  arguments: [],
  summary: "start a GitHub on this machine with the app connected to it, and a page to try it out",
  options: [
    { flags: "--play", description: "play a whole delivery, MVP to done, by itself" },
    { flags: "--port <number>", description: "where it listens; absent: any free port" },
  ],
  run: async (_io, _args, { play, port }) => {
    const args = ["--serve", ...(play === true ? ["--play"] : []), ...portOf(optionText(port))];
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", mainFile(), ...args], {
      stdio: "inherit",
    });
    // What the terminal sends to its whole group reaches the child by itself.
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    const [code]: unknown[] = await once(child, "exit");
    return typeof code === "number" ? code : EXIT_FINDING;
  },
};

function portOf(written: string | undefined): string[] {
  if (written === undefined) return [];
  if (!/^\d{1,5}$/.test(written) || Number(written) > 65_535)
    throw new UsageError(`--port takes a number up to 65535, found "${written}".`);
  return ["--port", written];
}

/** Built it is JavaScript, in the repository TypeScript, and in a package it is not there. */
function mainFile(): string {
  const at = (extension: string) => fileURLToPath(new URL(`../sandbox/demo/main.${extension}`, import.meta.url));
  const found = ["js", "ts"].map(at).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new UsageError(
    "@milegate/sandbox is not installed here: the package comes without it. In a clone of the repository, run `npm ci && npm run demo -- --serve`.",
  );
}
