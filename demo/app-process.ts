// The real app as a process of its own, configured as in production: by environment variables alone.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@milegate/sandbox";
import { freePort } from "./free-port.ts";

export type DemoApp = {
  /** Where webhooks go. */
  url: string;
  /** Where its board is. */
  board: string;
  pid: number;
  /** Where its store is. */
  dataDir: string;
  /** From the start of the process until it could take work. */
  readyMs: number;
  stop(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
};

const READY_WITHIN_MS = 60_000;

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** Resolves when it can take work. Its log goes nowhere, its errors to the terminal. `settings` go before those that it has here. */
export async function startApp(
  { app, url }: Pick<Sandbox, "app" | "url">,
  settings: Record<string, string> = {},
  main = MAIN,
): Promise<DemoApp> {
  const port = settings["PORT"] ?? String(await freePort());
  const data = mkdtempSync(join(tmpdir(), "milegate-demo-"));
  const dataDir = join(data, "data");
  const began = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    // A folder without a `.env`, so that the demo never touches a real registration.
    cwd: data,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      APP_ID: String(app.id),
      PRIVATE_KEY: app.privateKey,
      WEBHOOK_SECRET: app.webhookSecret,
      GHE_HOST: new URL(url).host,
      GHE_PROTOCOL: "http",
      HOST: "127.0.0.1",
      PORT: port,
      DATA_DIR: dataDir,
      GITHUB_WRITE_INTERVAL_MS: "0",
      DASHBOARD_DELAY: "1s",
      CLIENT_ID: app.clientId,
      CLIENT_SECRET: app.clientSecret,
      BASE_URL: `http://127.0.0.1:${port}`,
      BOARD_ADMINS: "alice",
      ...settings,
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await ready(child, `${address}/readyz`).catch((error: unknown) => {
    child.kill("SIGKILL");
    throw error;
  });
  return {
    url: `${address}/api/github/webhooks`,
    board: address,
    pid: child.pid ?? 0,
    dataDir: settings["DATA_DIR"] ?? dataDir,
    readyMs: performance.now() - began,
    stop: () => end(child, data, "SIGTERM"),
    kill: () => end(child, data, "SIGKILL"),
  };
}

async function ready(child: ChildProcess, probe: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The app ended with code ${child.exitCode} before it was ready.`);
    if (
      await fetch(probe).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("The app was not ready in time.");
}

async function end(child: ChildProcess, data: string, signal: NodeJS.Signals): Promise<void> {
  // One that has crashed tells of its end no more.
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
  rmSync(data, { recursive: true, force: true });
}
