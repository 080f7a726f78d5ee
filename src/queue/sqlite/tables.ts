// The tables of the embedded store, as migration steps.

/** `readableFrom`: the oldest version of the store that an app must know to use it after this step. It makes rollbacks possible. */
export type SqliteStep = { sql: string; readableFrom: number };

const FIRST = `
  CREATE TABLE delivery (guid TEXT PRIMARY KEY, stored_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    repository TEXT NOT NULL,
    key TEXT NOT NULL,
    priority INTEGER NOT NULL,
    work TEXT NOT NULL,
    deliveries TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'failed')),
    due INTEGER NOT NULL,
    created INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    failed_at INTEGER
  );
  CREATE UNIQUE INDEX job_ready ON job (repository, key) WHERE state = 'ready';
  CREATE INDEX job_due ON job (state, due, priority, id);
  CREATE INDEX delivery_age ON delivery (stored_at);`;

const CLOSED =
  "CREATE TABLE closed (name TEXT PRIMARY KEY, until INTEGER NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;";

/** A repository's place in the line, so that a claim costs the same with any backlog. The job table is created again for its new constraint. */
const LANES = `
  CREATE TABLE store (one INTEGER PRIMARY KEY CHECK (one = 1), readable_from INTEGER NOT NULL, probe BLOB);
  INSERT INTO store (one, readable_from) VALUES (1, 0);
  DROP INDEX job_ready;
  DROP INDEX job_due;
  ALTER TABLE job RENAME TO job_before;
  CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    repository TEXT NOT NULL,
    key TEXT NOT NULL,
    priority INTEGER NOT NULL,
    work TEXT NOT NULL,
    deliveries TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'failed')),
    due INTEGER NOT NULL,
    created INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    failed_at INTEGER
  );
  INSERT INTO job SELECT id, repository, key, priority, work, deliveries, CASE state WHEN 'ready' THEN 'queued' ELSE state END,
    due, created, attempts, error, failed_at FROM job_before;
  DROP TABLE job_before;
  CREATE UNIQUE INDEX job_queued ON job (repository, key) WHERE state = 'queued';
  CREATE UNIQUE INDEX job_running ON job (repository) WHERE state = 'running';
  CREATE INDEX job_next ON job (repository, priority, due, id) WHERE state = 'queued';
  CREATE INDEX job_age ON job (created, due) WHERE state = 'queued';
  CREATE INDEX job_failed ON job (repository, key) WHERE state = 'failed';
  CREATE TABLE lane (
    repository TEXT PRIMARY KEY,
    installation TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'running')),
    priority INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    due INTEGER NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO lane SELECT repository, substr(repository, 1, instr(repository || '/', '/') - 1), 'waiting', 0, 0, min(due)
    FROM job WHERE state = 'queued' GROUP BY repository;
  CREATE INDEX lane_ready ON lane (turn, due) WHERE state = 'ready';
  CREATE INDEX lane_turn ON lane (installation, priority, turn) WHERE state = 'ready';
  CREATE INDEX lane_waiting ON lane (due) WHERE state = 'waiting';
  CREATE INDEX lane_running ON lane (installation) WHERE state = 'running';`;

/** What a look learnt of a repository, as JSON; an app that does not know the table does without. */
const STANDINGS = `
  CREATE TABLE standing (repository TEXT NOT NULL, part TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (repository, part)) WITHOUT ROWID;`;

/** What is to be said outside of GitHub; without `due` it is kept until somebody decides. */
const OUTBOX = `
  CREATE TABLE notice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    key TEXT NOT NULL,
    repository TEXT NOT NULL,
    format TEXT NOT NULL,
    body TEXT NOT NULL,
    due INTEGER,
    claimed INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    failed_at INTEGER,
    UNIQUE (channel, key)
  );
  CREATE INDEX notice_due ON notice (channel, due, id) WHERE due IS NOT NULL;`;

/** Each migrates the store to the next version. A released step never changes. */
export const SQLITE_STEPS: readonly SqliteStep[] = [
  { sql: FIRST, readableFrom: 1 },
  { sql: CLOSED, readableFrom: 2 },
  { sql: LANES, readableFrom: 3 },
  { sql: STANDINGS, readableFrom: 3 },
  { sql: OUTBOX, readableFrom: 3 },
];
