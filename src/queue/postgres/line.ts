// The functions of the shared store, by which repositories wait in line for a worker: each has one place, however many jobs it has.
// A statement that changes a repository's jobs locks its lane first, and several lanes in the order of their names, to prevent deadlocks.
import { CLAIM_WINDOW, DELIVERIES_LIMIT, PROMOTION_LIMIT } from "../jobs.ts";

/** Listened to by all replicas. */
export const WORK_CHANNEL = "milegate_work";

/** The latest GUIDs of two lists, as one. */
const joined = (before: string, after: string): string =>
  `(SELECT coalesce(jsonb_agg(value ORDER BY nr), '[]') FROM
     (SELECT value, nr FROM jsonb_array_elements(${before} || ${after}) WITH ORDINALITY AS list (value, nr) ORDER BY nr DESC LIMIT ${DELIVERIES_LIMIT}) latest)`;

/** The most urgent due job, or else the one that is due first. The query reads one row for each priority, not for each job. */
const NEXT_JOB = `
CREATE FUNCTION milegate.next_job(of_repository text) RETURNS milegate.job LANGUAGE plpgsql AS $$
DECLARE
  job milegate.job;
  soonest milegate.job;
  above integer := -2147483648;
BEGIN
  LOOP
    SELECT * INTO job FROM milegate.job each WHERE each.repository = of_repository AND each.state = 'queued' AND each.priority > above
      ORDER BY each.priority, each.due, each.id LIMIT 1;
    IF job.id IS NULL THEN RETURN soonest; END IF;
    IF job.due <= clock_timestamp() THEN RETURN job; END IF;
    IF soonest.id IS NULL OR job.due < soonest.due THEN soonest := job; END IF;
    above := job.priority;
  END LOOP;
END $$;`;

/**
 * Updates the place of a repository, whose lane is locked, after its jobs have changed; returns whether it joined the line just now.
 * Turns make the line fair: a repository gets the turn after the last one of its installation and priority, but never before the head of
 * the line. So an installation with a thousand repositories, or a repository with a thousand jobs, does not delay the others.
 */
const REQUEUE = `
CREATE FUNCTION milegate.requeue(of_repository text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  before milegate.lane;
  next milegate.job;
  own bigint;
BEGIN
  IF EXISTS (SELECT FROM milegate.job WHERE repository = of_repository AND state = 'running') THEN RETURN false; END IF;
  SELECT * INTO before FROM milegate.lane each WHERE each.repository = of_repository;
  next := milegate.next_job(of_repository);
  IF next.id IS NULL OR next.due > clock_timestamp() THEN
    UPDATE milegate.lane SET state = CASE WHEN next.id IS NULL THEN 'idle' ELSE 'waiting' END, due = coalesce(next.due, before.due)
      WHERE repository = of_repository;
    RETURN false;
  END IF;
  IF before.state = 'ready' AND before.priority <= next.priority THEN RETURN false; END IF;
  SELECT greatest(
    coalesce((SELECT turn FROM milegate.lane WHERE state = 'ready' ORDER BY turn LIMIT 1), 0),
    coalesce((SELECT turn + 1 FROM milegate.lane each
      WHERE each.state = 'ready' AND each.installation = before.installation AND each.priority = next.priority ORDER BY turn DESC LIMIT 1), 0)) INTO own;
  UPDATE milegate.lane SET state = 'ready', priority = next.priority, due = clock_timestamp(),
      turn = CASE WHEN before.state = 'ready' THEN least(before.turn, own) ELSE own END
    WHERE repository = of_repository;
  RETURN before.state <> 'ready';
END $$;`;

/**
 * False if the GUID is known. Joins a waiting job with the same key and makes it due: the reason for its wait may be over. A job that failed
 * still waits for the first step of its backoff, and gets all its attempts again. So a flood of events neither overloads a failing service
 * nor uses up the attempts. Wakes other processes only if a repository joined the line.
 */
