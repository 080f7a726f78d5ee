// Chooses the engine of the queue by the settings.
import type { Logger } from "pino";
import { openPostgresQueue } from "./postgres/queue.ts";
import type { Queue } from "./queue.ts";
import { openSqliteQueue } from "./sqlite/queue.ts";

type Settings = { DATA_DIR: string; WORKER_CONCURRENCY: number; DATABASE_URL?: string | undefined };

/** Rejects with what to do where the store can't be used. */
export async function openQueue<Work>(
  { DATA_DIR, DATABASE_URL, WORKER_CONCURRENCY: concurrency }: Settings,
  parseWork: (stored: unknown) => Work,
  log: Pick<Logger, "error">,
): Promise<Queue<Work>> {
  const report = (error: unknown): void => log.error({ err: error }, "the store of the queue fails; trying again");
  const settings = { concurrency, parseWork, report };
  return DATABASE_URL === undefined
    ? openSqliteQueue({ ...settings, directory: DATA_DIR })
    : openPostgresQueue({ ...settings, url: DATABASE_URL });
}
