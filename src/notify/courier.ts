// Takes notices from the outbox to their channels: one at a time in each, and none waits for another channel.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { backoffMs, type RetryPolicy } from "../queue/backoff.ts";
import type { ClaimedNotice, Outbox } from "../queue/outbox.ts";
import type { Channel } from "./channel.ts";

/** For three days, at most five minutes apart; then it is kept. */
const NOTICE_RETRY: RetryPolicy = { firstMs: 1_000, maxMs: 300_000, attempts: 900 };

export const SEND_TIMEOUT_MS = 10_000;
/** Longer than a request can take; who dies while it sends is succeeded after that. */
const LEASE_MS = 15_000;
/** Others may store notices, too, and their leases end. */
const POLL_MS = 5_000;
const SOON_MS = 20;
const STORE_RETRY_MS = 1_000;

export type NoticeResult = "sent" | "failed";

type Needs = {
  outbox: Outbox;
  channels: readonly Channel[];
  /** Rejects where the channel did not take it. */
  send: (channel: Channel, notice: ClaimedNotice, signal: AbortSignal) => Promise<void>;
  count: (channel: string, result: NoticeResult) => void;
  log: Pick<Logger, "info" | "warn" | "error">;
  retry?: RetryPolicy;
  random?: () => number;
};

export type Courier = {
  /** There is something new for these channels. */
  wake(channels: readonly string[]): void;
  /** What is under way is aborted, and is sent again after the next start. */
  stop(): Promise<void>;
};

export function startCourier(needs: Needs): Courier {
  const stopping = new AbortController();
  const wakers = new Map<string, () => void>();
  const loops = needs.channels.map((channel) => serve(needs, channel, wakers, stopping.signal));
  return {
    wake: (channels) => {
      for (const name of channels) wakers.get(name)?.();
    },
    stop: async () => {
      stopping.abort();
      for (const wake of wakers.values()) wake();
      await Promise.all(loops);
    },
  };
}

async function serve(
  needs: Needs,
  channel: Channel,
  wakers: Map<string, () => void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
    wakers.set(channel.name, wake);
    try {
      if (await deliverNext(needs, channel, signal)) continue;
      const dueIn = (await needs.outbox.dueIn(channel.name)) ?? POLL_MS;
      await pause(Math.min(POLL_MS, Math.max(SOON_MS, dueIn)), woken);
    } catch (error) {
      if (signal.aborted) return;
      needs.log.error({ err: error, channel: channel.name }, "the outbox failed; retrying");
      await pause(STORE_RETRY_MS, woken);
    }
  }
}

/** Ends early when woken. */
async function pause(ms: number, woken: Promise<void>): Promise<void> {
  const ended = new AbortController();
  await Promise.race([woken, sleep(ms, undefined, { signal: ended.signal, ref: false }).catch(() => undefined)]);
  ended.abort();
}

/** Whether there was one. */
async function deliverNext(needs: Needs, channel: Channel, signal: AbortSignal): Promise<boolean> {
  const { outbox, count, log } = needs;
  const notice = await outbox.claim(channel.name, LEASE_MS);
  if (notice === null) return false;
  const about = { channel: channel.name, notice: notice.key };
  const error = await reasonNotSent(needs, channel, notice, signal);
  if (error === null) {
    await outbox.sent(notice.id);
    count(channel.name, "sent");
    log.info(about, "told");
    return true;
  }
  const { retry = NOTICE_RETRY, random = Math.random } = needs;
  const isOver = notice.attempts >= retry.attempts;
  await outbox.failed(
    notice.id,
    error,
    signal.aborted ? 0 : isOver ? null : backoffMs(retry, notice.attempts, random()),
  );
  count(channel.name, "failed");
  log.warn({ ...about, attempts: notice.attempts, reason: error }, "not told; retrying");
  return true;
}

async function reasonNotSent(
  { send }: Needs,
  channel: Channel,
  notice: ClaimedNotice,
  signal: AbortSignal,
): Promise<string | null> {
  // It was rendered for another kind of channel, as the setting was then.
  if (notice.format !== channel.format)
    return `it was written for a ${notice.format} channel, and this is one for ${channel.format}`;
  try {
    await send(channel, notice, signal);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
