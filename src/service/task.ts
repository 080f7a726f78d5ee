// What the queue stores: looks at repositories, and the steps of the sweep.
import { z } from "zod";
import type { QueueJob } from "../queue/queue.ts";
import { repositoryKey } from "../standings/store.ts";
import { type ReconcileRequest, reconcileRequest, requestKey, type Subject, subjectPriority } from "../subject.ts";

/**
 * - `redeliver`: ask GitHub for the deliveries that failed;
 * - `sweep`: go through all installations;
 * - `sweep-installation`: a page of an installation's repositories; its looks come behind those of the pages before it (ms).
 */
const step = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("redeliver") }),
  z.object({ kind: z.literal("sweep") }),
  z.object({
    kind: z.literal("sweep-installation"),
    installation: z.number(),
    after: z.string().nullable(),
    behindMs: z.number().default(0),
    /** Earlier versions wait for it. */
    notBefore: z.number().default(0),
  }),
]);

export const task = z.union([step, reconcileRequest]);

export type SweepStep = z.infer<typeof step>;
export type Task = SweepStep | ReconcileRequest;

/** After everything that somebody waits for. */
const SWEEP_PRIORITY = 9;

export function lookJob(request: ReconcileRequest, priority = subjectPriority(request.subject)): QueueJob<Task> {
  return {
    repository: repositoryKey(request.repository),
    key: requestKey(request),
    priority,
    work: request,
  };
}

/** What one look asks for, after it. `since` is now, in milliseconds since 1970. */
export const followingJobs = (
  repository: ReconcileRequest["repository"],
  subjects: readonly Subject[],
  since: number,
): QueueJob<Task>[] => subjects.map((subject) => lookJob({ repository, subject, since }));

/** What somebody waits for in a repository goes before a sweep's look at it. */
export const sweptJob = (repository: ReconcileRequest["repository"]): QueueJob<Task> =>
  lookJob({ repository, subject: { kind: "repository" } }, SWEEP_PRIORITY - 1);

/** After what changes a repository: once for all that comes within the delay, in milliseconds. */
export const dashboardJob = (repository: ReconcileRequest["repository"], delayMs: number): QueueJob<Task> => ({
  ...lookJob({ repository, subject: { kind: "dashboard" } }),
  delayMs,
});

/** One job each for the whole app, however many replicas there are. */
export const stepJob = (step: SweepStep): QueueJob<Task> => ({
  repository: step.kind === "sweep-installation" ? `installation/${step.installation}` : `app/${step.kind}`,
  key: step.kind,
  priority: SWEEP_PRIORITY,
  work: step,
});

export const installationJob = (installation: number, after: string | null = null, behindMs = 0): QueueJob<Task> =>
  stepJob({ kind: "sweep-installation", installation, after, behindMs, notBefore: 0 });
