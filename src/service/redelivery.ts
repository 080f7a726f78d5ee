// Failed deliveries: GitHub does not try again by itself, but does so when it is asked, for three days.
// https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
import { RequestError } from "@octokit/request-error";
import type { Logger } from "pino";
import type { AppReader, DeliveryAttempt } from "../github/app.ts";
import type { SweepClock } from "./sweep-clock.ts";

export type RedeliveryNeeds = {
  app: Pick<AppReader, "attempts" | "redeliver">;
  intervalMs: number;
  log: Logger;
  clock: SweepClock;
};

const OFFERED_MS = 3 * 24 * 60 * 60 * 1000;
/** Attempts that were under way while the list was read are found by the next round. */
const OVERLAP_MS = 10 * 60 * 1000;
/** All attempts are read so far back: they show what arrived at another attempt, and failures without any answer. */
const ALL_PAGES = 20;
/** Further back, only those that GitHub counts as failed. */
const FAILED_PAGES = 200;
/** Of one round; GitHub's limits are for all that the app asks. */
const ROUND_LIMIT = 100;
const NEXT_ROUND_MS = 60_000;

/**
 * One round; resolves with when the next is due. Each GUID is asked for once an interval. What to read is told by GitHub's own times, and
 * what was asked for by the steady clock: this machine's clock may be wrong, or be set.
 */
export function makeRedelivery({ app, intervalMs, log, clock }: RedeliveryNeeds): () => Promise<Date> {
  const asked = new Map<string, number>();
  let completeUntil = Number.NEGATIVE_INFINITY;
  return async () => {
    const began = clock.steady();
    for (const [guid, at] of asked) if (at <= began - intervalMs) asked.delete(guid);
    const { attempts, whole } = await readAttempts(app, completeUntil - OVERLAP_MS);
    const failed = failedAttempts(attempts).filter(({ guid }) => !asked.has(guid));
    const round = failed.slice(0, ROUND_LIMIT);
    for (const attempt of round) {
      await redeliver(app, attempt);
      asked.set(attempt.guid, began);
    }
    const left = failed.length - round.length;
    if (round.length > 0) log.info({ redelivered: round.length, left }, "asked for failed deliveries");
    if (!whole) log.warn({ attempts: attempts.length }, "too many deliveries to read them all");
    if (left === 0) completeUntil = Math.max(completeUntil, newestOf(attempts));
    return new Date(clock.wall() + (left === 0 ? intervalMs : Math.min(NEXT_ROUND_MS, intervalMs)));
  };
}

type Attempts = { attempts: DeliveryAttempt[]; whole: boolean };

/** By GitHub's clock. */
const newestOf = (attempts: readonly DeliveryAttempt[]): number =>
  attempts.reduce((newest, { at }) => Math.max(newest, at.getTime()), Number.NEGATIVE_INFINITY);

/** `whole`: all that count since then, and within the days in which GitHub redelivers. */
async function readAttempts(app: Pick<AppReader, "attempts">, since: number): Promise<Attempts> {
  const all = await pagesOf((after) => app.attempts(after, "all"), since, ALL_PAGES);
  if (all.whole) return all;
  const older = await pagesOf((after) => app.attempts(after, "failed"), since, FAILED_PAGES).catch((error: unknown) => {
    // A host that does not know the filter may refuse it, or ignore it and list all.
    if (isRefused(error)) return pagesOf((after) => app.attempts(after, "all"), since, FAILED_PAGES);
    throw error;
  });
  const byId = new Map([...all.attempts, ...older.attempts].map((attempt) => [attempt.id, attempt]));
  return { attempts: [...byId.values()], whole: older.whole };
}

async function pagesOf(read: (after: string | null) => ReturnType<AppReader["attempts"]>, since: number, most: number) {
  const attempts: DeliveryAttempt[] = [];
  let after: string | null = null;
  for (let page = 0; page < most; page += 1) {
    const { items, next } = await read(after);
    const from = Math.max(since, newestOf([...items, ...attempts.slice(0, 1)]) - OFFERED_MS);
    const recent = items.filter(({ at }) => at.getTime() >= from);
    attempts.push(...recent);
    if (next === null || recent.length < items.length) return { attempts, whole: true };
    after = next;
  }
  return { attempts, whole: false };
}

/** The newest attempt of each event that never arrived, the oldest event first. */
export function failedAttempts(attempts: readonly DeliveryAttempt[]): DeliveryAttempt[] {
  const events = Map.groupBy(attempts, ({ guid }) => guid);
  return [...events.values()]
    .filter((tries) => !tries.some(({ succeeded }) => succeeded))
    .flatMap((tries) => tries.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 1))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** GitHub refuses what it does not have any more, or can't deliver: the rest matters still. */
async function redeliver(app: Pick<AppReader, "redeliver">, { id }: DeliveryAttempt): Promise<void> {
  await app.redeliver(id).catch((error: unknown) => {
    if (!isRefused(error)) throw error;
  });
}

const isRefused = (error: unknown): boolean => error instanceof RequestError && [400, 404, 422].includes(error.status);
