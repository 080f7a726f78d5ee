// The statements of the shared store. Each is one transaction, and none depends on what another process does between two of them.
import { FAILING_ATTEMPTS } from "../outbox.ts";

/** $1 GUID, $2 jobs as JSON, $3 how long a GUID is stored and $4 the first step of the backoff, both in milliseconds. */
export const STORE_DELIVERY =
  "SELECT milegate.enqueue($1, $2::jsonb, $3 * interval '1 ms', $4 * interval '1 ms') AS is_new";

/** $1 worker, $2 how many at most. The foreign key rejects a worker that is gone. */
export const CLAIM_JOBS = "SELECT * FROM milegate.claim($1, $2)";

/** $1 repository, $2 id, $3 run, $4 kind, $5 in how many milliseconds to run again, or null, $6 attempts, $7 error. */
export const SETTLE_JOB = "SELECT milegate.settle($1, $2, $3, $4, $5::float8 * interval '1 ms', $6, $7) AS is_settled";

/** $1 repository, $2 priority, $3 how many at most. */
export const DUE_PEERS = `
  SELECT * FROM milegate.job WHERE repository = $1 AND state = 'queued' AND priority = $2 AND due <= clock_timestamp()
    AND attempts = 0 AND error IS NULL ORDER BY due, id LIMIT $3`;

/** $1 repository, $2 id and $3 run of the job that ran, $4 peers as JSON, $5 in how many milliseconds they run again, or null. */
export const END_PEERS = "SELECT milegate.end_peers($1, $2, $3, $4::jsonb, $5::float8 * interval '1 ms')";

/** $1 id of a failed job. */
export const REVIVE_JOB = "SELECT milegate.revive($1)";
export const FAILED_JOBS = "SELECT * FROM milegate.job WHERE state = 'failed' ORDER BY failed_at, id";
export const DISCARD_JOB = "DELETE FROM milegate.job WHERE id = $1 AND state = 'failed'";

export const DUE_IN = `
  SELECT CASE WHEN EXISTS (SELECT FROM milegate.lane WHERE state = 'ready') THEN 0
    ELSE (SELECT extract(epoch FROM due - clock_timestamp()) * 1000 FROM milegate.lane WHERE state = 'waiting' ORDER BY due LIMIT 1) END AS ms`;

/** $1 milliseconds. */
export const IS_QUIET = `
  SELECT NOT EXISTS (SELECT FROM milegate.lane WHERE state IN ('ready', 'running')
    OR (state = 'waiting' AND due <= clock_timestamp() + $1 * interval '1 ms')) AS quiet`;

export const QUEUE_DEPTH = `
  SELECT count(*) FILTER (WHERE state = 'queued' AND due <= now()) AS ready, count(*) FILTER (WHERE state = 'queued' AND due > now()) AS waiting,
    count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE state = 'failed') AS failed,
    coalesce(extract(epoch FROM now() - min(created) FILTER (WHERE state = 'queued' AND created <= now())), 0) AS oldest FROM milegate.job`;

/** Has no effect on the queue; it shows that the database is writable. */
export const WRITE_PROBE = "UPDATE milegate.store SET checked = clock_timestamp()";

/** A process that claims jobs. Deleting its row releases all its jobs in one step (ON DELETE SET NULL). */
export const ADD_WORKER = "INSERT INTO milegate.worker DEFAULT VALUES RETURNING id";
/** $1 worker. No row if another process has taken over. */
export const SEND_BEAT = "UPDATE milegate.worker SET beat = beat + 1 WHERE id = $1 RETURNING id";
export const REMOVE_WORKER = "DELETE FROM milegate.worker WHERE id = $1";

/** The first half of the session locks' names ("mile"), so that they do not collide with another program's in the same database. */
const LOCK_CLASS = 0x6d696c65;
/** $1 worker. The session holds it as long as the process is alive; false if an earlier session of the process still holds it. */
export const LOCK_WORKER = `SELECT pg_try_advisory_lock(${LOCK_CLASS}, $1) AS locked`;

