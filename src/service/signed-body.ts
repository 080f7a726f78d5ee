// Reads the body of a webhook within bounds of time and memory, and checks its signature while it arrives.
import { createHmac, type Hmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { BodyBudget } from "./body-budget.ts";
import { type DeliveryHead, refuseWebhook, type WebhookRefusal } from "./delivery-head.ts";

/** GitHub stops waiting after ten seconds, so a slower body is not from GitHub. */
const BODY_WITHIN_MS = 10_000;

export type SignedBody = { kind: "signed"; text: string };

export type BodyReading = { secret: string; budget: BodyBudget; withinMs?: number };

/** Why the reading of a body ended before the body did. */
type Ending = "gone" | "slow" | "crowded";

const ENDINGS: Record<Ending, WebhookRefusal> = {
  // Nobody reads this answer: the connection is closed.
  gone: refuseWebhook(400, "the connection was closed before the body was complete"),
  slow: refuseWebhook(408, "the body did not arrive in time"),
  crowded: refuseWebhook(408, "the body arrived too slowly while others waited"),
};

const FULL = refuseWebhook(429, "too many bodies are arriving");
const UNSIGNED = refuseWebhook(400, "the signature does not match the body");

/** Accepts a body only if it is complete and its signature is right: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export async function readSignedBody(
  request: IncomingMessage,
  { bytes, signature }: DeliveryHead,
  { secret, budget, withinMs = BODY_WITHIN_MS }: BodyReading,
): Promise<SignedBody | WebhookRefusal> {
  const ended = new AbortController();
  const end = (ending: Ending) => () => ended.abort(ending);
  const late = setTimeout(end("slow"), withinMs);
  // Without a listener for errors, a broken connection would end the process.
  request.once("close", end("gone")).on("error", end("gone"));
  const release = await budget.reserve(bytes, ended.signal, end("crowded"));
  if (release === null) {
    clearTimeout(late);
    return ended.signal.reason === "gone" ? ENDINGS.gone : FULL;
  }
  // One block of memory for the whole body: a list of small chunks would take many times their length.
  const body = Buffer.allocUnsafeSlow(bytes);
  const hmac = createHmac("sha256", secret);
  const isWhole = collect(request, body, hmac, ended.signal).finally(() => {
    clearTimeout(late);
    release();
  });
  if (!(await isWhole)) return discarded(body, ENDINGS[endingOf(ended.signal)]);
  if (!timingSafeEqual(hmac.digest(), signature)) return discarded(body, UNSIGNED);
  return discarded(body, { kind: "signed", text: body.toString("utf8") });
}

const endingOf = ({ reason }: AbortSignal): Ending => (reason === "slow" || reason === "crowded" ? reason : "gone");

/** Frees the memory now; the garbage collector would do so much later. */
function discarded<Answer>(body: Buffer<ArrayBuffer>, answer: Answer): Answer {
  body.buffer.transfer(0);
  return answer;
}

/** Whether all bytes arrived before the signal. */
function collect(request: IncomingMessage, body: Buffer, hmac: Hmac, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let at = 0;
  const take = (chunk: Buffer): void => {
    hmac.update(chunk);
    at += chunk.copy(body, at);
  };
  const stop = (): void => {
    request.off("data", take);
    resolve(false);
  };
  if (signal.aborted) stop();
  else request.on("data", take).once("end", () => resolve(at === body.length));
  signal.addEventListener("abort", stop, { once: true });
  return promise;
}
