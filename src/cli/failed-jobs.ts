// Finds the failed jobs: in PostgreSQL, at the running server, or in the store's file.
import { existsSync } from "node:fs";
import { request } from "node:http";
import { resolve } from "node:path";
import { z } from "zod";
import type { FailedJobs } from "../queue/kept.ts";
import { openQueue, storeLocation } from "../queue/open.ts";
import { socketOf } from "../service/failures-socket.ts";
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";

/** Calls `use` with them, and closes what it opened. Reads `DATABASE_URL` and `DATA_DIR` like the server. */
export async function withFailedJobs<Result>(
  { env, cwd }: CliIo,
  use: (jobs: FailedJobs) => Promise<Result>,
): Promise<Result> {
  const directory = resolve(cwd, env["DATA_DIR"]?.trim() || "./data");
  const settings = {
    DATA_DIR: directory,
    DATABASE_URL: env["DATABASE_URL"]?.trim() || undefined,
    WORKER_CONCURRENCY: 1,
  };
  const store = storeLocation(settings);
  if (store.kind === "embedded") {
    const server = atServer(socketOf(store.directory));
    if (await isThere(server)) return use(server);
    if (!existsSync(store.file))
      throw new UsageError(`there is no store in ${directory}; set DATA_DIR or DATABASE_URL as for the server.`);
  }
  const queue = await openQueue(settings, (stored) => stored, { error: () => undefined });
  try {
    return await use(queue);
  } finally {
    await queue.stop(0);
  }
}

const failures = z.array(
  z.object({
    id: z.string(),
    repository: z.string(),
    key: z.string(),
    attempts: z.number(),
    error: z.string(),
    failedAt: z.coerce.date(),
  }),
);

const atServer = (socketPath: string): FailedJobs => ({
  failures: async () => failures.parse(JSON.parse(await ask(socketPath, "GET", "/failures"))),
  retry: async (id) => void (await ask(socketPath, "POST", `/failures/${id}/retry`)),
  discard: async (id) => void (await ask(socketPath, "POST", `/failures/${id}/discard`)),
});

/** A crashed server may leave a socket that refuses connections. */
const isThere = (server: FailedJobs): Promise<boolean> =>
  server.failures().then(
    () => true,
    (error: unknown) => {
      if (Object(error).code === "ENOENT" || Object(error).code === "ECONNREFUSED") return false;
      throw error;
    },
  );

function ask(socketPath: string, method: string, path: string): Promise<string> {
  const { promise, resolve: answered, reject } = Promise.withResolvers<string>();
  const asked = request({ socketPath, method, path, timeout: 10_000 }, (answer) => {
    let text = "";
    answer.on("data", (part) => {
      text += String(part);
    });
    answer.on("end", () => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) answered(text);
      else reject(new Error(`the running server answered with ${status}; its log says why.`));
    });
  });
  asked.on("timeout", () => asked.destroy(new Error("the running server does not answer.")));
  asked.on("error", reject);
  asked.end();
  return promise;
}
