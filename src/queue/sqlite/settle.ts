// Settles jobs that ran in the embedded store.
import { type ClaimedJob, DELIVERIES_LIMIT } from "../jobs.ts";
import type { JobSettlement } from "../settlement.ts";
import type { StoreClock } from "./clock.ts";
import type { SqliteLine } from "./line.ts";
import { guidsOf, numberOf } from "./rows.ts";
import type { SqliteStore } from "./store.ts";

type Needs = { store: SqliteStore; clock: StoreClock; line: SqliteLine };
type Settle = (claimed: ClaimedJob, settlement: JobSettlement) => void;

/** Call it in a transaction. "lost" if the job is not running any more. */
export function openSettle(needs: Needs): (claimed: ClaimedJob, settlement: JobSettlement) => "settled" | "lost" {
  const running = needs.store.prepare("SELECT 1 FROM job WHERE id = ? AND state = 'running'");
  const again = comingAgain(needs);
  const end = ending(needs);
  return (claimed, settlement) => {
    if (running.get(claimed.id) === undefined) return "lost";
    if (settlement.kind === "again") again(claimed, settlement);
    else end(claimed, settlement);
    needs.line.requeue(claimed.job.repository);
    return "settled";
  };
}

function ending({ store, clock }: Needs): Settle {
  const forgive = store.prepare("DELETE FROM job WHERE repository = ? AND key = ? AND state = 'failed'");
  const keep = store.prepare("UPDATE job SET state = 'failed', error = ?, failed_at = ? WHERE id = ?");
  const remove = store.prepare("DELETE FROM job WHERE id = ?");
  // A waiting job with the same key sets its own timer after its run.
  const setTimer = store.prepare(`
    INSERT INTO job (repository, key, priority, work, deliveries, state, due, created)
    VALUES (:repository, :key, :priority, :work, '[]', 'queued', :due, :due)
    ON CONFLICT (repository, key) WHERE state = 'queued' DO NOTHING`);
  return ({ id, job }, settlement) => {
    // A success also removes earlier failures with the same key.
    forgive.run(job.repository, job.key);
    if (settlement.kind === "kept") return void keep.run(settlement.error, clock.now(), id);
    remove.run(id);
    if (settlement.kind === "timer")
      setTimer.run({ ...job, work: JSON.stringify(job.work), due: clock.stored(settlement.due) });
  };
}

/** Queues the job again, or merges it into the job that an event stored meanwhile. */
function comingAgain({
  store,
  clock,
}: Needs): (claimed: ClaimedJob, settlement: Extract<JobSettlement, { kind: "again" }>) => void {
  const waiting = store.prepare("SELECT id, deliveries FROM job WHERE repository = ? AND key = ? AND state = 'queued'");
  const remove = store.prepare("DELETE FROM job WHERE id = ?");
  const queue = store.prepare(`
    UPDATE job SET state = 'queued', due = :due, attempts = :attempts, error = :error, deliveries = :deliveries WHERE id = :id`);
  return ({ id, job, deliveries }, { due, attempts, error }) => {
    const twin = waiting.get(job.repository, job.key);
    if (twin !== undefined) remove.run(id);
    queue.run({
      id: twin === undefined ? id : numberOf(twin["id"]),
      due: clock.stored(due),
      attempts,
      error,
      deliveries: JSON.stringify([...deliveries, ...guidsOf(twin?.["deliveries"])].slice(-DELIVERIES_LIMIT)),
    });
  };
}
