// The statements of the shared store. Each is one transaction, and none depends on what another process does between two of them.
import { DELIVERIES_LIMIT } from "../jobs.ts";
import { CHANNEL, CLOSINGS, LOCK } from "./session.ts";

const RUNNING = "id = $1 AND run = $2 AND state = 'running'";

const FROM_NOW = "clock_timestamp() + $3::float8 * interval '1 ms'";

/** The latest GUIDs of two lists, as one. */
const joined = (before: string, after: string): string =>
  `(SELECT coalesce(jsonb_agg(value ORDER BY nr), '[]') FROM
     (SELECT value, nr FROM jsonb_array_elements(${before} || ${after}) WITH ORDINALITY AS list (value, nr) ORDER BY nr DESC LIMIT ${DELIVERIES_LIMIT}) latest)`;

/**
 * $1 GUID, $2 jobs as JSON, $3 how long a GUID is kept and $4 the first step of the backoff, both in milliseconds. One row when it was new.
 * A job that waits under the same key is joined and brought forward: what it waited for may be over. One that failed waits for the
 * first step of its backoff all the same, and has all its attempts before it again: neither does a flood of events hammer what is
 * down, nor use up the attempts. In the order of the keys, so that two deliveries can't wait for each other.
 */
export const STORE = `
  WITH old AS (DELETE FROM milegate.delivery WHERE stored_at < now() - $3 * interval '1 ms'),
  fresh AS (INSERT INTO milegate.delivery (guid) VALUES ($1) ON CONFLICT DO NOTHING RETURNING guid),
  stored AS (
    INSERT INTO milegate.job AS job (repository, key, priority, work, deliveries, state, due, created)
    SELECT repository, key, priority, work, jsonb_build_array(guid), 'ready', now() + coalesce("delayMs", 0) * interval '1 ms', now()
      FROM fresh, jsonb_to_recordset($2::jsonb) AS given (repository text, key text, priority integer, work jsonb, "delayMs" integer)
      ORDER BY repository, key
    ON CONFLICT (repository, key) WHERE state = 'ready' DO UPDATE SET
      work = excluded.work, priority = least(job.priority, excluded.priority), attempts = 0, created = least(job.created, now()),
      due = least(job.due, greatest(excluded.due, CASE WHEN job.error IS NOT NULL THEN now() + $4 * interval '1 ms' ELSE now() END)),
      deliveries = ${joined("job.deliveries", "excluded.deliveries")})
  SELECT pg_notify('${CHANNEL}', '') FROM fresh`;

/**
 * $1 the repositories of this process. Those on which another works have a running job. An installation gets a further worker only after
 * those that have fewer.
 */
export const CANDIDATES = `
  WITH running AS (SELECT repository FROM milegate.job WHERE state = 'running' UNION SELECT unnest($1::text[])),
  load AS (SELECT split_part(repository, '/', 1) AS installation, count(*) AS workers FROM running GROUP BY 1)
  SELECT repository FROM milegate.job LEFT JOIN load ON installation = split_part(repository, '/', 1)
  WHERE state = 'ready' AND due <= now() AND repository NOT IN (SELECT repository FROM running)
  GROUP BY repository, workers ORDER BY coalesce(workers, 0), min(priority), min(due), min(id) LIMIT 16`;

/** $1 a repository whose lock we have. */
export const TAKE = `
  UPDATE milegate.job SET state = 'running', attempts = attempts + 1, run = nextval('milegate.run') WHERE id = (
    SELECT id FROM milegate.job WHERE repository = $1 AND state = 'ready' AND due <= now()
      AND NOT EXISTS (SELECT 1 FROM milegate.job WHERE repository = $1 AND state = 'running')
    ORDER BY priority, due, id LIMIT 1 FOR UPDATE)
  RETURNING *`;

/** $1 id, $2 run, $3 in how many milliseconds to come again, or null. A success also settles what was kept of earlier failures; a twin that waits asks for its own timer. */
export const DONE = `
  WITH gone AS (DELETE FROM milegate.job WHERE ${RUNNING} RETURNING *),
  settled AS (DELETE FROM milegate.job USING gone WHERE job.repository = gone.repository AND job.key = gone.key AND job.state = 'failed')
  INSERT INTO milegate.job (repository, key, priority, work, deliveries, state, due, created)
  SELECT repository, key, priority, work, '[]', 'ready', ${FROM_NOW}, ${FROM_NOW} FROM gone WHERE $3::float8 IS NOT NULL
  ON CONFLICT (repository, key) WHERE state = 'ready' DO NOTHING`;

