// Runs one job from the queue against GitHub.
import type { Logger } from "pino";
import { RateLimited, RepositoryGone } from "../github/errors.ts";
import type { GitHub } from "../github/port.ts";
import type { Job, Outcome } from "../queue/queue.ts";
import { carryOut } from "../reconcile/command.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import type { Look } from "../webhooks/subject.ts";

type Needs = { github: GitHub; now: () => Date; log: Logger };

/** What fails for a passing reason rejects, and the queue tries it again. */
export async function work(
  { github, now, log }: Needs,
  job: Job<Look>,
  deliveries: readonly string[],
): Promise<Outcome> {
  const { repository, subject } = job.work;
  const context = log.child({ deliveries, repository: job.repository, subject: job.key });
  try {
    const at = await github.repository(repository);
    if (subject.kind === "command") {
      const outcome = await carryOut(at, subject.item, subject.comment, now);
      context.info(outcome, "done");
      return doneUntil(outcome.next);
    }
    const { changes, next } = await reconcile(at, subject, now);
    context.info({ changes: changes.map(({ kind }) => kind), next }, "done");
    return doneUntil(next);
  } catch (error) {
    if (error instanceof RateLimited) return { kind: "wait", until: error.until, reason: error.message };
    if (error instanceof RepositoryGone) {
      context.info({ reason: error.message }, "ignored");
      return { kind: "done" };
    }
    context.warn({ err: error }, "failed");
    throw error;
  }
}

const doneUntil = (next: Date | null): Outcome => (next === null ? { kind: "done" } : { kind: "done", next });
