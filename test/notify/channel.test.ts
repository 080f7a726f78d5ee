// Channels as operators set them: what can be used, and what ends the start, in words without the address.
import { expect, test } from "@jest/globals";
import { readChannels } from "../../src/notify/channel.ts";
import { isPrivateAddress } from "../../src/notify/private-address.ts";
import { readSettings, SettingsError } from "../../src/settings.ts";

const NEEDED = { APP_ID: "1", WEBHOOK_SECRET: "s" };

test("names, formats, owners and the secret", () => {
  expect(
    readChannels({
      NOTIFY_RELEASES: " slack+https://hooks.slack.example/services/a/b ",
      NOTIFY_RELEASE_TRAIN: "JSON+http://127.0.0.1:8080/in?a=b",
      NOTIFY_2: "teams+https://8.8.8.8/x",
      NOTIFY_OWNERS_RELEASES: "octo, Acme",
      NOTIFY_SECRET: "sesame",
    }),
  ).toEqual({
    channels: [
      { name: "2", format: "teams", url: "https://8.8.8.8/x", owners: null },
      { name: "releases", format: "slack", url: "https://hooks.slack.example/services/a/b", owners: ["octo", "acme"] },
      { name: "release-train", format: "json", url: "http://127.0.0.1:8080/in?a=b", owners: null },
    ],
    secret: "sesame",
    problems: [],
  });
});

test.each<[string, string, string]>([
  ["NOTIFY_A", "https://sesame.example/", "expected slack+https://…, teams+https://… or json+https://…"],
  ["NOTIFY_A", "mail+https://sesame.example/", "expected slack+https://…"],
  ["NOTIFY_A", "slack+https://", "expected slack+https://…"],
  ["NOTIFY_A", "slack+ftp://sesame.example/", "expected slack+https://…"],
  ["NOTIFY_A", "slack+http://sesame.example/", "http is for this machine only"],
  ["NOTIFY_A", "slack+http://10.0.0.7/sesame", "http is for this machine only"],
  ["NOTIFY_A", "slack+https://10.0.0.7/sesame", "it leads to a private address"],
  ["NOTIFY_A", "slack+https://[fd00::1]/sesame", "it leads to a private address"],
  ["NOTIFY_A", "slack+https://0x0a000001/sesame", "it leads to a private address"],
  ["NOTIFY_OWNERS_A", "octo sesame", "expected logins with commas between them"],
  ["NOTIFY_OWNERS_A", "octo,,sesame", "expected logins with commas between them"],
])("%s=%s ends the start in one line", (name, value, says) => {
  const run = () => readSettings({ ...NEEDED, NOTIFY_SECRET: "s", [name]: value });
  expect(run).toThrow(SettingsError);
  const message = String(Object(catching(run)).message);
  expect(message).toMatch(new RegExp(`^${name} is not usable: `));
  expect(message).toContain(says);
  expect(message).not.toMatch(/sesame|\n/);
});

const catching = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

test("a JSON channel needs the secret that signs, the others don't", () => {
  expect(() => readSettings({ ...NEEDED, NOTIFY_A: "json+https://sesame.example" })).toThrow(
    /^NOTIFY_SECRET is not set: what goes to NOTIFY_A is signed with it\. [^\n]*$/,
  );
  expect(readSettings({ ...NEEDED, NOTIFY_A: "slack+https://sesame.example" }).notify.channels).toHaveLength(1);
});

test.each([
  ["127.0.0.1", true],
  ["10.255.0.1", true],
  ["172.31.0.1", true],
  ["172.32.0.1", false],
  ["169.254.169.254", true],
  ["100.64.0.1", true],
  ["::1", true],
  ["::ffff:10.0.0.1", true],
  ["::ffff:8.8.8.8", false],
  ["fe80::1", true],
  ["fd12::1", true],
  ["2606:4700::1111", false],
  ["140.82.112.3", false],
  ["not an address", true],
])("%s is private: %s", (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});
