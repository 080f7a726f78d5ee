// /healthz says that the process is alive, /readyz that it can take work.
import type { IncomingMessage, ServerResponse } from "node:http";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Each rejects with what is not ready, e.g. the store can't be reached. */
type Checks = Record<string, () => Promise<unknown>>;

/** Probot's additional handlers answer whether they took the request. */
export const health =
  (checks: Checks): Handler =>
  async (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0];
    if (request.method !== "GET" || (path !== "/healthz" && path !== "/readyz")) return false;
    const problems = path === "/healthz" ? [] : await failing(checks);
    response.writeHead(problems.length === 0 ? 200 : 503, { "content-type": "text/plain; charset=utf-8" });
    response.end(problems.length === 0 ? "ok\n" : `not ready: ${problems.join(", ")}\n`);
    return true;
  };

/** Only names go out: what failed, and how, is in the log and may name hosts. */
async function failing(checks: Checks): Promise<string[]> {
  const names = Object.entries(checks).map(async ([name, check]) =>
    check().then(
      () => [],
      () => [name],
    ),
  );
  return (await Promise.all(names)).flat();
}

const VALID_MS = 30_000;
const INVALID_MS = 5_000;

/**
 * Whether GitHub accepts the app's credentials, asked seldom enough for any number of probes. While GitHub itself is
 * out, what it said last stands: webhooks are taken in all the same.
 */
export function credentials(verify: () => Promise<void>, now: () => number): () => Promise<void> {
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
