// The tables of the shared store, as migration steps.
import { LINE_FUNCTIONS } from "./line.ts";
import { PEER_FUNCTIONS } from "./peers.ts";

/** `readableFrom`: the oldest version of the store that an app must know to use it after this step. It makes rollbacks possible. */
export type PostgresStep = { sql: string; readableFrom: number };

const FIRST = `CREATE TABLE milegate.delivery (guid text PRIMARY KEY, stored_at timestamptz NOT NULL DEFAULT now());
   CREATE INDEX delivery_age ON milegate.delivery (stored_at);
   CREATE SEQUENCE milegate.run;
   CREATE TABLE milegate.job (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     repository text NOT NULL,
     key text NOT NULL,
     priority integer NOT NULL,
     work jsonb NOT NULL,
     deliveries jsonb NOT NULL,
     state text NOT NULL CHECK (state IN ('ready', 'running', 'failed')),
     due timestamptz NOT NULL,
     created timestamptz NOT NULL,
     attempts integer NOT NULL DEFAULT 0,
     run bigint,
     error text,
     failed_at timestamptz
   );
   CREATE UNIQUE INDEX job_ready ON milegate.job (repository, key) WHERE state = 'ready';
   CREATE INDEX job_due ON milegate.job (due) WHERE state = 'ready';
   CREATE INDEX job_state ON milegate.job (state, repository);`;

const CLOSED = `CREATE TABLE milegate.line (name text PRIMARY KEY, free timestamptz NOT NULL);
   CREATE TABLE milegate.closed (name text PRIMARY KEY, until timestamptz NOT NULL, reason text NOT NULL);`;

/** These rows change with every job, so vacuum runs after so many changes, whatever the size of the table. */
const BUSY = "autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0";

/**
 * Processes with a heartbeat, one running job for each repository, and a place in line for each repository. From here on, waiting jobs are
 * "queued". So a process of an older version fails, and GitHub's delivery fails, too; otherwise it would store jobs that nobody finds.
 */
const LANES = `
  ALTER TABLE milegate.store ADD readable_from integer NOT NULL DEFAULT 0, ADD checked timestamptz;
  CREATE TABLE milegate.worker (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, beat bigint NOT NULL DEFAULT 0)
    WITH (fillfactor = 50, ${BUSY});
  DROP INDEX milegate.job_ready, milegate.job_due, milegate.job_state;
  ALTER TABLE milegate.job DROP CONSTRAINT job_state_check, ADD worker integer REFERENCES milegate.worker ON DELETE SET NULL;
  UPDATE milegate.job SET state = 'queued' WHERE state = 'ready';
  ALTER TABLE milegate.job ADD CONSTRAINT job_state_check CHECK (state IN ('queued', 'running', 'failed'));
  ALTER TABLE milegate.job SET (${BUSY});
  CREATE UNIQUE INDEX job_queued ON milegate.job (repository, key) WHERE state = 'queued';
  CREATE UNIQUE INDEX job_running ON milegate.job (repository) WHERE state = 'running';
  CREATE INDEX job_worker ON milegate.job (worker) WHERE worker IS NOT NULL;
  CREATE INDEX job_next ON milegate.job (repository, priority, due, id) WHERE state = 'queued';
  CREATE INDEX job_failed ON milegate.job (repository, key) WHERE state = 'failed';
  CREATE TABLE milegate.lane (
    repository text PRIMARY KEY,
    installation text NOT NULL,
    state text NOT NULL DEFAULT 'idle' CHECK (state IN ('idle', 'waiting', 'ready', 'running')),
    priority integer NOT NULL DEFAULT 0,
    turn bigint NOT NULL DEFAULT 0,
    due timestamptz NOT NULL DEFAULT now()
  ) WITH (fillfactor = 70, ${BUSY});
  INSERT INTO milegate.lane (repository, installation, state, due)
    SELECT repository, split_part(repository, '/', 1), CASE WHEN bool_or(state = 'queued') THEN 'waiting' ELSE 'idle' END,
      coalesce(min(due) FILTER (WHERE state = 'queued'), now()) FROM milegate.job GROUP BY repository;
  CREATE INDEX lane_ready ON milegate.lane (turn, due) WHERE state = 'ready';
  CREATE INDEX lane_turn ON milegate.lane (installation, priority, turn) WHERE state = 'ready';
  CREATE INDEX lane_waiting ON milegate.lane (due) WHERE state = 'waiting';
  CREATE INDEX lane_running ON milegate.lane (installation) WHERE state = 'running';
  ${LINE_FUNCTIONS}`;

/** What a look learnt of a repository, as JSON; an app that does not know the table does without. */
const STANDINGS = `
  CREATE TABLE milegate.standing (repository text, part text, value text NOT NULL, PRIMARY KEY (repository, part));`;

/** What is to be said outside of GitHub; without `due` it is kept until somebody decides. */
const OUTBOX = `
  CREATE TABLE milegate.notice (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel text NOT NULL,
    key text NOT NULL,
    repository text NOT NULL,
    format text NOT NULL,
    body text NOT NULL,
    due timestamptz DEFAULT clock_timestamp(),
    attempts integer NOT NULL DEFAULT 0,
    error text,
    failed_at timestamptz,
    UNIQUE (channel, key)
  );
  CREATE INDEX notice_due ON milegate.notice (channel, due, id) WHERE due IS NOT NULL;`;

/** Each migrates the store to the next version. A released step never changes. */
export const POSTGRES_STEPS: readonly PostgresStep[] = [
  { sql: FIRST, readableFrom: 1 },
  { sql: CLOSED, readableFrom: 2 },
  { sql: LANES, readableFrom: 3 },
  { sql: STANDINGS, readableFrom: 3 },
  { sql: PEER_FUNCTIONS, readableFrom: 3 },
  { sql: OUTBOX, readableFrom: 3 },
];
