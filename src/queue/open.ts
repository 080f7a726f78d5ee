// Chooses the engine of the queue by the settings.
import type { Queue } from "./queue.ts";
import { openSqliteQueue } from "./sqlite.ts";

type Settings = { DATA_DIR: string; WORKER_CONCURRENCY: number };

export function openQueue<Work>(
  { DATA_DIR, WORKER_CONCURRENCY }: Settings,
  parseWork: (stored: unknown) => Work,
): Queue<Work> {
  return openSqliteQueue({ directory: DATA_DIR, concurrency: WORKER_CONCURRENCY, parseWork });
}
