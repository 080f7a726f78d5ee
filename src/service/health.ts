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
