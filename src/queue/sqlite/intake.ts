// Stores deliveries in the embedded store.
import type { RetryPolicy } from "../backoff.ts";
import { DELIVERIES_LIMIT, DELIVERY_MS } from "../jobs.ts";
import type { QueueJob } from "../queue.ts";
import type { StoreClock } from "./clock.ts";
import type { SqliteLine } from "./line.ts";
import { guidsOf, numberOf } from "./rows.ts";
import type { SqliteStore } from "./store.ts";

type Needs = { store: SqliteStore; clock: StoreClock; line: SqliteLine; retry: RetryPolicy };

/** Call it in a transaction. */
export function openIntake(
  needs: Needs,
): (delivery: string, jobs: readonly QueueJob<unknown>[]) => "stored" | "duplicate" {
  const { store, clock, line } = needs;
  const forget = store.prepare("DELETE FROM delivery WHERE stored_at < ?");
  const remember = store.prepare("INSERT OR IGNORE INTO delivery (guid, stored_at) VALUES (?, ?)");
  const join = joining(needs);
  return (delivery, jobs) => {
    const at = clock.now();
    forget.run(at - DELIVERY_MS);
    if (Number(remember.run(delivery, at).changes) === 0) return "duplicate";
    for (const job of jobs) join(delivery, job, at);
    for (const repository of new Set(jobs.map((job) => job.repository))) line.requeue(repository);
    return "stored";
  };
}

/**
 * Joins a waiting job with the same key and makes it due: the reason for its wait may be over. A job that failed still waits for the first
 * step of its backoff, and gets all its attempts again. So a flood of events neither overloads a failing service nor uses up the attempts.
 */
function joining({ store, retry }: Needs): (delivery: string, job: QueueJob<unknown>, at: number) => void {
  const update = store.prepare(`
    UPDATE job SET work = :work, priority = min(priority, :priority), attempts = 0, created = min(created, :at),
      due = min(due, max(:due, CASE WHEN error IS NOT NULL THEN :later ELSE :at END))
    WHERE repository = :repository AND key = :key AND state = 'queued' RETURNING id, deliveries`);
  const setDeliveries = store.prepare("UPDATE job SET deliveries = ? WHERE id = ?");
  const insert = store.prepare(`
    INSERT INTO job (repository, key, priority, work, deliveries, state, due, created)
    VALUES (:repository, :key, :priority, :work, :deliveries, 'queued', :due, :at)`);
  return (delivery, { delayMs = 0, ...job }, at) => {
    const values = { ...job, work: JSON.stringify(job.work), at, due: at + delayMs };
    const joined = update.get({ ...values, later: at + retry.firstMs });
    const deliveries = JSON.stringify([...guidsOf(joined?.["deliveries"]), delivery].slice(-DELIVERIES_LIMIT));
    if (joined === undefined) insert.run({ ...values, deliveries });
    else setDeliveries.run(deliveries, numberOf(joined["id"]));
  };
}