const ENQUEUE = `
CREATE FUNCTION milegate.enqueue(given_guid text, given_jobs jsonb, remembered interval, first_backoff interval)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz;
  repositories text[];
  is_ready boolean;
BEGIN
  INSERT INTO milegate.delivery (guid, stored_at) VALUES (given_guid, clock_timestamp()) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM milegate.delivery WHERE stored_at < clock_timestamp() - remembered;
  SELECT array_agg(DISTINCT repository ORDER BY repository) INTO repositories FROM jsonb_to_recordset(given_jobs) AS given (repository text);
  INSERT INTO milegate.lane (repository, installation) SELECT name, split_part(name, '/', 1) FROM unnest(repositories) AS name
    WHERE NOT EXISTS (SELECT FROM milegate.lane WHERE repository = name) ORDER BY name ON CONFLICT (repository) DO NOTHING;
  PERFORM FROM milegate.lane WHERE repository = ANY (repositories) ORDER BY repository FOR UPDATE;
  at := clock_timestamp();
  INSERT INTO milegate.job AS job (repository, key, priority, work, deliveries, state, due, created)
    SELECT repository, key, priority, work, jsonb_build_array(given_guid), 'queued', at + coalesce("delayMs", 0) * interval '1 ms', at
      FROM jsonb_to_recordset(given_jobs) AS given (repository text, key text, priority integer, work jsonb, "delayMs" float8)
    ON CONFLICT (repository, key) WHERE state = 'queued' DO UPDATE SET
      work = excluded.work, priority = least(job.priority, excluded.priority), attempts = 0, created = least(job.created, at),
      due = least(job.due, greatest(excluded.due, CASE WHEN job.error IS NOT NULL THEN at + first_backoff ELSE at END)),
      deliveries = ${joined("job.deliveries", "excluded.deliveries")};
  SELECT bool_or(milegate.requeue(name)) INTO is_ready FROM unnest(repositories) AS name;
  IF is_ready THEN PERFORM pg_notify('${WORK_CHANNEL}', ''); END IF;
  RETURN true;
END $$;`;

/**
 * Claims jobs for the process, at most so many, in the repositories whose turn it is. An installation's running jobs count as turns,
 * including those claimed here.
 */
const CLAIM = `
CREATE FUNCTION milegate.claim(by_worker integer, most integer) RETURNS SETOF milegate.job LANGUAGE plpgsql AS $$
DECLARE
  name text;
  next milegate.job;
  taken integer := 0;
BEGIN
  FOR name IN SELECT repository FROM milegate.lane WHERE state = 'waiting' AND due <= clock_timestamp()
      ORDER BY due LIMIT ${PROMOTION_LIMIT} FOR UPDATE SKIP LOCKED LOOP
    PERFORM milegate.requeue(name);
  END LOOP;
  FOR name IN
    WITH load AS MATERIALIZED (SELECT installation, count(*) AS workers FROM milegate.lane WHERE state = 'running' GROUP BY installation),
    head AS MATERIALIZED (SELECT repository, installation, turn, due FROM milegate.lane WHERE state = 'ready' ORDER BY turn, due LIMIT ${CLAIM_WINDOW})
    SELECT repository FROM head LEFT JOIN load USING (installation) 
    ORDER BY turn + coalesce(workers, 0) + row_number() OVER (PARTITION BY installation ORDER BY turn, due), due LOOP
    EXIT WHEN taken >= most;
    PERFORM FROM milegate.lane WHERE repository = name AND state = 'ready' FOR UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    next := milegate.next_job(name);
    IF next.id IS NULL OR next.due > clock_timestamp() THEN
      PERFORM milegate.requeue(name);
      CONTINUE;
    END IF;
    UPDATE milegate.lane SET state = 'running' WHERE repository = name;
    RETURN QUERY UPDATE milegate.job SET state = 'running', attempts = attempts + 1, run = nextval('milegate.run'), worker = by_worker
      WHERE id = next.id RETURNING *;
    taken := taken + 1;
  END LOOP;
END $$;`;

