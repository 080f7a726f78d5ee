// Takes a delivery in: what it asks to look at is stored before GitHub gets its answer.
import type { Logger } from "pino";
import type { BotIdentity } from "../github/context.ts";
import type { Job, Queue } from "../queue/queue.ts";
import type { Ignored } from "../webhooks/ignored.ts";
import { wholeInstallation } from "../webhooks/installations.ts";
import { requestsFor } from "../webhooks/subjects.ts";
import type { Metrics } from "./metrics.ts";
import { installationJob, lookJob, type Task } from "./task.ts";

export type Delivery = { id: string; name: string; payload: unknown };

type Needs = {
  queue: Pick<Queue<Task>, "enqueue">;
  self: () => BotIdentity | null;
  log: Logger;
  metrics: Pick<Metrics, "delivery">;
};

/**
 * Needs nothing of GitHub, so that work is taken in while GitHub is out: an echo of the app's own is then one look too many.
 * Rejects when the work could not be stored: GitHub then shows the delivery as failed, and it can be had again.
 */
export async function takeIn({ queue, self, log, metrics }: Needs, { id, name, payload }: Delivery): Promise<void> {
  const jobs = jobsOf(name, payload, self());
  if (!Array.isArray(jobs)) {
    metrics.delivery(name, "ignored");
    return log.debug({ delivery: id, event: name, reason: jobs.reason }, "ignored");
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
    log.info({ ...context, stored }, "taken in");
  } catch (error) {
    metrics.delivery(name, "failed");
    log.error({ ...context, err: error }, "could not be stored");
    throw error;
  }
}

function jobsOf(name: string, payload: unknown, self: BotIdentity | null): Job<Task>[] | Ignored {
  const installation = wholeInstallation(name, payload);
  if (installation !== null) return [installationJob(installation)];
  const requests = requestsFor(name, payload, self);
  return Array.isArray(requests) ? requests.map((request) => lookJob(request)) : requests;
}
