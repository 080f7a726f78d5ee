// Where what the queue has kept is found: in PostgreSQL, at the running server, or in the store's file.
import { existsSync } from "node:fs";
import { request } from "node:http";
import { resolve } from "node:path";
import { z } from "zod";
import { openQueue } from "../queue/open.ts";
import { type Kept, socketOf } from "../service/failures-socket.ts";
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";

/** Hands it to `use`, and closes what it opened. `DATABASE_URL` and `DATA_DIR` are read as the server reads them. */
export async function withKept<Result>({ env, cwd }: CliIo, use: (kept: Kept) => Promise<Result>): Promise<Result> {
  const url = env["DATABASE_URL"]?.trim() || undefined;
  const directory = resolve(cwd, env["DATA_DIR"]?.trim() || "./data");
  if (url === undefined) {
    const server = atServer(socketOf(directory));
    if (await isThere(server)) return use(server);
    if (!existsSync(resolve(directory, "milegate.sqlite")))
      throw new UsageError(`there is no store in ${directory}; set DATA_DIR or DATABASE_URL as for the server.`);
  }
  const settings = { DATA_DIR: directory, DATABASE_URL: url, WORKER_CONCURRENCY: 1 };
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

const atServer = (socketPath: string): Kept => ({
  failures: async () => failures.parse(JSON.parse(await ask(socketPath, "GET", "/failures"))),
  retry: async (id) => void (await ask(socketPath, "POST", `/failures/${id}/retry`)),
  discard: async (id) => void (await ask(socketPath, "POST", `/failures/${id}/discard`)),
});

/** A socket that a crash left behind answers nothing. */
const isThere = (server: Kept): Promise<boolean> =>
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