const IS_CONNECTED = `EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = ${LOCK_CLASS}
  AND objid = worker.id::oid AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** $1 this process's worker. */
export const OTHER_WORKERS = `SELECT id, beat, ${IS_CONNECTED} AS connected FROM milegate.worker WHERE id <> $1`;

/** $1 worker, $2 its beat as seen before, $3 whether it was connected then. No effect if either has changed. */
export const BURY_WORKER = `DELETE FROM milegate.worker WHERE id = $1 AND beat = $2 AND (${IS_CONNECTED}) = $3 RETURNING id`;

/** $1 this process's worker. Lists its own jobs and those without a worker. */
export const ORPHANED_JOBS = "SELECT * FROM milegate.job WHERE state = 'running' AND (worker IS NULL OR worker = $1)";

/** Listened to by all replicas. */
export const PAUSES_CHANNEL = "milegate_closed";

/**
 * $1 name, $2 interval and $3 how far away a slot may be, both in milliseconds. The clock is read while the row is locked, so a process that
 * waited for the lock gets a later slot.
 */
export const RESERVE_SLOT = `
  WITH turn AS (
    INSERT INTO milegate.line AS line (name, free) VALUES ($1, clock_timestamp() + $2::float8 * interval '1 ms')
    ON CONFLICT (name) DO UPDATE SET free = greatest(line.free, clock_timestamp()) + $2::float8 * interval '1 ms'
      WHERE line.free <= clock_timestamp() + $3::float8 * interval '1 ms'
    RETURNING free - $2::float8 * interval '1 ms' AS at)
  SELECT 'taken' AS kind, extract(epoch FROM at - clock_timestamp()) * 1000 AS ms FROM turn
  UNION ALL
  SELECT 'full', extract(epoch FROM free - clock_timestamp()) * 1000 FROM milegate.line
    WHERE name = $1 AND NOT EXISTS (SELECT 1 FROM turn)`;

/** Of what was over a day ago nobody asks again. */
export const FORGET_SLOTS = "DELETE FROM milegate.line WHERE free < now() - interval '1 day'";
export const FORGET_PAUSES = "DELETE FROM milegate.closed WHERE until < now() - interval '1 day'";

/** $1 name, $2 for how many milliseconds, $3 reason. */
export const SET_PAUSE = `
  WITH closed AS (
    INSERT INTO milegate.closed AS closed (name, until, reason) VALUES ($1, now() + $2::float8 * interval '1 ms', $3)
    ON CONFLICT (name) DO UPDATE SET until = excluded.until, reason = excluded.reason WHERE excluded.until > closed.until
    RETURNING name)
  SELECT pg_notify('${PAUSES_CHANNEL}', '') FROM closed`;

export const ACTIVE_PAUSES = `
  SELECT name, reason, extract(epoch FROM until - now()) * 1000 AS ms FROM milegate.closed WHERE until > now()`;

/** $1 part. */
export const LIST_STANDINGS = "SELECT repository AS name FROM milegate.standing WHERE part = $1 ORDER BY repository";

/** $1 repository. */
export const READ_STANDING = "SELECT part AS name, value FROM milegate.standing WHERE repository = $1 ORDER BY part";

/** $1 part, $2 repositories. */
export const READ_STANDING_PART =
  "SELECT repository AS name, value FROM milegate.standing WHERE part = $1 AND repository = ANY ($2::text[])";

/** $1 repository, $2 parts, $3 their values; NULL removes the part. */
export const WRITE_STANDING = `
  WITH given AS (SELECT * FROM unnest($2::text[], $3::text[]) AS given (part, value)),
    removed AS (DELETE FROM milegate.standing USING given
      WHERE repository = $1 AND standing.part = given.part AND given.value IS NULL)
  INSERT INTO milegate.standing (repository, part, value) SELECT $1, part, value FROM given WHERE value IS NOT NULL
    ON CONFLICT (repository, part) DO UPDATE SET value = excluded.value`;

/** As WRITE_STANDING, and $4 notices as JSON. Their times are the database's. */
export const STORE_NOTICES = `
  WITH given AS (SELECT * FROM unnest($2::text[], $3::text[]) AS given (part, value)),
    removed AS (DELETE FROM milegate.standing USING given
      WHERE repository = $1 AND standing.part = given.part AND given.value IS NULL),
    written AS (INSERT INTO milegate.standing (repository, part, value)
      SELECT $1, part, value FROM given WHERE value IS NOT NULL
      ON CONFLICT (repository, part) DO UPDATE SET value = excluded.value)
  INSERT INTO milegate.notice (repository, channel, key, format, body)
    SELECT $1, channel, key, format, body FROM jsonb_to_recordset($4::jsonb) AS each (channel text, key text, format text, body text)
    ON CONFLICT DO NOTHING`;

/** $1 channel, $2 lease in milliseconds. */
export const CLAIM_NOTICE = `
  UPDATE milegate.notice SET due = clock_timestamp() + $2 * interval '1 ms', attempts = attempts + 1 WHERE id =
    (SELECT id FROM milegate.notice WHERE channel = $1 AND due <= clock_timestamp() ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING *`;

/** $1 id. */
export const REMOVE_NOTICE = "DELETE FROM milegate.notice WHERE id = $1";
export const REVIVE_NOTICE = "UPDATE milegate.notice SET due = clock_timestamp(), attempts = 0 WHERE id = $1";

/** $1 id, $2 error, $3 in how many milliseconds to try again, or null. */
export const FAIL_NOTICE = `
  UPDATE milegate.notice SET error = $2, failed_at = clock_timestamp(), due = clock_timestamp() + $3::float8 * interval '1 ms' WHERE id = $1`;

/** $1 channel. */
export const NOTICE_DUE_IN = `
  SELECT extract(epoch FROM min(due) - clock_timestamp()) * 1000 AS ms FROM milegate.notice WHERE channel = $1 AND due IS NOT NULL`;

export const OUTBOX_DEPTH = `
  SELECT count(*) FILTER (WHERE due IS NOT NULL) AS waiting, count(*) FILTER (WHERE attempts >= ${FAILING_ATTEMPTS}) AS failing
    FROM milegate.notice`;

export const KEPT_NOTICES = `
  SELECT * FROM milegate.notice WHERE failed_at IS NOT NULL AND attempts >= ${FAILING_ATTEMPTS} ORDER BY failed_at, id`;
