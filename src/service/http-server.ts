// The HTTP server: it offers a request to one handler after the other.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Logger } from "pino";
import { SettingsError } from "../settings.ts";

/** Answers the request and resolves with true, or does nothing and resolves with false. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export type HttpServer = {
  port: number;
  /** Accepts no new connections; resolves when the open ones have their answers. */
  stop(): Promise<void>;
};

/** Against senders that send headers or a body very slowly. `signed-body.ts` has stricter limits for webhooks. */
const BOUNDS_MS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
};

export const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

/** Resolves once it listens. Rejects with a `SettingsError` if the address can't be used. */
export async function startHttpServer(
  { host, port }: { host: string; port: number },
  handlers: readonly HttpHandler[],
  log: Logger,
): Promise<HttpServer> {
  const server = createServer(BOUNDS_MS, (request, response) => {
    answer(handlers, request, response).catch((error: unknown) => {
      log.error({ err: error, path: pathOf(request) }, "a request was not answered");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const listens = await listening(server, host, port);
  log.info(`Listening on http://${host.includes(":") ? `[${host}]` : host}:${listens}`);
  return { port: listens, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function answer(
  handlers: readonly HttpHandler[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const handler of handlers) if (await handler(request, response)) return;
  response.writeHead(404, { "content-type": "text/plain; charset=utf-8", connection: "close" }).end("not found\n");
}

function listening(server: Server, host: string, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once("error", (error: NodeJS.ErrnoException) => reject(refused(error, host, port)));
  server.listen({ host, port }, () => {
    const address = server.address();
    resolve(typeof address === "object" && address !== null ? address.port : port);
  });
  return promise;
}

const NEXT: Record<string, string> = {
  EADDRINUSE: "Another process uses that port: stop it, or set PORT to another one.",
  EACCES: "That port is reserved for root: set PORT to one above 1023.",
  EADDRNOTAVAIL: "HOST is not an address of this machine: set it to 127.0.0.1 or 0.0.0.0.",
  ENOTFOUND: "HOST is a name that can't be resolved: set it to 127.0.0.1 or 0.0.0.0.",
};

function refused({ code = "", message }: NodeJS.ErrnoException, host: string, port: number): SettingsError {
  return new SettingsError(`Can't listen on ${host}, port ${port} (${code || message}). ${NEXT[code] ?? ""}`.trim());
}
