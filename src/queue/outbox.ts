// The guarantees of the outbox, for either engine: what is to be said outside of GitHub, stored before it is sent.
import type { StandingChanges } from "../standings/store.ts";
import type { FailedJob, FailedJobs } from "./kept.ts";

/** One fact for one channel. `key` is the fact's, the same in all channels; `body` is what is sent, byte for byte, in that format. */
export type Notice = { channel: string; key: string; format: string; body: string };

/** `attempts` includes this one. */
export type ClaimedNotice = Pick<Notice, "key" | "format" | "body"> & { id: string; attempts: number };

export type OutboxDepth = { waiting: number; failing: number };

export type Outbox = {
  /** Stores notices together with what is remembered of them, all or nothing. A channel has each key once. */
  store(repository: string, changes: StandingChanges, notices: readonly Notice[]): Promise<void>;
  /** The next that is due in a channel; nobody else gets it for so many milliseconds. It is on the disk by then. */
  claim(channel: string, leaseMs: number): Promise<ClaimedNotice | null>;
  sent(id: string): Promise<void>;
  /** `retryMs`: when to try again; null: it is kept until somebody retries or discards it. */
  failed(id: string, error: string, retryMs: number | null): Promise<void>;
  /** Milliseconds until the next one is due in a channel; zero or less if one already is. */
  dueIn(channel: string): Promise<number | null>;
  depth(): Promise<OutboxDepth>;
  kept: FailedJobs;
};

/** From so many attempts on, it counts as failing, though it is tried for longer. */
export const FAILING_ATTEMPTS = 8;

/** Ids of jobs are digits only. */
const PREFIX = "n";

export const isNoticeId = (id: string): boolean => id.startsWith(PREFIX);
export const rowOfNotice = (id: string): string => id.slice(PREFIX.length);

type KeptRow = Pick<FailedJob, "repository" | "attempts" | "error" | "failedAt"> & {
  row: string;
  channel: string;
  key: string;
};

export const keptNotice = ({ row, channel, key, ...kept }: KeptRow): FailedJob => ({
  ...kept,
  id: `${PREFIX}${row}`,
  key: `notice to ${channel}: ${key}`,
});

/** Jobs and notices that failed, as one list. */
export const keptTogether = (jobs: FailedJobs, notices: FailedJobs): FailedJobs => ({
  failures: async () => [...(await jobs.failures()), ...(await notices.failures())],
  retry: (id) => (isNoticeId(id) ? notices : jobs).retry(id),
  discard: (id) => (isNoticeId(id) ? notices : jobs).discard(id),
});
