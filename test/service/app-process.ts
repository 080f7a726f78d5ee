// The real app as a process of its own, with everything that it says.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@milegate/sandbox";
import { freePort } from "../../demo/free-port.ts";

export type TestProcess = {
  child: ChildProcess;
  url: string;
  /** Standard output and error so far. */
  said: () => string;
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
  /** Waits for a line, or for the end of the process. */
  says: (text: string) => Promise<void>;
};

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** The project's own scripts, with the sources in place of what a build makes of them. */
function likeBuilt(cwd: string): void {
  cpSync(fileURLToPath(new URL("../../package.json", import.meta.url)), join(cwd, "package.json"));
  mkdirSync(join(cwd, "dist"));
  writeFileSync(join(cwd, "dist", "main.js"), `import ${JSON.stringify(MAIN)};\n`);
}

export async function startProcess(env: Record<string, string>, by: "node" | "npm" = "node"): Promise<TestProcess> {
  const cwd = mkdtempSync(join(tmpdir(), "milegate-process-"));
  const port = await freePort();
  if (by === "npm") likeBuilt(cwd);
  const [command, ...args] =
    by === "npm" ? ["npm", "start"] : [process.execPath, "--disable-warning=ExperimentalWarning", MAIN];
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: String(port), DATA_DIR: join(cwd, "data"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    said += String(chunk);
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code))).finally(() =>
    rmSync(cwd, { recursive: true, force: true }),
  );
  const says = async (text: string): Promise<void> => {
    while (!said.includes(text) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { child, url: `http://127.0.0.1:${port}`, said: () => said, ended, says };
}

export const settingsFor = ({ app, url }: Pick<Sandbox, "app" | "url">): Record<string, string> => ({
  APP_ID: String(app.id),
  PRIVATE_KEY: app.privateKey,
  WEBHOOK_SECRET: app.webhookSecret,
  GHE_HOST: new URL(url).host,
  GHE_PROTOCOL: "http",
  GITHUB_WRITE_INTERVAL_MS: "0",
});
