// One request to a channel: no redirect, no private address, bounded in time and size. Errors never name the address.
import { createHmac } from "node:crypto";
import { type LookupAddress, lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { ClaimedNotice } from "../queue/outbox.ts";
import type { Channel } from "./channel.ts";
import { isLoopbackHost, isPrivateAddress } from "./private-address.ts";

export type SendOptions = { secret: string | null; version: string; timeoutMs: number; signal: AbortSignal };

/** Rejects with a `NotSent` for everything but a 2xx. */
export class NotSent extends Error {
  override name = "NotSent";
}

export function sendNotice(channel: Channel, notice: ClaimedNotice, options: SendOptions): Promise<void> {
  const url = new URL(channel.url);
  const body = Buffer.from(notice.body);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
  const lookup = isLoopbackHost(url.hostname) ? {} : { lookup: publicLookup };
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!isLoopbackHost(url.hostname) && isIP(host) !== 0 && isPrivateAddress(host)) throw new NotSent(PRIVATE);
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const headers = headersOf(channel, notice, body, options);
  const asked = send(url, { method: "POST", headers, signal, agent: false, ...lookup }, (answer) => {
    const status = answer.statusCode ?? 0;
    // What it says does not matter, so it is not read.
    answer.destroy();
    if (status >= 200 && status < 300) resolve();
    else
      reject(
        new NotSent(
          `the channel answered with ${status}${status >= 300 && status < 400 ? ", which is not followed" : ""}`,
        ),
      );
  });
  asked.on("error", (error) => reject(new NotSent(reasonOf(error, options))));
  asked.end(body);
  return promise;
}

function headersOf(
  { format }: Channel,
  { key }: ClaimedNotice,
  body: Buffer,
  { secret, version }: SendOptions,
): Record<string, string | number> {
  const headers = {
    "content-type": "application/json",
    "content-length": body.length,
    "user-agent": `milegate/${version}`,
  };
  if (format !== "json" || secret === null) return headers;
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  return { ...headers, "idempotency-key": key, "x-milegate-signature-256": `sha256=${signature}` };
}

const PRIVATE = "the channel's host is at a private address, which is not called";

/** Messages of errors hold hosts and addresses; codes do not. */
function reasonOf(error: Error & { code?: unknown }, { timeoutMs, signal }: SendOptions): string {
  if (error instanceof NotSent) return error.message;
  if (signal.aborted) return "the server stopped";
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return `the channel did not answer within ${timeoutMs / 1000} s`;
  return `the channel can't be reached${typeof error.code === "string" ? `: ${error.code}` : ""}`;
}

/** All addresses have to be public, and the one that was checked is the one that is called. */
const publicLookup: LookupFunction = (host, options, found) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) return found(error, "", 0);
    if (addresses.length === 0 || addresses.some(({ address }) => isPrivateAddress(address)))
      return found(new NotSent(PRIVATE), "", 0);
    if (options.all === true) return found(null, addresses);
    return found(null, addresses[0]?.address ?? "", addresses[0]?.family);
  });
};
