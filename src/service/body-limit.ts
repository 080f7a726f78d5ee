// Refuses bodies that are larger than any webhook, before they are read: the signature can be checked only afterwards.
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";

/** GitHub sends 25 MB at most. https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const LIMIT_BYTES = 26 * 1024 * 1024;

/** Goes before whatever listens to the server already. */
export function limitBodies(server: Server): void {
  const listeners = server.listeners("request").filter((each): each is RequestListener => typeof each === "function");
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const status = refusalOf(request);
    if (status !== null) refuse(response, status);
    else for (const listener of listeners) listener(request, response);
  });
}

/** GitHub always says how long a body is. */
function refusalOf({ method, headers }: IncomingMessage): 411 | 413 | null {
  if (method === "GET" || method === "HEAD") return null;
  const length = headers["content-length"];
  if (length === undefined) return headers["transfer-encoding"] === undefined ? null : 411;
  return Number(length) > LIMIT_BYTES ? 413 : null;
}

function refuse(response: ServerResponse, status: 411 | 413): void {
  response.writeHead(status, { connection: "close", "content-type": "text/plain; charset=utf-8" });
  response.end(status === 413 ? "too large\n" : "length required\n");
}
