// The channels that an owner's plans may use, and the courier that serves all of them.
import type { Logger } from "pino";
import type { AppReader } from "../github/app.ts";
import type { Channel, ChannelSettings } from "../notify/channel.ts";
import { type Courier, type NoticeResult, SEND_TIMEOUT_MS, startCourier } from "../notify/courier.ts";
import { sendNotice } from "../notify/send.ts";
import { packageVersion } from "../package-info.ts";
import type { Outbox } from "../queue/outbox.ts";

/** How long it is believed for how many owners the app is installed, in milliseconds. */
const ALONE_MS = 60_000;

export type UsableChannels = (owner: string) => Promise<readonly Channel[]>;

/** A channel without owners is for whoever is alone with the app; then nobody else's plan can name it. `now` in milliseconds. */
export function usableChannels(
  channels: readonly Channel[],
  app: Pick<AppReader, "installations">,
  now: () => number,
): UsableChannels {
  let known: { isAlone: boolean; at: number } | null = null;
  const isAlone = async (): Promise<boolean> => {
    if (known !== null && now() - known.at < ALONE_MS) return known.isAlone;
    try {
      const { items, next } = await app.installations(null);
      known = { isAlone: items.length <= 1 && next === null, at: now() };
    } catch (error) {
      // No gate waits for it: what was so a while ago has to do.
      if (known === null) throw error;
      known = { ...known, at: now() };
    }
    return known.isAlone;
  };
  return async (owner) => {
    const open = channels.some(({ owners }) => owners === null) && (await isAlone());
    return channels.filter(({ owners }) => (owners === null ? open : owners.includes(owner.toLowerCase())));
  };
}

type CourierNeeds = { outbox: Outbox; log: Logger; count: (channel: string, result: NoticeResult) => void };

export const openCourier = ({ channels, secret }: ChannelSettings, { outbox, log, count }: CourierNeeds): Courier =>
  startCourier({
    ...{ outbox, channels, log, count },
    send: (channel, notice, signal) =>
      sendNotice(channel, notice, { secret, version: packageVersion, timeoutMs: SEND_TIMEOUT_MS, signal }),
  });
