// The jobs in the embedded store: each step is one transaction. Only deliveries are synced; a lost claim or settlement causes one more run.
import type { RetryPolicy } from "../backoff.ts";
import type { ClaimedJob, JobStore } from "../jobs.ts";
import type { QueueDepth } from "../queue.ts";
import { interruptedSettlement } from "../settlement.ts";
import type { StoreClock } from "./clock.ts";
import { openFailedJobs } from "./failed-jobs.ts";
import type { GroupSync } from "./group-sync.ts";
import { openIntake } from "./intake.ts";
import { openLine, type SqliteLine } from "./line.ts";
import { openSqlitePeers } from "./peers.ts";
import { jobOfRow, numberOf } from "./rows.ts";
import { openSettle } from "./settle.ts";
import type { SqliteStore } from "./store.ts";

export type SqliteNeeds = { store: SqliteStore; clock: StoreClock; sync: GroupSync; retry: RetryPolicy };

/** First returns the jobs that ran when an earlier process ended. */
export function openSqliteJobs({ store, clock, sync, retry }: SqliteNeeds): JobStore {
  const line = openLine(store, clock);
  const intake = openIntake({ store, clock, line, retry });
  const settle = openSettle({ store, clock, line });
  const claim = claiming(store, line);
  const one = store.prepare("SELECT 1");
  store.transaction(() => recover(store, (job) => settle(job, interruptedSettlement(job.attempts, retry, Date.now()))));
  return {
    store: async (delivery, jobs) => {
      const stored = store.transaction(() => intake(delivery, jobs));
      // The first delivery with this GUID may not be durable yet.
      await sync.synced();
      return stored;
    },
    // Only this process uses the file.
    open: () => undefined,
    isMine: async () => true,
    claim: async (limit) => store.transaction(() => claim(limit)),
    ...openSqlitePeers(store, clock),
    settle: async (claimed, settlement) => store.transaction(() => settle(claimed, settlement)),
    dueIn: async () => line.dueIn(),
    isQuiet: async (ms) => line.isQuiet(ms),
    depth: depths(store, clock),
    ...openFailedJobs(store, clock, line),
    ping: async () => void one.get(),
    checkWritable: writing(store, sync),
    close: async () => {
      await sync.close();
      if (store.db.isOpen) store.db.close();
    },
  };
}

function claiming(store: SqliteStore, line: SqliteLine): (limit: number) => ClaimedJob[] {
  const run = store.prepare("UPDATE job SET state = 'running', attempts = attempts + 1 WHERE id = ? RETURNING *");
  return (limit) => {
    const claimed: ClaimedJob[] = [];
    while (claimed.length < limit) {
      const id = line.takeNext();
      const row = id === null ? undefined : run.get(id);
      if (row === undefined) break;
      claimed.push(jobOfRow(row));
    }
    return claimed;
  };
}

function recover(store: SqliteStore, settle: (job: ClaimedJob) => void): void {
  for (const row of store.prepare("SELECT * FROM job WHERE state = 'running'").all()) settle(jobOfRow(row));
}

/** As large as a delivery, to detect a nearly full disk. */
const PROBE_BYTES = 32_768;

function writing(store: SqliteStore, sync: GroupSync): () => Promise<void> {
  const probe = store.prepare("UPDATE store SET probe = zeroblob(?)");
  return async () => {
    probe.run(PROBE_BYTES);
    await sync.synced();
  };
}

function depths(store: SqliteStore, clock: StoreClock): () => Promise<QueueDepth> {
  const queued = store.prepare(`
    SELECT count(*) FILTER (WHERE due <= :at) AS ready, count(*) FILTER (WHERE due > :at) AS waiting,
      min(created) FILTER (WHERE created <= :at) AS oldest FROM job INDEXED BY job_age WHERE state = 'queued'`);
  const others = store.prepare(`
    SELECT (SELECT count(*) FROM job WHERE state = 'running') AS running, (SELECT count(*) FROM job WHERE state = 'failed') AS failed`);
  return async () => {
    const at = clock.now();
    const row = { ...queued.get({ at }), ...others.get() };
    const of = (key: keyof QueueDepth | "oldest") => numberOf(row[key]);
    return {
      ready: of("ready") ?? 0,
      waiting: of("waiting") ?? 0,
      running: of("running") ?? 0,
      failed: of("failed") ?? 0,
      oldestSeconds: Math.max(0, at - (of("oldest") ?? at)) / 1000,
    };
  };
}
