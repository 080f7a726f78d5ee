// The jobs in the embedded store: each function is one transaction.
import type { DatabaseSync } from "node:sqlite";
import type { Retry } from "../backoff.ts";
import { type Claimed, DELIVERIES_LIMIT, DELIVERY_MS, type Jobs } from "../jobs.ts";
import type { Depth, Job } from "../queue.ts";
import { interrupted, type Settlement } from "../settlement.ts";
import { claimedOf, failureOf, listOf, numberOf } from "./rows.ts";
import { STEPS, transaction } from "./store.ts";

/** What ran when an earlier process ended is put back first. */
export function openJobs(db: DatabaseSync, retry: Retry): Jobs {
  transaction(db, () => recover(db, retry));
  return {
    store: async (delivery, jobs) => transaction(db, () => store(db, retry, delivery, jobs)),
    claim: async (busy) => transaction(db, () => claim(db, busy)),
    settle: async (claimed, settlement) => transaction(db, () => settle(db, claimed, settlement)),
    dueIn: async (busy) => {
      const due = db.prepare(`SELECT min(due) AS due FROM job WHERE state = 'ready' AND ${FREE}`);
      const at = numberOf(due.get({ busy: JSON.stringify(busy) })?.["due"]);
      return at === null ? null : at - Date.now();
    },
    isQuiet: async (ms) => {
      const busy = db.prepare("SELECT 1 FROM job WHERE state = 'running' OR (state = 'ready' AND due <= ?) LIMIT 1");
      return busy.get(Date.now() + ms) === undefined;
    },
    depth: async () => depth(db),
    failures: async () =>
      db.prepare("SELECT * FROM job WHERE state = 'failed' ORDER BY failed_at, id").all().map(failureOf),
    retry: async (id) => transaction(db, () => revive(db, id)),
    discard: async (id) => void db.prepare("DELETE FROM job WHERE id = ? AND state = 'failed'").run(id),
    ping: async () => void db.prepare("SELECT 1").get(),
    checkWritable: async () => db.exec(`PRAGMA user_version = ${STEPS.length}`),
    close: async () => db.close(),
  };
}

/** Takes the list of busy repositories as JSON. */
const FREE = "repository NOT IN (SELECT value FROM json_each(:busy))";
const INSTALLATION = "substr(repository, 1, instr(repository, '/'))";

function store(db: DatabaseSync, retry: Retry, delivery: string, jobs: readonly Job<unknown>[]) {
  const at = Date.now();
  db.prepare("DELETE FROM delivery WHERE stored_at < ?").run(at - DELIVERY_MS);
  const { changes } = db.prepare("INSERT OR IGNORE INTO delivery (guid, stored_at) VALUES (?, ?)").run(delivery, at);
  if (Number(changes) === 0) return "duplicate";
  for (const job of jobs) join(db, retry, delivery, job, at);
  return "stored";
}

/**
 * Joins the job that waits under the same key, and brings it forward: what it waited for may be over. One that failed waits for the
 * first step of its backoff all the same, and has all its attempts before it again: neither does a flood of events hammer what is
 * down, nor use up the attempts.
 */
function join(db: DatabaseSync, { firstMs }: Retry, delivery: string, given: Job<unknown>, at: number): void {
  const { delayMs = 0, ...job } = given;
  const work = JSON.stringify(job.work);
  const due = at + delayMs;
  const joined = db
    .prepare(
      `UPDATE job SET work = :work, priority = min(priority, :priority), attempts = 0, created = min(created, :at),
         due = min(due, max(:due, CASE WHEN error IS NOT NULL THEN :later ELSE :at END))
       WHERE repository = :repository AND key = :key AND state = 'ready' RETURNING id, deliveries`,
    )
    .get({ ...job, work, at, due, later: at + firstMs });
  const deliveries = JSON.stringify([...listOf(joined?.["deliveries"]), delivery].slice(-DELIVERIES_LIMIT));
  if (joined !== undefined)
    return void db.prepare("UPDATE job SET deliveries = ? WHERE id = ?").run(deliveries, numberOf(joined["id"]));
  db.prepare(
    `INSERT INTO job (repository, key, priority, work, deliveries, state, due, created)
     VALUES (:repository, :key, :priority, :work, :deliveries, 'ready', :due, :at)`,
  ).run({ ...job, work, deliveries, at, due });
}

