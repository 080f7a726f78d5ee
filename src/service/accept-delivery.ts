// Accepts a verified delivery: stores the work that it asks for before GitHub gets an answer.
import type { Logger } from "pino";
import type { QueueJob, WorkQueue } from "../queue/queue.ts";
import type { Ignored } from "../webhooks/ignored.ts";
import { wholeInstallation } from "../webhooks/installations.ts";
import { requestsFor } from "../webhooks/subjects.ts";
import type { ServiceMetrics } from "./metrics.ts";
import { installationJob, lookJob, type Task } from "./task.ts";

export type WebhookDelivery = { id: string; name: string; payload: unknown };

type Needs = {
  queue: Pick<WorkQueue<Task>, "enqueue">;
  self: () => string | null;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  metrics: Pick<ServiceMetrics, "delivery">;
};

/**
 * Needs no answer from GitHub, so that it accepts work while GitHub is unavailable. An event that the app caused itself may then cause one
 * needless job. Rejects if the work could not be stored: GitHub then lists the delivery as failed, and redelivers it on request.
 */
export async function acceptDelivery(
  { queue, self, log, metrics, now }: Needs,
  { id, name, payload }: WebhookDelivery,
): Promise<void> {
  const jobs = jobsOf(name, payload, self(), now());
  if (!Array.isArray(jobs)) {
    metrics.delivery(name, "ignored");
    return log.debug({ delivery: id, event: name, reason: jobs.reason }, "delivery ignored");
  }
  const context = {
    delivery: id,
    event: name,
    repository: jobs[0]?.repository,
    subjects: jobs.slice(0, 10).map(({ key }) => key),
  };
  try {
    const stored = await queue.enqueue(id, jobs);
    metrics.delivery(name, stored);
    log.info({ ...context, stored }, "delivery stored");
  } catch (error) {
    metrics.delivery(name, "failed");
    log.error({ ...context, err: error }, "delivery not stored");
    throw error;
  }
}

function jobsOf(name: string, payload: unknown, self: string | null, since: number): QueueJob<Task>[] | Ignored {
  const installation = wholeInstallation(name, payload);
  if (installation !== null) return [installationJob(installation)];
  const requests = requestsFor(name, payload, self);
  return Array.isArray(requests) ? requests.map((request) => lookJob({ ...request, since })) : requests;
}
