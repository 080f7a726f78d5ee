// Failed deliveries: GitHub does not try again by itself, but does so when it is asked, for three days.
// https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
import { RequestError } from "@octokit/request-error";
import type { Logger } from "pino";
import type { AppReader, Attempt } from "../github/app.ts";

type Needs = { app: Pick<AppReader, "attempts" | "redeliver">; intervalMs: number; log: Logger; now: () => number };

const OFFERED_MS = 3 * 24 * 60 * 60 * 1000;
/** Attempts that were under way while the list was read are found by the next one. */
const OVERLAP_MS = 10 * 60 * 1000;
/** Of one round; GitHub's limits are for all that the app asks. */
const PAGES_LIMIT = 200;
const ROUND_LIMIT = 100;
const NEXT_ROUND_MS = 60_000;

/** One round; returns when the next is due. Each GUID is asked for once an interval. */
export function makeRedelivery({ app, intervalMs, log, now }: Needs): () => Promise<Date> {
  const asked = new Map<string, number>();
  let complete = 0;
  return async () => {
    const began = now();
    for (const [guid, at] of asked) if (at <= began - intervalMs) asked.delete(guid);
    const since = Math.max(began - OFFERED_MS, complete - OVERLAP_MS);
    const { attempts, whole } = await attemptsSince(app, since);
    const failed = failedOf(attempts).filter(({ guid }) => !asked.has(guid));
    const round = failed.slice(0, ROUND_LIMIT);
    for (const attempt of round) {
      await again(app, attempt);
      asked.set(attempt.guid, began);
    }
    const left = failed.length - round.length;
    if (round.length > 0) log.info({ redelivered: round.length, left }, "asked for failed deliveries");
    if (!whole) log.warn({ attempts: attempts.length }, "too many deliveries to read them all");
    if (left === 0) complete = began;
    return new Date(began + (left === 0 ? intervalMs : Math.min(NEXT_ROUND_MS, intervalMs)));
  };
}

async function attemptsSince(app: Pick<AppReader, "attempts">, since: number) {
  const attempts: Attempt[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const { items, next } = await app.attempts(after);
    const recent = items.filter(({ at }) => at.getTime() >= since);
    attempts.push(...recent);
    if (next === null || recent.length < items.length) return { attempts, whole: true };
    after = next;
  }
  return { attempts, whole: false };
}

/** The newest attempt of each event that never arrived, the oldest event first. */
export function failedOf(attempts: readonly Attempt[]): Attempt[] {
  const events = Map.groupBy(attempts, ({ guid }) => guid);
  return [...events.values()]
    .filter((tries) => !tries.some(({ succeeded }) => succeeded))
    .flatMap((tries) => tries.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 1))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** GitHub refuses what it does not have any more, or can't deliver: the rest matters still. */
async function again(app: Pick<AppReader, "redeliver">, { id }: Attempt): Promise<void> {
  await app.redeliver(id).catch((error: unknown) => {
    if (!(error instanceof RequestError) || ![400, 404, 422].includes(error.status)) throw error;
  });
}
