// Starts the server, or the set-up page if there is no app yet: environment, settings, signals.
import "./heap.ts";
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { StoreError } from "./queue/queue.ts";
import { type RunningService, startService } from "./service/serve.ts";
import { startSetUp } from "./set-up.ts";
import { readSettings, SettingsError } from "./settings.ts";

// Node's loader never overrides variables of the environment.
if (existsSync(".env")) loadEnvFile(".env");

async function main(): Promise<void> {
  if ((process.env["APP_ID"] ?? "").trim() === "")
    return startSetUp(process.env, (line) => void process.stderr.write(`${line}\n`));
  const starting = startService(readSettings(process.env));
  stopOnSignal(starting);
  await starting;
}

/** A signal to a process group also reaches npm, which forwards it: the second one arrives at once. */
const SAME_SIGNAL_MS = 1_000;

/** The first signal stops the service gracefully, once it has started; the second one ends the process at once. */
function stopOnSignal(starting: Promise<RunningService>): void {
  let stoppingSince: number | null = null;
  const stop = (): void => {
    if (stoppingSince !== null && performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(130);
    if (stoppingSince !== null) return;
    stoppingSince = performance.now();
    starting
      .then((server) => server.stop())
      .then(
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
