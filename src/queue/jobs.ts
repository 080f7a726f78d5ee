// The jobs in the embedded store: each function is one step, durable when it returns.
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { backoff, type Retry } from "./backoff.ts";
import type { Depth, Failure, Job } from "./queue.ts";

type Row = Record<string, SQLOutputValue>;
type Clock = { now: () => number; random: () => number; retry: Retry };

/** A job that was taken to be run. `work` is as it was stored. */
export type Claimed = { id: number; attempts: number; deliveries: string[]; job: Job<unknown> };

export type Jobs = ReturnType<typeof openJobs>;

/** GitHub offers redelivery for three days; a GUID older than that does not come again. */
const DELIVERY_MS = 4 * 24 * 60 * 60 * 1000;
const ERROR_LIMIT = 4_000;
/** How many GUIDs of one job are kept for the log. */
const DELIVERIES_LIMIT = 20;

/** A timer that is past already must not become a loop. */
const TIMER_MS = 1_000;

/** Takes the list of busy repositories as JSON. */
const FREE = "repository NOT IN (SELECT value FROM json_each(?))";

export function openJobs(db: DatabaseSync, clock: Clock) {
  return {
    store: (delivery: string, jobs: readonly Job<unknown>[]) => transaction(db, () => store(db, clock, delivery, jobs)),
    /** The next job that is due in a repository that is not busy; null when there is none. */
    claim: (busy: readonly string[]) => transaction(db, () => claim(db, clock, busy)),
    /** Comes again at `next`, unless something has asked for it meanwhile. */
    done: (claimed: Claimed, next?: number) => transaction(db, () => done(db, clock, claimed, next)),
    /** Comes again at `until`; that it ran does not count. */
    wait: (claimed: Claimed, until: number) =>
      transaction(db, () => again(db, claimed, until, claimed.attempts - 1, null)),
    fail: (claimed: Claimed, error: string) => transaction(db, () => fail(db, clock, claimed, error)),
    /** What ran when an earlier process ended is run again; that counts, so a job that ends the process does not do so for ever. */
    recover: () => transaction(db, () => recover(db, clock)),
    /** When the next job falls due in a repository that is not busy. */
    nextDue: (busy: readonly string[]): number | null =>
      number(
        db.prepare(`SELECT min(due) AS due FROM job WHERE state = 'ready' AND ${FREE}`).get(JSON.stringify(busy))?.[
          "due"
        ],
      ),
    depth: () => depth(db, clock.now()),
    failures: () => db.prepare("SELECT * FROM job WHERE state = 'failed' ORDER BY failed_at, id").all().map(failureOf),
    retry: (id: string) => transaction(db, () => revive(db, clock, id)),
    discard: (id: string) => void db.prepare("DELETE FROM job WHERE id = ? AND state = 'failed'").run(id),
    ping: () => void db.prepare("SELECT 1").get(),
  };
}

