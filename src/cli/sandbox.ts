// milegate sandbox: starts a simulated GitHub on this machine, with the real app connected.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { EXIT_FINDING, UsageError } from "./exit.ts";
import { type CliSubcommand, optionText } from "./subcommand.ts";

export const sandboxSubcommand: CliSubcommand = {
  name: "sandbox",
  arguments: [],
  summary: "start a simulated GitHub on this machine, with the app connected, and a page to try it out",
  options: [
    { flags: "--play", description: "play a whole delivery automatically, MVP to done" },
    { flags: "--port <number>", description: "the port of the page; absent: any free port" },
  ],
  run: async (_io, _args, { play, port }) => {
    const args = ["--serve", ...(play === true ? ["--play"] : []), ...portOf(optionText(port))];
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", demoFile(), ...args], {
      stdio: "inherit",
    });
    // The terminal sends SIGINT to the whole process group, so the child gets it, too.
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

/** The program that starts both. It is part of the repository, and needs the package of the sandbox. */
const DEMO = fileURLToPath(new URL("../../demo/main.ts", import.meta.url));

function demoFile(): string {
  if (existsSync(DEMO) && isInstalled("@milegate/sandbox")) return DEMO;
  throw new UsageError(
    "@milegate/sandbox is not installed: it is not part of this package. In a clone of the repository, run `npm ci && npm run demo -- --serve`.",
  );
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
