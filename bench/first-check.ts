// `node bench/first-check.ts`: seconds from `git clone` of this repository's HEAD to the first blocked check that `npm run demo` tells of.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milegate-clone-"));
const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);

await run(["git", "clone", "--quiet", repository, folder]);
tell("cloned (from this machine, not over the network)");
await run(["npm", "ci", "--no-audit", "--no-fund"]);
tell("npm ci is done (from npm's cache, where that has it)");
// Waited for to its end, so that nothing of it stays behind.
await run(["npm", "run", "demo"], "Blocked:");
rmSync(folder, { recursive: true });

function tell(what: string): void {
  process.stdout.write(`${seconds().padStart(6)} s  ${what}\n`);
}

/** Resolves when it ends well, or, where something is to be seen, once its output has that. */
function run([command = "", ...args]: string[], seen?: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  let isSeen = false;
  child.stdout.on("data", (part) => {
    out += String(part);
    if (seen === undefined || isSeen || !out.includes(seen)) return;
    isSeen = true;
    tell(
      `"${out
        .split("\n")
        .find((line) => line.includes(seen))
        ?.trim()}"`,
    );
  });
  child.on("exit", (code) => {
    if (code === 0 && (seen === undefined || isSeen)) resolve();
    else reject(new Error(`${command} ${args.join(" ")} ended with ${code}`));
  });
  return promise;
}