function transaction<Result>(db: DatabaseSync, step: () => Result): Result {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = step();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

const number = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
const list = (value: SQLOutputValue | undefined): string[] => {
  const parsed: unknown = JSON.parse(String(value ?? "[]"));
  return Array.isArray(parsed) ? parsed.map(String) : [];
};

function store(
  db: DatabaseSync,
  { now }: Clock,
  delivery: string,
  jobs: readonly Job<unknown>[],
): "stored" | "duplicate" {
  const at = now();
  db.prepare("DELETE FROM delivery WHERE stored_at < ?").run(at - DELIVERY_MS);
  const { changes } = db.prepare("INSERT OR IGNORE INTO delivery (guid, stored_at) VALUES (?, ?)").run(delivery, at);
  if (Number(changes) === 0) return "duplicate";
  for (const job of jobs) insert(db, { ...job, work: JSON.stringify(job.work) }, [delivery], at);
  return "stored";
}

/** Joins the job that waits under the same key, and brings it forward: what it waited for may be over. */
function insert(db: DatabaseSync, job: Job<string>, deliveries: string[], at: number): void {
  const waiting = db
    .prepare("SELECT id, deliveries FROM job WHERE repository = ? AND key = ? AND state = 'ready'")
    .get(job.repository, job.key);
  const known = [...list(waiting?.["deliveries"]), ...deliveries].slice(-DELIVERIES_LIMIT);
  if (waiting !== undefined)
    return void db
      .prepare("UPDATE job SET deliveries = ?, work = ?, due = min(due, ?), priority = min(priority, ?) WHERE id = ?")
      .run(JSON.stringify(known), job.work, at, job.priority, number(waiting["id"]) ?? 0);
  db.prepare(
    "INSERT INTO job (repository, key, priority, work, deliveries, state, due, created) VALUES (?, ?, ?, ?, ?, 'ready', ?, ?)",
  ).run(job.repository, job.key, job.priority, job.work, JSON.stringify(known), at, at);
}

function claim(db: DatabaseSync, { now }: Clock, busy: readonly string[]): Claimed | null {
  const row = db
    .prepare(
      `SELECT * FROM job WHERE state = 'ready' AND due <= ? AND ${FREE}
       ORDER BY priority, due, id LIMIT 1`,
    )
    .get(now(), JSON.stringify(busy));
  if (row === undefined) return null;
  db.prepare("UPDATE job SET state = 'running', attempts = attempts + 1 WHERE id = ?").run(number(row["id"]) ?? 0);
  return claimedOf({ ...row, attempts: (number(row["attempts"]) ?? 0) + 1 });
}

const claimedOf = (row: Row): Claimed => ({
  id: number(row["id"]) ?? 0,
  attempts: number(row["attempts"]) ?? 0,
  deliveries: list(row["deliveries"]),
  job: {
    repository: String(row["repository"]),
    key: String(row["key"]),
    priority: number(row["priority"]) ?? 0,
    work: JSON.parse(String(row["work"])),
  },
});

/** A success also settles what was kept of earlier failures under the same key. A twin that waits asks for its own timer when it has run. */
function done(db: DatabaseSync, { now }: Clock, { id, job }: Claimed, next: number | undefined): void {
  db.prepare("DELETE FROM job WHERE id = ?").run(id);
  db.prepare("DELETE FROM job WHERE repository = ? AND key = ? AND state = 'failed'").run(job.repository, job.key);
  if (next === undefined) return;
  const due = Math.max(next, now() + TIMER_MS);
  db.prepare(
    `INSERT INTO job (repository, key, priority, work, deliveries, state, due, created) VALUES (?, ?, ?, ?, '[]', 'ready', ?, ?)
     ON CONFLICT (repository, key) WHERE state = 'ready' DO NOTHING`,
  ).run(job.repository, job.key, job.priority, JSON.stringify(job.work), due, due);
}

/** Back among the ready ones, or into the twin that an event put there meanwhile. */
function again(
  db: DatabaseSync,
  { id, job, deliveries }: Claimed,
  due: number,
  attempts: number,
  error: string | null,
): void {
  const twin = db
    .prepare("SELECT id FROM job WHERE repository = ? AND key = ? AND state = 'ready'")
    .get(job.repository, job.key);
  if (twin === undefined)
    return void db
      .prepare("UPDATE job SET state = 'ready', due = ?, attempts = ?, error = ? WHERE id = ?")
      .run(due, attempts, error, id);
  db.prepare("DELETE FROM job WHERE id = ?").run(id);
  insert(db, { ...job, work: JSON.stringify(job.work) }, deliveries, due);
  db.prepare("UPDATE job SET attempts = max(attempts, ?), due = max(due, ?) WHERE id = ?").run(
    attempts,
    due,
    number(twin["id"]) ?? 0,
  );
}

function fail(db: DatabaseSync, { now, random, retry }: Clock, claimed: Claimed, message: string): void {
  const error = message.slice(0, ERROR_LIMIT);
  if (claimed.attempts < retry.attempts) {
    again(db, claimed, now() + backoff(retry, claimed.attempts, random()), claimed.attempts, error);
    return;
  }
  const { repository, key } = claimed.job;
  db.prepare("DELETE FROM job WHERE repository = ? AND key = ? AND state = 'failed'").run(repository, key);
  db.prepare("UPDATE job SET state = 'failed', error = ?, failed_at = ? WHERE id = ?").run(error, now(), claimed.id);
}

function recover(db: DatabaseSync, clock: Clock): void {
  for (const row of db.prepare("SELECT * FROM job WHERE state = 'running'").all()) {
    const claimed = claimedOf(row);
    if (claimed.attempts < clock.retry.attempts) again(db, claimed, clock.now(), claimed.attempts, null);
    else fail(db, clock, claimed, "the process ended while this job ran");
  }
}

function depth(db: DatabaseSync, at: number): Depth {
  const row = db
    .prepare(
      `SELECT count(*) FILTER (WHERE state = 'ready' AND due <= :at) AS ready, count(*) FILTER (WHERE state = 'ready' AND due > :at) AS waiting,
         count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE state = 'failed') AS failed,
         min(created) FILTER (WHERE state = 'ready' AND created <= :at) AS oldest FROM job`,
    )
    .get({ at });
  const of = (key: string) => number(row?.[key]) ?? 0;
  const oldest = number(row?.["oldest"]);
  const oldestSeconds = oldest === null ? 0 : Math.max(0, at - oldest) / 1000;
  return { ready: of("ready"), waiting: of("waiting"), running: of("running"), failed: of("failed"), oldestSeconds };
}

const failureOf = (row: Row): Failure => ({
  id: String(row["id"]),
  repository: String(row["repository"]),
  key: String(row["key"]),
  attempts: number(row["attempts"]) ?? 0,
  error: String(row["error"] ?? ""),
  failedAt: new Date(number(row["failed_at"]) ?? 0),
});

function revive(db: DatabaseSync, { now }: Clock, id: string): void {
  const row = db.prepare("SELECT * FROM job WHERE id = ? AND state = 'failed'").get(id);
  if (row !== undefined) again(db, claimedOf(row), now(), 0, null);
}
