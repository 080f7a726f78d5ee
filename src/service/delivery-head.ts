// Checks a webhook's headers before its body is read.
import type { IncomingMessage } from "node:http";

/** GitHub sends 25 MB at most. https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const BODY_LIMIT_BYTES = 25 * 1024 * 1024;

/** `signature` is the announced HMAC-SHA256 of the body. */
export type DeliveryHead = { id: string; name: string; signature: Buffer; bytes: number };

/** A refused webhook; `reason` is one line for its sender. */
export type WebhookRefusal = { kind: "refused"; status: 400 | 405 | 408 | 411 | 413 | 415 | 429; reason: string };

export const refuseWebhook = (status: WebhookRefusal["status"], reason: string): WebhookRefusal => ({
  kind: "refused",
  status,
  reason,
});

/** The headers are GitHub's: https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers */
export function readDeliveryHead({ method, headers }: IncomingMessage): DeliveryHead | WebhookRefusal {
  if (method !== "POST") return refuseWebhook(405, "webhooks are sent with POST");
  const length = headers["content-length"];
  // GitHub always sends the length of the body.
  if (length === undefined) return refuseWebhook(411, "Content-Length is missing");
  const bytes = Number(length);
  if (bytes > BODY_LIMIT_BYTES)
    return refuseWebhook(413, `the body has ${bytes} bytes; ${BODY_LIMIT_BYTES} are allowed`);
  if (bytes === 0) return refuseWebhook(400, "the body is empty");
  if (!/^application\/json\b/i.test(headers["content-type"] ?? ""))
    return refuseWebhook(
      415,
      'Content-Type is not application/json; choose that in the app\'s settings, under "Webhook"',
    );
  const name = headers["x-github-event"];
  const id = headers["x-github-delivery"];
  if (typeof name !== "string" || name === "") return refuseWebhook(400, "X-GitHub-Event is missing");
  if (typeof id !== "string" || id === "") return refuseWebhook(400, "X-GitHub-Delivery is missing");
  const [, signature] = /^sha256=([0-9a-f]{64})$/i.exec(String(headers["x-hub-signature-256"] ?? "")) ?? [];
  if (signature === undefined) return refuseWebhook(400, "X-Hub-Signature-256 is missing, or is not a signature");
  return { id, name, signature: Buffer.from(signature, "hex"), bytes };
}
