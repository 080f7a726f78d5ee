// Jobs of the shared store that a run may do along with its own.
import type { Pool } from "pg";
import type { JobStore } from "../jobs.ts";
import { readClaimed } from "./rows.ts";
import { DUE_PEERS, END_PEERS } from "./statements.ts";

export const openPostgresPeers = (pool: Pick<Pool, "query">): Pick<JobStore, "peers" | "endPeers"> => ({
  peers: async ({ job: { repository, priority } }, limit) =>
    (await pool.query(DUE_PEERS, [repository, priority, limit])).rows.map((row) => {
      const { id, deliveries, job } = readClaimed(row);
      return { id, deliveries, job };
    }),
  endPeers: async (claimed, peers, due) => {
    const given = peers.map(({ id, deliveries }) => ({ id: Number(id.split(":")[0]), deliveries }));
    const afterMs = due === null ? null : due.getTime() - Date.now();
    await pool.query(END_PEERS, [claimed.job.repository, ...claimed.id.split(":"), JSON.stringify(given), afterMs]);
  },
});

/** Ends queued jobs of a repository, or sets their timers, while that run of a job goes on; not those that an event joined since. */
export const PEER_FUNCTIONS = `
CREATE FUNCTION milegate.end_peers(of_repository text, of_id bigint, of_run bigint, given jsonb, after interval)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  peer milegate.job;
BEGIN
  PERFORM FROM milegate.lane WHERE repository = of_repository FOR UPDATE;
  IF NOT EXISTS (SELECT FROM milegate.job WHERE id = of_id AND run = of_run AND state = 'running') THEN RETURN; END IF;
  PERFORM set_config('synchronous_commit', 'off', true);
  FOR peer IN SELECT job.* FROM milegate.job AS job
      JOIN jsonb_to_recordset(given) AS each (id bigint, deliveries jsonb) ON each.id = job.id AND each.deliveries = job.deliveries
      WHERE job.repository = of_repository AND job.state = 'queued' LOOP
    DELETE FROM milegate.job WHERE repository = of_repository AND key = peer.key AND state = 'failed';
    IF after IS NULL THEN DELETE FROM milegate.job WHERE id = peer.id;
    ELSE UPDATE milegate.job SET due = clock_timestamp() + after, deliveries = '[]' WHERE id = peer.id;
    END IF;
  END LOOP;
END $$;`;