/** An installation gets a further worker only where none that has none waits for it. */
function claim(db: DatabaseSync, busy: readonly string[]): Claimed | null {
  const next = (fair: string) =>
    db
      .prepare(
        `UPDATE job SET state = 'running', attempts = attempts + 1 WHERE id =
           (SELECT id FROM job WHERE state = 'ready' AND due <= :at AND ${FREE} ${fair} ORDER BY priority, due, id LIMIT 1)
         RETURNING *`,
      )
      .get({ at: Date.now(), busy: JSON.stringify(busy) });
  const others = `AND ${INSTALLATION} NOT IN (SELECT substr(value, 1, instr(value, '/')) FROM json_each(:busy))`;
  const row = next(others) ?? next("");
  return row === undefined ? null : claimedOf(row);
}

/** Nothing happens where the job is not running any more. */
function settle(db: DatabaseSync, claimed: Claimed, settlement: Settlement): void {
  if (db.prepare("SELECT 1 FROM job WHERE id = ? AND state = 'running'").get(claimed.id) === undefined) return;
  if (settlement.kind === "again") again(db, claimed, settlement);
  else end(db, claimed, settlement);
}

function end(db: DatabaseSync, claimed: Claimed, settlement: Exclude<Settlement, { kind: "again" }>): void {
  const { repository, key } = claimed.job;
  // A success also settles what was kept of earlier failures under the same key.
  db.prepare("DELETE FROM job WHERE repository = ? AND key = ? AND state = 'failed'").run(repository, key);
  if (settlement.kind === "kept")
    return void db
      .prepare("UPDATE job SET state = 'failed', error = ?, failed_at = ? WHERE id = ?")
      .run(settlement.error, Date.now(), claimed.id);
  db.prepare("DELETE FROM job WHERE id = ?").run(claimed.id);
  // A twin that waits asks for its own timer when it has run.
  if (settlement.kind === "timer")
    db.prepare(
      `INSERT INTO job (repository, key, priority, work, deliveries, state, due, created)
       VALUES (:repository, :key, :priority, :work, '[]', 'ready', :due, :due)
       ON CONFLICT (repository, key) WHERE state = 'ready' DO NOTHING`,
    ).run({ ...claimed.job, work: JSON.stringify(claimed.job.work), due: settlement.due.getTime() });
}

/** Back among the ready ones, or into the twin that an event put there meanwhile. */
function again(
  db: DatabaseSync,
  { id, job: { repository, key }, deliveries }: Claimed,
  { due, attempts, error }: Extract<Settlement, { kind: "again" }>,
): void {
  const twin = db
    .prepare("SELECT id, deliveries FROM job WHERE repository = ? AND key = ? AND state = 'ready'")
    .get(repository, key);
  if (twin !== undefined) db.prepare("DELETE FROM job WHERE id = ?").run(id);
  db.prepare(
    "UPDATE job SET state = 'ready', due = :due, attempts = :attempts, error = :error, deliveries = :deliveries WHERE id = :id",
  ).run({
    id: twin === undefined ? id : numberOf(twin["id"]),
    due: due.getTime(),
    attempts,
    error,
    deliveries: JSON.stringify([...deliveries, ...listOf(twin?.["deliveries"])].slice(-DELIVERIES_LIMIT)),
  });
}

function recover(db: DatabaseSync, retry: Retry): void {
  for (const row of db.prepare("SELECT * FROM job WHERE state = 'running'").all()) {
    const claimed = claimedOf(row);
    settle(db, claimed, interrupted(claimed.attempts, retry, Date.now()));
  }
}

/** Joins what waits under its key, and brings that forward. */
function revive(db: DatabaseSync, id: string): void {
  const row = db.prepare("SELECT * FROM job WHERE id = ? AND state = 'failed'").get(id);
  if (row === undefined) return;
  const { job } = claimedOf(row);
  const { changes } = db
    .prepare("UPDATE job SET due = min(due, ?), attempts = 0 WHERE repository = ? AND key = ? AND state = 'ready'")
    .run(Date.now(), job.repository, job.key);
  if (Number(changes) > 0) db.prepare("DELETE FROM job WHERE id = ?").run(id);
  else db.prepare("UPDATE job SET state = 'ready', due = ?, attempts = 0 WHERE id = ?").run(Date.now(), id);
}

function depth(db: DatabaseSync): Depth {
  const at = Date.now();
  const row = db
    .prepare(
      `SELECT count(*) FILTER (WHERE state = 'ready' AND due <= :at) AS ready, count(*) FILTER (WHERE state = 'ready' AND due > :at) AS waiting,
         count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE state = 'failed') AS failed,
         min(created) FILTER (WHERE state = 'ready' AND created <= :at) AS oldest FROM job`,
    )
    .get({ at });
  const of = (key: string) => numberOf(row?.[key]) ?? 0;
  const oldestSeconds = Math.max(0, at - (numberOf(row?.["oldest"]) ?? at)) / 1000;
  return { ready: of("ready"), waiting: of("waiting"), running: of("running"), failed: of("failed"), oldestSeconds };
}
