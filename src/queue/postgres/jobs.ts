// The jobs in the shared store. A unique index allows one running job for each repository, and only a live process may hold it.
import type { Pool } from "pg";
import type { RetryPolicy } from "../backoff.ts";
import { type ClaimedJob, DELIVERY_MS, type JobStore } from "../jobs.ts";
import { interruptedSettlement, type JobSettlement } from "../settlement.ts";
import { orphansOf } from "./orphans.ts";
import { openPostgresPeers } from "./peers.ts";
import type { WorkerProcess } from "./process.ts";
import { readClaimed, readDepth, readFailed } from "./rows.ts";
import * as sql from "./statements.ts";

export type PostgresNeeds = { pool: Pool; own: WorkerProcess; retry: RetryPolicy };

export function openPostgresJobs({ pool, own, retry }: PostgresNeeds): JobStore {
  return {
    store: async (delivery, jobs) => {
      const values = [delivery, JSON.stringify(jobs), DELIVERY_MS, retry.firstMs];
      return (await pool.query(sql.STORE_DELIVERY, values)).rows[0]?.is_new === true ? "stored" : "duplicate";
    },
    open: (host) => {
      const findOrphans = orphansOf(pool, host.runs);
      own.open(host, async (worker) => {
        const orphans = await findOrphans(worker);
        const now = Date.now();
        for (const orphan of orphans) await settle(pool, orphan, interruptedSettlement(orphan.attempts, retry, now));
        if (orphans.length > 0) host.woken();
      });
    },
    isMine: own.isMine,
    claim: async (limit) => {
      const worker = await own.worker();
      const { rows } = await pool.query(sql.CLAIM_JOBS, [worker, limit]);
      if (!own.isCurrent(worker)) throw new Error("another process took over what this one was about to take");
      return rows.map(readClaimed);
    },
    ...openPostgresPeers(pool),
    settle: (claimed, settlement) => settle(pool, claimed, settlement),
    dueIn: async () => {
      const ms = (await pool.query(sql.DUE_IN)).rows[0]?.ms ?? null;
      return ms === null ? null : Number(ms);
    },
    isQuiet: async (ms) => (await pool.query(sql.IS_QUIET, [ms])).rows[0]?.quiet === true,
    depth: async () => readDepth((await pool.query(sql.QUEUE_DEPTH)).rows[0]),
    failures: async () => (await pool.query(sql.FAILED_JOBS)).rows.map(readFailed),
    retry: async (id) => void (await pool.query(sql.REVIVE_JOB, [id])),
    discard: async (id) => void (await pool.query(sql.DISCARD_JOB, [id])),
    ping: async () => void (await pool.query("SELECT 1")),
    checkWritable: async () => void (await pool.query(sql.WRITE_PROBE)),
    close: async () => {
      await own.close();
      await pool.end();
    },
  };
}

async function settle(pool: Pool, claimed: ClaimedJob, settlement: JobSettlement): Promise<"settled" | "lost"> {
  const values = [claimed.job.repository, ...claimed.id.split(":"), ...detailsOf(settlement)];
  return (await pool.query(sql.SETTLE_JOB, values)).rows[0]?.is_settled === true ? "settled" : "lost";
}

function detailsOf(
  settlement: JobSettlement,
): [kind: string, afterMs: number | null, tried: number, error: string | null] {
  switch (settlement.kind) {
    case "done":
      return ["done", null, 0, null];
    case "timer":
      return ["done", fromNow(settlement.due), 0, null];
    case "again":
      return ["again", fromNow(settlement.due), settlement.attempts, settlement.error];
    case "kept":
      return ["kept", null, 0, settlement.error];
  }
}

/** In milliseconds: the date uses this process's clock, and the store uses the database's. */
const fromNow = (due: Date): number => due.getTime() - Date.now();
