// Finds jobs that are stored as running although no process runs them.
import type { Pool } from "pg";
import { z } from "zod";
import type { ClaimedJob } from "../jobs.ts";
import { readClaimed } from "./rows.ts";
import { ORPHANED_JOBS } from "./statements.ts";

/** Longer than a claim can take: a statement times out earlier (connect.ts). */
const STRAY_MS = 8_000;

const taken = z.object({ worker: z.number().nullable() });

/**
 * They belong to processes that are gone, or to this process, which does not run them: the answer to its claim was lost, or the database
 * crashed before it wrote the settlement.
 */
export function orphansOf(pool: Pool, runs: (id: string) => boolean): (worker: number) => Promise<ClaimedJob[]> {
  let strays = new Map<string, number>();
  return async (worker) => {
    const { rows } = await pool.query(ORPHANED_JOBS, [worker]);
    const found = rows.map((row) => ({ ...taken.parse(row), claimed: readClaimed(row) }));
    const now = performance.now();
    const own = found.filter((each) => each.worker !== null && !runs(each.claimed.id));
    strays = new Map(own.map(({ claimed }) => [claimed.id, strays.get(claimed.id) ?? now]));
    const isStray = ({ id }: ClaimedJob): boolean => now - (strays.get(id) ?? now) > STRAY_MS;
    return found.filter((each) => each.worker === null || isStray(each.claimed)).map(({ claimed }) => claimed);
  };
}
