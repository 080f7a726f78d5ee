// Takes a delivery in: what it asks to look at is stored before GitHub gets its answer.
import type { Logger } from "pino";
import type { Job, Queue } from "../queue/queue.ts";
import { keyOf, type Look, priorityOf } from "../webhooks/subject.ts";
import { looksOf } from "../webhooks/subjects.ts";

export type Delivery = { id: string; name: string; payload: unknown };

type Needs = { queue: Pick<Queue<Look>, "enqueue">; self: () => string | null; log: Logger };

/**
 * Needs nothing of GitHub, so that work is taken in while GitHub is out: an echo of the app's own is then one look too many.
 * Rejects when the work could not be stored: GitHub then shows the delivery as failed, and it can be had again.
 */
export async function takeIn({ queue, self, log }: Needs, { id, name, payload }: Delivery): Promise<void> {
  const looks = looksOf(name, payload, self());
  if (!Array.isArray(looks)) return log.debug({ delivery: id, event: name, reason: looks.reason }, "ignored");
  const stored = await queue.enqueue(id, looks.map(jobOf));
  log.info({ delivery: id, event: name, jobs: looks.map(({ subject }) => keyOf(subject)), stored }, "taken in");
}

/** GitHub's names of owners and repositories differ only beyond case, and payloads may spell them differently. */
function jobOf(look: Look): Job<Look> {
  const { installation, owner, name } = look.repository;
  return {
    repository: `${installation}/${owner}/${name}`.toLowerCase(),
    key: keyOf(look.subject),
    priority: priorityOf(look.subject),
    work: look,
  };
}
