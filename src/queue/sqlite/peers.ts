// Jobs of the embedded store that a run may do along with its own.
import type { ClaimedJob, JobStore } from "../jobs.ts";
import type { QueuePeer } from "../queue.ts";
import type { StoreClock } from "./clock.ts";
import { jobOfRow } from "./rows.ts";
import type { SqliteStore } from "./store.ts";

export function openSqlitePeers(store: SqliteStore, clock: StoreClock): Pick<JobStore, "peers" | "endPeers"> {
  const due = store.prepare(`
    SELECT * FROM job WHERE repository = ? AND state = 'queued' AND priority = ? AND due <= ? AND attempts = 0 AND error IS NULL
    ORDER BY due, id LIMIT ?`);
  const running = store.prepare("SELECT 1 FROM job WHERE id = ? AND state = 'running'");
  const queued = store.prepare("SELECT * FROM job WHERE id = ? AND state = 'queued'");
  const remove = store.prepare("DELETE FROM job WHERE id = ?");
  const setTimer = store.prepare("UPDATE job SET due = ?, deliveries = '[]' WHERE id = ?");
  const forgive = store.prepare("DELETE FROM job WHERE repository = ? AND key = ? AND state = 'failed'");
  const isSame = (peer: QueuePeer<unknown>): boolean => {
    const row = queued.get(peer.id);
    return row !== undefined && textOf(jobOfRow(row)) === textOf(peer);
  };
  return {
    peers: async ({ job: { repository, priority } }, limit) =>
      due.all(repository, priority, clock.now(), limit).map((row) => peerOf(jobOfRow(row))),
    endPeers: async (claimed, peers, at) =>
      store.transaction(() => {
        if (running.get(claimed.id) === undefined) return;
        for (const { id, job } of peers.filter(isSame)) {
          forgive.run(job.repository, job.key);
          if (at === null) remove.run(id);
          else setTimer.run(clock.stored(at), id);
        }
      }),
  };
}

const peerOf = ({ id, deliveries, job }: ClaimedJob): QueuePeer<unknown> => ({ id, deliveries, job });

/** An event that joins a job adds its delivery. */
const textOf = ({ deliveries, job }: Pick<QueuePeer<unknown>, "deliveries" | "job">): string =>
  JSON.stringify([deliveries, job.repository, job.key]);
