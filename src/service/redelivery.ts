// Failed deliveries: GitHub does not retry automatically, but redelivers on request, for three days.
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
/** The next round finds attempts that were not finished when the list was read. */
const OVERLAP_MS = 10 * 60 * 1000;
/** So many pages list all attempts: they show events that arrived at a later attempt, and failures without an answer. */
const ALL_PAGES = 20;
/** Older attempts are read only if GitHub lists them as failed. */
const FAILED_PAGES = 200;
/** Redeliveries in a round: GitHub's limits cover all requests of the app. */
const ROUND_LIMIT = 100;
const NEXT_ROUND_MS = 60_000;

/**
 * Runs one round; resolves with the time of the next. Each GUID is requested once an interval. GitHub's own times decide which attempts
 * to read, and the steady clock decides what was requested already: this machine's clock may be wrong or change.
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

/** `whole`: every attempt since then was read, as far back as GitHub redelivers. */
async function readAttempts(app: Pick<AppReader, "attempts">, since: number): Promise<Attempts> {
  const all = await pagesOf((after) => app.attempts(after, "all"), since, ALL_PAGES);
  if (all.whole) return all;
  const older = await pagesOf((after) => app.attempts(after, "failed"), since, FAILED_PAGES).catch((error: unknown) => {
    // A host that does not support the filter may refuse it, or ignore it and list all.
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

/** GitHub refuses deliveries that are gone or undeliverable. The round continues with the others. */
async function redeliver(app: Pick<AppReader, "redeliver">, { id }: DeliveryAttempt): Promise<void> {
  await app.redeliver(id).catch((error: unknown) => {
    if (!isRefused(error)) throw error;
  });
}

const isRefused = (error: unknown): boolean => error instanceof RequestError && [400, 404, 422].includes(error.status);
