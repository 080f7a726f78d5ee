// Chooses the engine of the queue by the settings. Nothing else depends on DATABASE_URL.
import { join } from "node:path";
import type { Logger } from "pino";
import type { EngineSettings } from "./engine.ts";
import { openPostgresQueue } from "./postgres/queue.ts";
import type { WorkQueue } from "./queue.ts";
import { openSqliteQueue } from "./sqlite/queue.ts";

type StoreSettings = { DATA_DIR: string; DATABASE_URL?: string | undefined };

/** `file` is the embedded store's file; a store in memory (`DATA_DIR=:memory:`, for tests) has none. */
export type StoreLocation = { kind: "embedded"; directory: string; file: string } | { kind: "shared"; url: string };

export const storeLocation = ({ DATA_DIR, DATABASE_URL }: StoreSettings): StoreLocation =>
  DATABASE_URL === undefined
    ? { kind: "embedded", directory: DATA_DIR, file: join(DATA_DIR, "milegate.sqlite") }
    : { kind: "shared", url: DATABASE_URL };

/** Retry policies for failures and outages that replace the usual ones. */
export type RetryOptions = Pick<EngineSettings<unknown>, "retry" | "outage">;

/** Rejects with a `StoreError`, which says what to do, if the store can't be used. */
export async function openQueue<Work>(
  settings: StoreSettings & { WORKER_CONCURRENCY: number },
  parseWork: (stored: unknown) => Work,
  log: Pick<Logger, "error">,
  options: RetryOptions = {},
): Promise<WorkQueue<Work>> {
  const report = (error: unknown): void => log.error({ err: error }, "the queue's store failed; retrying");
  const engine = { concurrency: settings.WORKER_CONCURRENCY, parseWork, report, ...options };
  const location = storeLocation(settings);
  return location.kind === "embedded"
    ? openSqliteQueue({ ...engine, directory: location.directory })
    : openPostgresQueue({ ...engine, url: location.url });
}
