// Chooses the engine of the queue by the settings.
import type { Logger } from "pino";
import type { EngineSettings } from "./engine.ts";
import { openPostgresQueue } from "./postgres/queue.ts";
import type { Queue } from "./queue.ts";
import { openSqliteQueue } from "./sqlite/queue.ts";

type Settings = { DATA_DIR: string; WORKER_CONCURRENCY: number; DATABASE_URL?: string | undefined };

/** How long what fails, and what meets an outage, waits; where it is not as usual. */
export type Patience = Pick<EngineSettings<unknown>, "retry" | "outage">;

/** Rejects with what to do where the store can't be used. */
export async function openQueue<Work>(
  { DATA_DIR, DATABASE_URL, WORKER_CONCURRENCY: concurrency }: Settings,
  parseWork: (stored: unknown) => Work,
  log: Pick<Logger, "error">,
  patience: Patience = {},
): Promise<Queue<Work>> {
  const report = (error: unknown): void => log.error({ err: error }, "the store of the queue fails; trying again");
  const settings = { concurrency, parseWork, report, ...patience };
  return DATABASE_URL === undefined
    ? openSqliteQueue({ ...settings, directory: DATA_DIR })
    : openPostgresQueue({ ...settings, url: DATABASE_URL });
}
