// Reads the body of a webhook within bounds of time and memory, and checks its signature while it arrives.
import { createHmac, type Hmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { BodyBudget } from "./body-budget.ts";
import { type DeliveryHead, refuseWebhook, type WebhookRefusal } from "./delivery-head.ts";

/** GitHub gives up after ten seconds, so what takes longer is not GitHub's. */
const BODY_WITHIN_MS = 10_000;

export type SignedBody = { kind: "signed"; text: string };

export type BodyReading = { secret: string; budget: BodyBudget; withinMs?: number };

/** Why the reading of a body ended before the body did. */
type Ending = "gone" | "slow" | "crowded";

const ENDINGS: Record<Ending, WebhookRefusal> = {
  // Whoever hung up reads no answer.
  gone: refuseWebhook(400, "the connection was closed before the body was complete"),
  slow: refuseWebhook(408, "the body did not come in time"),
  crowded: refuseWebhook(408, "the body came too slowly while others waited"),
};

const FULL = refuseWebhook(429, "too many bodies are under way");
const UNSIGNED = refuseWebhook(400, "the signature does not match the body");

/** A body counts only when all of it is there and its signature is right: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export async function readSignedBody(
  request: IncomingMessage,
  { bytes, signature }: DeliveryHead,
  { secret, budget, withinMs = BODY_WITHIN_MS }: BodyReading,
): Promise<SignedBody | WebhookRefusal> {
  const ended = new AbortController();
  const end = (ending: Ending) => () => ended.abort(ending);
  const late = setTimeout(end("slow"), withinMs);
  // Without a listener for errors a connection that breaks would end the process.
  request.once("close", end("gone")).on("error", end("gone"));
  const release = await budget.reserve(bytes, ended.signal, end("crowded"));
  if (release === null) {
    clearTimeout(late);
    return ended.signal.reason === "gone" ? ENDINGS.gone : FULL;
  }
  // One piece of memory for all of it: small chunks, kept one by one, would take many times their length.
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

/** Gives the memory back now; the garbage collector would take its time. */
function discarded<Answer>(body: Buffer<ArrayBuffer>, answer: Answer): Answer {
  body.buffer.transfer(0);
  return answer;
}

/** Whether all bytes came before the signal. */
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
