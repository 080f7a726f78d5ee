// /healthz says that the process is alive, /readyz that it can take work.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type HttpHandler, pathOf } from "./http-server.ts";

/** Each rejects with the reason why it is not ready, e.g. that the store is not writable. */
type Checks = Record<string, () => Promise<unknown>>;

export const healthHandler =
  (checks: Checks): HttpHandler =>
  async (request, response) => {
    const path = pathOf(request);
    if (request.method !== "GET" || (path !== "/healthz" && path !== "/readyz")) return false;
    const problems = path === "/healthz" ? [] : await failing(checks);
    response.writeHead(problems.length === 0 ? 200 : 503, { "content-type": "text/plain; charset=utf-8" });
    response.end(problems.length === 0 ? "ok\n" : `not ready: ${problems.join(", ")}\n`);
    return true;
  };

/** Returns only the names of failed checks. The errors may name hosts, so they are only in the log. */
async function failing(checks: Checks): Promise<string[]> {
  const names = Object.entries(checks).map(async ([name, check]) =>
    check().then(
      () => [],
      () => [name],
    ),
  );
  return (await Promise.all(names)).flat();
}

/** An orchestrator's probe waits a few seconds at most. */
const WRITTEN_WITHIN_MS = 3_000;
const WRITTEN_VALID_MS = 1_000;

/**
 * Proves by a write that the store is writable: a full disk is still readable. It writes once a second at most, however many probes
 * there are. The log has one line when the store begins to fail and one when it works again.
 */
export function storeCheck(
  checkWritable: () => Promise<void>,
  log: Pick<Logger, "error" | "info">,
  withinMs = WRITTEN_WITHIN_MS,
): () => Promise<void> {
  let answer: { at: number; writable: Promise<void> } | null = null;
  let failed = false;
  const write = async (): Promise<void> => {
    try {
      await within(withinMs, checkWritable());
      if (failed) log.info("the store is writable again");
      failed = false;
    } catch (error) {
      if (!failed) log.error({ err: error }, "the store is not writable; webhooks are refused until it is");
      failed = true;
      throw error;
    }
  };
  return () => {
    if (answer === null || performance.now() - answer.at > WRITTEN_VALID_MS)
      answer = { at: performance.now(), writable: write() };
    return answer.writable;
  };
}

const REFUSED_VALID_MS = 5_000;

type CheckedStore = {
  /** Notes how the storing of a webhook's work ended. */
  tracked<Stored>(storing: Promise<Stored>): Promise<Stored>;
  checkWritable(): Promise<void>;
};

/** What a webhook met a moment ago, a probe need not meet: on a disk that is nearly full, one write fits and another does not. */
export function watchStore(checkWritable: () => Promise<void>): CheckedStore {
  let refusal: { at: number; error: unknown } | null = null;
  return {
    tracked: async (storing) => {
      try {
        const stored = await storing;
        refusal = null;
        return stored;
      } catch (error) {
        refusal = { at: performance.now(), error };
        throw error;
      }
    },
    checkWritable: async () => {
      if (refusal !== null && performance.now() - refusal.at < REFUSED_VALID_MS) throw refusal.error;
      await checkWritable();
    },
  };
}

const within = (ms: number, step: Promise<void>): Promise<void> =>
  Promise.race([
    step,
    sleep(ms, undefined, { ref: false }).then(() => Promise.reject(new Error(`no answer within ${ms} ms`))),
  ]);

const VALID_MS = 30_000;
const INVALID_MS = 5_000;

/**
 * Checks that GitHub accepts the app's credentials; the answer is cached for any number of probes. While GitHub is unavailable, its last
 * answer counts, because webhooks are still accepted. `now` is a monotonic clock, in milliseconds.
 */
export function credentialsCheck(verify: () => Promise<void>, now: () => number): () => Promise<void> {
  let known: { until: number; refusal: unknown } | null = null;
  let asking: Promise<void> | null = null;
  const ask = async (): Promise<void> => {
    const refusal = await verify().then(
      () => null,
      (error: unknown) => error ?? new Error("not verified"),
    );
    const wasValid = known !== null && known.refusal === null;
    const isValid = refusal === null || (wasValid && !isRefusal(refusal));
    known = { until: now() + (refusal === null ? VALID_MS : INVALID_MS), refusal: isValid ? null : refusal };
  };
  return async () => {
    if (known === null || known.until <= now()) {
      asking ??= ask().finally(() => {
        asking = null;
      });
      await asking;
    }
    if (known !== null && known.refusal !== null) throw known.refusal;
  };
}

const isRefusal = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "status" in error && [401, 403, 404].includes(Number(error.status));
