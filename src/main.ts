// Starts the server: environment, settings, server and workers; no logic of its own.
import "./heap.ts";
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { run } from "probot";
import { StoreError } from "./queue/queue.ts";
import { type Service, serve } from "./service/serve.ts";
import { LOOPBACK, readSettings, SettingsError } from "./settings.ts";

// Node's loader never overrides what the environment has already.
if (existsSync(".env")) loadEnvFile(".env");

async function main(): Promise<void> {
  // Without an app there is nothing to serve yet: Probot's set-up page registers one from app.yml and writes `.env`.
  if ((process.env["APP_ID"] ?? "") === "") {
    // Probot would listen on localhost, which may be ::1 alone.
    process.env["HOST"] ||= LOOPBACK;
    await run(() => undefined);
    return;
  }
  const server = await serve(readSettings(process.env));
  stopOnSignal(server);
}

/** Who ends a whole group of processes ends npm, too, which passes the signal on: that one comes right behind the first. */
const SAME_SIGNAL_MS = 1_000;

/** The first signal stops in good order, the second one at once. */
function stopOnSignal(server: Service): void {
  let stoppingSince: number | null = null;
  const stop = (): void => {
    if (stoppingSince !== null && Date.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(130);
    if (stoppingSince !== null) return;
    stoppingSince = Date.now();
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof SettingsError || error instanceof StoreError
      ? `${error.message}\n`
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
});
