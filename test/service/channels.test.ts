// Which channels an owner's plans may use: those that name it, and those of an app that has one owner only.
import { expect, test } from "@jest/globals";
import type { Channel } from "../../src/notify/channel.ts";
import { usableChannels } from "../../src/service/channels.ts";

const channel = (name: string, owners: string[] | null): Channel => ({
  name,
  format: "slack",
  url: "https://a/",
  owners,
});
const CHANNELS = [channel("open", null), channel("octos", ["octo"]), channel("both", ["acme", "octo"])];

test("by owner, and by how many there are; what was known has to do while GitHub does not say", async () => {
  let now = 0;
  let asked = 0;
  let installations: number[] | null = [1];
  const app = {
    installations: async () => {
      asked += 1;
      if (installations === null) throw new Error("GitHub is unavailable");
      return { items: installations, next: null };
    },
  };
  const usable = usableChannels(CHANNELS, app, () => now);
  const names = async (owner: string) => (await usable(owner)).map(({ name }) => name).join(" ");
  expect([await names("Octo"), await names("acme"), asked]).toEqual(["open octos both", "open both", 1]);
  now = 61_000;
  installations = null;
  expect(await names("octo")).toBe("open octos both");
  now = 130_000;
  installations = [1, 2];
  expect([await names("octo"), await names("other")]).toEqual(["octos both", ""]);
  const unknown = usableChannels(CHANNELS, { installations: () => Promise.reject(new Error("down")) }, () => now);
  await expect(unknown("octo")).rejects.toThrow("down");
  const named = usableChannels(
    CHANNELS.slice(1),
    { installations: () => Promise.reject(new Error("down")) },
    () => now,
  );
  expect(await named("acme")).toHaveLength(1);
});
