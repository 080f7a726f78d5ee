// Takes a delivery in: what it asks to look at is stored before GitHub gets its answer.
import type { Logger } from "pino";
import type { Queue } from "../queue/queue.ts";
import { keyOf } from "../webhooks/subject.ts";
import { looksOf, wholeInstallation } from "../webhooks/subjects.ts";
import { installationJob, lookJob, type Task } from "./task.ts";

export type Delivery = { id: string; name: string; payload: unknown };

type Needs = { queue: Pick<Queue<Task>, "enqueue">; self: () => string | null; log: Logger };

/**
 * Needs nothing of GitHub, so that work is taken in while GitHub is out: an echo of the app's own is then one look too many.
 * Rejects when the work could not be stored: GitHub then shows the delivery as failed, and it can be had again.
 */
export async function takeIn({ queue, self, log }: Needs, { id, name, payload }: Delivery): Promise<void> {
  const installation = wholeInstallation(name, payload);
  if (installation !== null) {
    const stored = await queue.enqueue(id, [installationJob(installation)]);
    return log.info({ delivery: id, event: name, installation, stored }, "taken in");
  }
  const looks = looksOf(name, payload, self());
  if (!Array.isArray(looks)) return log.debug({ delivery: id, event: name, reason: looks.reason }, "ignored");
  const jobs = looks.map((look) => lookJob(look));
  const stored = await queue.enqueue(id, jobs);
  const repository = jobs[0]?.repository;
  log.info(
    { delivery: id, event: name, repository, subjects: looks.map(({ subject }) => keyOf(subject)), stored },
    "taken in",
  );
}
