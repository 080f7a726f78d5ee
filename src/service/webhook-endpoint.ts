// Answers GitHub's webhooks: 2xx only for a signed and stored delivery, within the time that GitHub waits.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebhookDelivery } from "./accept-delivery.ts";
import { type BodyBudget, makeBodyBudget } from "./body-budget.ts";
import { readDeliveryHead, refuseWebhook, type WebhookRefusal } from "./delivery-head.ts";
import { type HttpHandler, pathOf } from "./http-server.ts";
import { readSignedBody } from "./signed-body.ts";

/** GitHub waits ten seconds: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds */
const STORED_WITHIN_MS = 9_000;
/** A refused sender may still send its body. It reads the answer only if the connection stays open for a moment. */
const LINGER_MS = 2_000;
const RETRY_AFTER_SECONDS = 5;

export type EndpointNeeds = {
  path: string;
  secret: string;
  /** Resolves once the delivery is stored, or needs no work. */
  accept: (delivery: WebhookDelivery) => Promise<void>;
  /** Counts a refusal by its status; `reason` is for the log. */
  refused: (status: number, reason: string) => void;
  budget?: BodyBudget;
  /** Limits in milliseconds that replace the usual ones. */
  bodyWithinMs?: number;
  storedWithinMs?: number;
};

/** `unstored`: GitHub lists the delivery as failed, and the sweep asks for it again. */
type Answer = { kind: "stored" } | { kind: "unstored"; reason: string } | WebhookRefusal;

export function webhookEndpoint(needs: EndpointNeeds): HttpHandler {
  const { path, refused, budget = makeBodyBudget() } = needs;
  return async (request, response) => {
    if (pathOf(request) !== path) return false;
    const answer = await answerTo(request, { ...needs, budget });
    if (answer.kind === "refused") refused(answer.status, answer.reason);
    send(request, response, answer);
    return true;
  };
}

async function answerTo(
  request: IncomingMessage,
  { secret, accept, budget, bodyWithinMs, storedWithinMs = STORED_WITHIN_MS }: EndpointNeeds & { budget: BodyBudget },
): Promise<Answer> {
  const late = sleep(storedWithinMs, LATE, { ref: false });
  const head = readDeliveryHead(request);
  if ("kind" in head) return head;
  const within = bodyWithinMs === undefined ? {} : { withinMs: bodyWithinMs };
  const body = await readSignedBody(request, head, { secret, budget, ...within });
  if (body.kind === "refused") return body;
  const payload = parseObject(body.text);
  if (payload === null) return refuseWebhook(400, "the body is not a JSON object");
  const stored = accept({ id: head.id, name: head.name, payload }).then(
    () => STORED,
    () => FAILED,
  );
  return Promise.race([stored, late]);
}

const STORED: Answer = { kind: "stored" };
const FAILED: Answer = { kind: "unstored", reason: "it could not be stored" };
const LATE: Answer = { kind: "unstored", reason: "it could not be stored in time" };

function parseObject(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.setHeader("content-type", "text/plain; charset=utf-8");
  if (answer.kind === "stored") return void response.writeHead(200).end("ok\n");
  const status = answer.kind === "refused" ? answer.status : 503;
  const text = `${STATUS_CODES[status]}: ${answer.reason}\n`;
  if (status === 429 || status === 503) response.setHeader("retry-after", RETRY_AFTER_SECONDS);
  if (status === 405) response.setHeader("allow", "POST");
  if (!request.complete) response.setHeader("connection", "close");
  response.writeHead(status, { "content-length": Buffer.byteLength(text) });
  // Send the whole answer now. `end` would close the connection, and a sender that still sends would lose the answer.
  response.write(text);
  endAfter(request, response);
}

/** The rest of the body is not read: it stays in the sender's memory until the connection is closed. */
function endAfter(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || request.destroyed) return void response.end();
  const end = (): void => {
    clearTimeout(timer);
    response.end();
    request.destroy();
  };
  const timer = setTimeout(end, LINGER_MS);
  request.pause().once("close", end);
}
