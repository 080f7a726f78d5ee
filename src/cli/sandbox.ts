// milegate sandbox: a GitHub on this machine with the real app connected to it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FINDING } from "./exit.ts";
import type { Subcommand } from "./subcommand.ts";

export const sandbox: Subcommand = {
  name: "sandbox",
  arguments: [],
  summary: "start a GitHub on this machine with the app connected to it, and a page to try it out",
  options: [{ flags: "--play", description: "play a whole delivery, MVP to done, by itself" }],
  run: async (_io, _args, { play }) => {
    const args = play === true ? ["--serve", "--play"] : ["--serve"];
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", mainFile(), ...args], {
      stdio: "inherit",
    });
    // What the terminal sends to its whole group reaches the child by itself.
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    const [code]: unknown[] = await once(child, "exit");
    return typeof code === "number" ? code : FINDING;
  },
};

/** Built it is JavaScript; in the repository it is TypeScript. */
function mainFile(): string {
  const at = (extension: string) => fileURLToPath(new URL(`../sandbox/demo/main.${extension}`, import.meta.url));
  return existsSync(at("js")) ? at("js") : at("ts");
}