/**
 * False, and nothing changes, if that run of the job is over. "kept": stored as failed, with its error. "again": runs at that time, or with
 * the newer job that an event stored meanwhile. "done": maybe with a timer; if an event stored a newer job, that job sets its own timer.
 */
const SETTLE = `
CREATE FUNCTION milegate.settle(of_repository text, of_id bigint, of_run bigint, kind text, after interval, tried integer, failure text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  ran milegate.job;
  at timestamptz;
BEGIN
  PERFORM FROM milegate.lane WHERE repository = of_repository FOR UPDATE;
  at := clock_timestamp() + after;
  -- The database's crash may take this back; the job is then found to run for nobody, and is run again.
  PERFORM set_config('synchronous_commit', 'off', true);
  DELETE FROM milegate.job WHERE id = of_id AND run = of_run AND state = 'running' RETURNING * INTO ran;
  IF ran.id IS NULL THEN RETURN false; END IF;
  IF kind = 'again' THEN
    INSERT INTO milegate.job AS job (repository, key, priority, work, deliveries, state, due, created, attempts, error)
      VALUES (ran.repository, ran.key, ran.priority, ran.work, ran.deliveries, 'queued', at, ran.created, tried, failure)
      ON CONFLICT (repository, key) WHERE state = 'queued' DO UPDATE SET
        due = excluded.due, attempts = excluded.attempts, error = excluded.error, created = least(job.created, excluded.created),
        priority = least(job.priority, excluded.priority), deliveries = ${joined("excluded.deliveries", "job.deliveries")};
  ELSE
    -- What was kept of earlier failures is over, or the latest one replaces it.
    DELETE FROM milegate.job WHERE repository = ran.repository AND key = ran.key AND state = 'failed';
  END IF;
  IF kind = 'kept' THEN
    INSERT INTO milegate.job (repository, key, priority, work, deliveries, state, due, created, attempts, error, failed_at)
      VALUES (ran.repository, ran.key, ran.priority, ran.work, ran.deliveries, 'failed', ran.due, ran.created, ran.attempts, failure, clock_timestamp());
  ELSIF kind = 'done' AND after IS NOT NULL THEN
    INSERT INTO milegate.job (repository, key, priority, work, deliveries, state, due, created)
      VALUES (ran.repository, ran.key, ran.priority, ran.work, '[]', 'queued', at, at)
      ON CONFLICT (repository, key) WHERE state = 'queued' DO NOTHING;
  END IF;
  PERFORM milegate.requeue(of_repository);
  RETURN true;
END $$;`;

/** Puts a failed job back into the queue: joins a waiting job with the same key and makes it due now. */
const REVIVE = `
CREATE FUNCTION milegate.revive(of_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text;
  kept milegate.job;
BEGIN
  SELECT repository INTO name FROM milegate.job WHERE id = of_id AND state = 'failed';
  PERFORM FROM milegate.lane WHERE repository = name FOR UPDATE;
  DELETE FROM milegate.job WHERE id = of_id AND state = 'failed' RETURNING * INTO kept;
  IF kept.id IS NULL THEN RETURN; END IF;
  INSERT INTO milegate.job AS job (repository, key, priority, work, deliveries, state, due, created)
    VALUES (kept.repository, kept.key, kept.priority, kept.work, kept.deliveries, 'queued', clock_timestamp(), kept.created)
    ON CONFLICT (repository, key) WHERE state = 'queued' DO UPDATE SET due = least(job.due, excluded.due), attempts = 0;
  IF milegate.requeue(name) THEN PERFORM pg_notify('${WORK_CHANNEL}', ''); END IF;
END $$;`;

export const LINE_FUNCTIONS = [NEXT_JOB, REQUEUE, ENQUEUE, CLAIM, SETTLE, REVIVE].join("\n");
