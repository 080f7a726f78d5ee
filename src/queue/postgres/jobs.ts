// The jobs in the shared store. A repository is worked on by who holds its lock, and nobody works on a job that another process runs.
import type { Pool } from "pg";
import { z } from "zod";
import type { Retry } from "../backoff.ts";
import { type Claimed, DELIVERY_MS, type Jobs } from "../jobs.ts";
import type { Depth, Failure } from "../queue.ts";
import { interrupted, type Settlement } from "../settlement.ts";
import type { Session } from "./session.ts";
import * as sql from "./statements.ts";

/** Leaves a process that lost its connection for a moment the time to take its locks again, in milliseconds. */
const GRACE_MS = 2_000;
/** How often this process looks for jobs whose process is gone, in milliseconds. */
const ORPHANS_MS = 1_000;

type Needs = { pool: Pool; session: Session; retry: Retry };

export function openJobs({ pool, session, retry }: Needs): Jobs {
  const recover = recovery(session, retry);
  const settleAndUnlock = async (claimed: Claimed, settlement: Settlement): Promise<void> => {
    await settle(session, claimed, settlement);
    await session.unlock(claimed.job.repository);
  };
  return {
    store: async (delivery, jobs) => {
      const values = [delivery, JSON.stringify(jobs), DELIVERY_MS, retry.firstMs];
      return (await pool.query(sql.STORE, values)).rowCount === 0 ? "duplicate" : "stored";
    },
    claim: async (busy) => {
      await recover(busy);
      for (const row of await session.query(sql.CANDIDATES, [busy])) {
        const claimed = await take(session, String(row["repository"]));
        if (claimed !== null) return claimed;
      }
      return null;
    },
    settle: settleAndUnlock,
    dueIn: async (busy) => {
      const ms = (await pool.query(sql.DUE_IN, [busy])).rows[0]?.ms ?? null;
      return ms === null ? null : Number(ms);
    },
    isQuiet: async (ms) => (await pool.query(sql.BUSY, [ms])).rowCount === 0,
    depth: async () => depthOf((await pool.query(sql.DEPTH)).rows[0]),
    failures: async () => (await pool.query(sql.FAILURES)).rows.map(failureOf),
    retry: async (id) => void (await pool.query(sql.REVIVE, [id])),
    discard: async (id) => void (await pool.query(sql.DISCARD, [id])),
    ping: async () => void (await pool.query("SELECT 1")),
    checkWritable: async () => void (await pool.query("UPDATE milegate.store SET version = version")),
    close: async () => {
      await session.close();
      await pool.end();
    },
  };
}

/** Null where another process was faster. */
async function take(session: Session, repository: string): Promise<Claimed | null> {
  if (!(await session.lock(repository))) return null;
  const row = await session.query(sql.TAKE, [repository]).then(
    (rows) => rows[0],
    async (error: unknown) => {
      await session.unlock(repository);
      throw error;
    },
  );
  if (row !== undefined) return claimedOf(row);
  await session.unlock(repository);
  return null;
}

/** Nothing happens where the job is not running any more, or in another run. */
async function settle(session: Session, claimed: Claimed, settlement: Settlement): Promise<void> {
  const running = claimed.id.split(":");
  if (settlement.kind === "again")
    await session.query(sql.AGAIN, [...running, fromNow(settlement.due), settlement.attempts, settlement.error]);
  else if (settlement.kind === "kept") await session.query(sql.KEEP, [...running, settlement.error]);
  else await session.query(sql.DONE, [...running, settlement.kind === "timer" ? fromNow(settlement.due) : null]);
}

/** In milliseconds: the moment is by this process's clock, and the store goes by the database's. */
const fromNow = (due: Date): number => due.getTime() - Date.now();

/** Puts back what ran in a process that is gone: seen without a lock for a while, and still so when we have the lock. */
function recovery(session: Session, retry: Retry): (busy: readonly string[]) => Promise<void> {
  let suspects = new Map<string, number>();
  let lookAt = 0;
  return async (busy) => {
    const now = Date.now();
    if (now < lookAt) return;
    lookAt = now + ORPHANS_MS;
    const orphans = (await session.query(sql.ORPHANS, [busy])).map(claimedOf);
    suspects = new Map(orphans.map(({ id }) => [id, suspects.get(id) ?? now]));
    for (const orphan of orphans) {
      if (now - (suspects.get(orphan.id) ?? now) < GRACE_MS) continue;
      if (!(await session.lock(orphan.job.repository))) continue;
      await settle(session, orphan, interrupted(orphan.attempts, retry, now));
      await session.unlock(orphan.job.repository);
    }
  };
}

const stored = z.object({
  id: z.coerce.string(),
  run: z.coerce.string(),
  repository: z.string(),
  key: z.string(),
  priority: z.number(),
  work: z.unknown(),
  deliveries: z.array(z.string()),
  attempts: z.number(),
  error: z.string().nullable(),
  failed_at: z.date().nullable(),
});

/** A job and a run of it: what another process made of it since is not ours. */
function claimedOf(row: unknown): Claimed {
  const { id, run, deliveries, attempts, repository, key, priority, work } = stored.parse(row);
  return { id: `${id}:${run}`, attempts, deliveries, job: { repository, key, priority, work } };
}

function failureOf(row: unknown): Failure {
  const { id, repository, key, attempts, error, failed_at } = stored.parse(row);
  return { id, repository, key, attempts, error: error ?? "", failedAt: failed_at ?? new Date(0) };
}

const depths = z.object({
  ready: z.coerce.number(),
  waiting: z.coerce.number(),
  running: z.coerce.number(),
  failed: z.coerce.number(),
  oldest: z.coerce.number(),
});

function depthOf(row: unknown): Depth {
  const { oldest, ...counts } = depths.parse(row);
  return { ...counts, oldestSeconds: Math.max(0, oldest) };
}
