// A Unix socket beside the embedded store, through which `milegate failures` asks the server that has the store open.
import { chmodSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Logger } from "pino";
import type { FailedJobs } from "../queue/kept.ts";

export const socketOf = (directory: string): string => join(directory, "milegate.sock");

/** Closes it. */
export type CloseSocket = () => Promise<void>;

/** Only the user that runs the server can open it, and it is not reachable from the network. The server also works without it. */
export async function openFailuresSocket(directory: string, kept: FailedJobs, log: Logger): Promise<CloseSocket> {
  if (directory === ":memory:") return async () => undefined;
  const path = socketOf(directory);
  // This process has locked the store, so the process that left the socket has ended.
  rmSync(path, { force: true });
  const server = createServer((request, response) => {
    answer(kept, request, response).catch((error: unknown) => {
      log.warn({ err: error }, "a request for the failed jobs was not answered");
      response.writeHead(500).end();
    });
  });
  const opened = Promise.withResolvers<boolean>();
  server.once("error", (error) => {
    log.warn({ err: error }, "`milegate failures` can't reach this server");
    opened.resolve(false);
  });
  const before = process.umask(0o177);
  server.listen(path, () => opened.resolve(true));
  process.umask(before);
  if (!(await opened.promise)) return async () => undefined;
  chmodSync(path, 0o600);
  return () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
}

async function answer(
  kept: FailedJobs,
  { method, url = "" }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, id, act] = /^\/failures(?:\/([\w-]+)\/(retry|discard))?$/.exec(url) ?? [];
  if (method === "GET" && url === "/failures") {
    response.writeHead(200, { "content-type": "application/json" });
    return void response.end(JSON.stringify(await kept.failures()));
  }
  if (method !== "POST" || id === undefined) return void response.writeHead(404).end();
  await (act === "retry" ? kept.retry(id) : kept.discard(id));
  response.writeHead(204).end();
}
