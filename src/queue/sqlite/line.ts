// The line in which repositories wait for a worker: each has one place in it, however many jobs it has.
import { CLAIM_WINDOW, installationKey, PROMOTION_LIMIT } from "../jobs.ts";
import type { StoreClock } from "./clock.ts";
import { numberOf } from "./rows.ts";
import type { SqliteStore } from "./store.ts";

export type SqliteLine = {
  /** Updates a repository's place after its jobs have changed. */
  requeue(repository: string): void;
  /** Returns the next job and takes its repository out of the line; null if nothing is due. */
  takeNext(): number | null;
  /** Milliseconds until a job is due. */
  dueIn(): number | null;
  /** Whether no job runs, and none is due within so many milliseconds. */
  isQuiet(ms: number): boolean;
};

type NextJob = { id: number; priority: number; due: number };

/**
 * Turns make the line fair: a repository gets the turn after the last one of its installation and priority, but never before the head of
 * the line. So an installation with a thousand repositories, or a repository with a thousand jobs, does not delay the others.
 */
export function openLine(store: SqliteStore, clock: StoreClock): SqliteLine {
  const nextJob = nextJobs(store, clock);
  const place = places(store, clock);
  const running = store.prepare("SELECT 1 FROM job WHERE repository = ? AND state = 'running'");
  const due = store.prepare(
    `SELECT repository FROM lane WHERE state = 'waiting' AND due <= ? ORDER BY due LIMIT ${PROMOTION_LIMIT}`,
  );
  const head = store.prepare(`
    WITH head AS (SELECT repository, installation, turn, due FROM lane WHERE state = 'ready' ORDER BY turn, due LIMIT ${CLAIM_WINDOW})
    SELECT repository FROM head ORDER BY turn + (
      SELECT count(*) FROM lane WHERE state = 'running' AND installation = head.installation), due LIMIT 1`);
  const take = store.prepare("UPDATE lane SET state = 'running' WHERE repository = ?");
  const requeue = (repository: string): void => {
    if (running.get(repository) === undefined) place(repository, nextJob(repository));
  };
  const takeNext = (): number | null => {
    for (const row of due.all(clock.now())) requeue(String(row["repository"]));
    for (let row = head.get(); row !== undefined; row = head.get()) {
      const repository = String(row["repository"]);
      const next = nextJob(repository);
      if (next !== null && next.due <= clock.now()) {
        take.run(repository);
        return next.id;
      }
      place(repository, next);
    }
    return null;
  };
  return { requeue, takeNext, ...waits(store, clock) };
}

/** The most urgent due job, or else the one that is due first. The query reads one row for each priority, not for each job. */
function nextJobs(store: SqliteStore, clock: StoreClock): (repository: string) => NextJob | null {
  const first = store.prepare(`
    SELECT id, priority, due FROM job WHERE repository = ? AND state = 'queued' AND priority > ? ORDER BY priority, due, id LIMIT 1`);
  return (repository) => {
    const now = clock.now();
    let soonest: NextJob | null = null;
    for (let row = first.get(repository, Number.MIN_SAFE_INTEGER); row !== undefined; ) {
      const job = { id: Number(row["id"]), priority: Number(row["priority"]), due: Number(row["due"]) };
      if (job.due <= now) return job;
      if (soonest === null || job.due < soonest.due) soonest = job;
      row = first.get(repository, job.priority);
    }
    return soonest;
  };
}

function places(store: SqliteStore, clock: StoreClock): (repository: string, next: NextJob | null) => void {
  const lane = store.prepare("SELECT state, priority, turn FROM lane WHERE repository = ?");
  const leave = store.prepare("DELETE FROM lane WHERE repository = ?");
  const enter = store.prepare(`
    INSERT INTO lane (repository, installation, state, priority, turn, due) VALUES (:repository, :installation, :state, :priority, :turn, :due)
    ON CONFLICT (repository) DO UPDATE SET state = excluded.state, priority = excluded.priority, turn = excluded.turn, due = excluded.due`);
  const turnOf = store.prepare(`
    SELECT max(coalesce((SELECT turn FROM lane WHERE state = 'ready' ORDER BY turn LIMIT 1), 0), coalesce((SELECT turn + 1 FROM lane
      WHERE state = 'ready' AND installation = ? AND priority = ? ORDER BY turn DESC LIMIT 1), 0)) AS turn`);
  return (repository, next) => {
    if (next === null) return void leave.run(repository);
    const now = clock.now();
    const installation = installationKey(repository);
    const { priority, due } = next;
    if (due > now) return void enter.run({ repository, installation, state: "waiting", priority, turn: 0, due });
    const before = lane.get(repository);
    const isReady = before?.["state"] === "ready";
    if (isReady && Number(before?.["priority"]) <= priority) return;
    const turn = Number(turnOf.get(installation, priority)?.["turn"]);
    const sooner = isReady ? Math.min(turn, Number(before?.["turn"])) : turn;
    enter.run({ repository, installation, state: "ready", priority, turn: sooner, due: now });
  };
}

function waits(store: SqliteStore, clock: StoreClock): Pick<SqliteLine, "dueIn" | "isQuiet"> {
  const active = store.prepare("SELECT 1 FROM lane WHERE state = ? LIMIT 1");
  const soonest = store.prepare("SELECT due FROM lane WHERE state = 'waiting' ORDER BY due LIMIT 1");
  const waitingIn = (): number | null => {
    const due = numberOf(soonest.get()?.["due"]);
    return due === null ? null : due - clock.now();
  };
  return {
    dueIn: () => (active.get("ready") === undefined ? waitingIn() : 0),
    isQuiet: (ms) =>
      active.get("running") === undefined && active.get("ready") === undefined && (waitingIn() ?? ms + 1) > ms,
  };
}
