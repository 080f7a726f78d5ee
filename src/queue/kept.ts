// What failed for good, and is kept until an operator decides.
export type FailedJob = {
  id: string;
  repository: string;
  key: string;
  attempts: number;
  error: string;
  failedAt: Date;
};

/** Jobs that failed in all their attempts, and notices that keep failing. They are stored with their error until an operator retries or discards them. */
export type FailedJobs = {
  failures(): Promise<FailedJob[]>;
  /** Puts one back into the queue. */
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
};