/** $1 id, $2 run, $3 in how many milliseconds, $4 attempts, $5 error. Into the twin that an event put there meanwhile, whose work is the newer. */
export const AGAIN = `
  WITH gone AS (DELETE FROM milegate.job WHERE ${RUNNING} RETURNING *)
  INSERT INTO milegate.job AS job (repository, key, priority, work, deliveries, state, due, created, attempts, error)
  SELECT repository, key, priority, work, deliveries, 'ready', ${FROM_NOW}, created, $4::integer, $5::text FROM gone
  ON CONFLICT (repository, key) WHERE state = 'ready' DO UPDATE SET
    due = excluded.due, attempts = excluded.attempts, error = excluded.error, created = least(job.created, excluded.created),
    priority = least(job.priority, excluded.priority), deliveries = ${joined("excluded.deliveries", "job.deliveries")}`;

/** $1 id, $2 run, $3 error. */
export const KEEP = `
  WITH kept AS (UPDATE milegate.job SET state = 'failed', error = $3, failed_at = now() WHERE ${RUNNING} RETURNING *)
  DELETE FROM milegate.job USING kept
  WHERE job.repository = kept.repository AND job.key = kept.key AND job.state = 'failed' AND job.id <> kept.id`;

/** $1 id of a kept failure. Joins what waits under its key, and brings that forward. */
export const REVIVE = `
  WITH gone AS (DELETE FROM milegate.job WHERE id = $1 AND state = 'failed' RETURNING *)
  INSERT INTO milegate.job AS job (repository, key, priority, work, deliveries, state, due, created)
  SELECT repository, key, priority, work, deliveries, 'ready', now(), created FROM gone
  ON CONFLICT (repository, key) WHERE state = 'ready' DO UPDATE SET due = least(job.due, now()), attempts = 0`;

/** $1 the repositories of this process. Running jobs whose repository nobody has locked: their process is gone. */
export const ORPHANS = `
  SELECT * FROM milegate.job WHERE state = 'running' AND repository <> ALL ($1::text[]) AND NOT EXISTS (
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (classid::bigint << 32 | objid::bigint) = ${LOCK}repository, 0))`;

/** $1 the repositories of this process. */
export const DUE_IN = `
  SELECT extract(epoch FROM min(due) - clock_timestamp()) * 1000 AS ms FROM milegate.job
  WHERE state = 'ready' AND repository <> ALL ($1::text[])
    AND repository NOT IN (SELECT repository FROM milegate.job WHERE state = 'running')`;

/** $1 milliseconds. No row where nothing runs or falls due within them. */
export const BUSY = `
  SELECT 1 FROM milegate.job WHERE state = 'running' OR (state = 'ready' AND due <= now() + $1 * interval '1 ms') LIMIT 1`;

export const DEPTH = `
  SELECT count(*) FILTER (WHERE state = 'ready' AND due <= now()) AS ready, count(*) FILTER (WHERE state = 'ready' AND due > now()) AS waiting,
    count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE state = 'failed') AS failed,
    coalesce(extract(epoch FROM now() - min(created) FILTER (WHERE state = 'ready' AND created <= now())), 0) AS oldest FROM milegate.job`;

export const FAILURES = "SELECT * FROM milegate.job WHERE state = 'failed' ORDER BY failed_at, id";
export const DISCARD = "DELETE FROM milegate.job WHERE id = $1 AND state = 'failed'";

/**
 * $1 name, $2 interval and $3 how far away a turn may be, both in milliseconds. The clock is read while the row is ours: who waited for it
 * comes after who had it.
 */
export const TURN = `
  WITH turn AS (
    INSERT INTO milegate.line AS line (name, free) VALUES ($1, clock_timestamp() + $2::float8 * interval '1 ms')
    ON CONFLICT (name) DO UPDATE SET free = greatest(line.free, clock_timestamp()) + $2::float8 * interval '1 ms'
      WHERE line.free <= clock_timestamp() + $3::float8 * interval '1 ms'
    RETURNING free - $2::float8 * interval '1 ms' AS at)
  SELECT 'taken' AS kind, extract(epoch FROM at - clock_timestamp()) * 1000 AS ms FROM turn
  UNION ALL
  SELECT 'full', extract(epoch FROM free - clock_timestamp()) * 1000 FROM milegate.line
    WHERE name = $1 AND NOT EXISTS (SELECT 1 FROM turn)`;

/** $1 name, $2 for how many milliseconds, $3 reason. */
export const CLOSE = `
  WITH closed AS (
    INSERT INTO milegate.closed AS closed (name, until, reason) VALUES ($1, now() + $2::float8 * interval '1 ms', $3)
    ON CONFLICT (name) DO UPDATE SET until = excluded.until, reason = excluded.reason WHERE excluded.until > closed.until
    RETURNING name)
  SELECT pg_notify('${CLOSINGS}', '') FROM closed`;

export const CLOSED = `
  SELECT name, reason, extract(epoch FROM until - now()) * 1000 AS ms FROM milegate.closed WHERE until > now()`;
