// Settings as people write them: what is taken, and what is said of what is not.
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { readPrivateKey } from "../src/private-key.ts";
import { readSettings, SettingsError } from "../src/settings.ts";

const NEEDED = { APP_ID: "1", WEBHOOK_SECRET: "s" };

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split("\n")[0] ?? "";
    throw error;
  }
  return "";
};

test.each<[string, string, string]>([
  ["APP_ID", "milegate", 'found "milegate", expected a whole number, the app\'s id (on its settings page).'],
  ["APP_ID", "1.5", 'found "1.5", expected a whole number'],
  ["APP_ID", "0", 'found "0", expected a whole number'],
  ["PORT", "70000", 'found "70000", expected a whole number from 0 to 65535.'],
  ["PORT", "1e3", 'found "1e3", expected a whole number'],
  ["HOST", "http://shop.example", "expected an address or a name to listen on"],
  ["WEBHOOK_PATH", "hooks", 'found "hooks", expected a path that begins with /.'],
  ["GHE_HOST", "https://github.example.com/", "expected a host's name, such as github.example.com, without https://"],
  ["GH_ORG", "octo/org", "expected an organization's name on GitHub"],
  ["WEBHOOK_PROXY_URL", "shop", "expected the public address of the webhook"],
  ["GHE_PROTOCOL", "ftp", 'found "ftp", expected https or http.'],
  ["LOG_LEVEL", "loud", 'found "loud", expected trace, debug, info, warn, error, fatal or silent.'],
  ["LOG_FORMAT", "xml", 'found "xml", expected json or pretty.'],
  ["LOG_LEVEL_IN_STRING", "perhaps", 'found "perhaps", expected true or false.'],
  ["SWEEP_INTERVAL", "soon", 'found "soon", expected a duration such as 30s, 30m or 1h.'],
  ["DASHBOARD_DELAY", "0s", 'found "0s", expected a duration'],
  ["WORKER_CONCURRENCY", "0", 'found "0", expected a whole number from 1 to 64.'],
  ["GITHUB_WRITE_INTERVAL_MS", "-1", 'found "-1", expected a whole number of milliseconds'],
  ["BASE_URL", "milegate.example.com", "expected the address of this server, such as https://"],
  ["BASE_URL", "https://host.example/board", "without a path."],
  ["BASE_URL", "https://a@host.example", "without a path."],
  ["BOARD_ADMINS", "alice, b b!", "expected logins on GitHub, with commas between them."],
  ["BOARD_ACCESS_TTL", "10m", 'found "10m", expected a duration of 5m at most.'],
  ["DATABASE_URL", "localhost", "found something else, expected postgres://user:password@host/database;"],
  ["DATABASE_URL", "mysql://a:sesame@h/x", "found something else, expected postgres://"],
  ["DATABASE_URL", "postgres://a:ses#ame@h/x", "characters such as # / ? @ in the password are written as %23"],
])("%s=%s is refused in words", (name, value, says) => {
  const message = messageOf(() => readSettings({ ...NEEDED, [name]: value }));
  expect(message).toContain(`${name} is not usable: `);
  expect(message).toContain(says);
  expect(message).not.toMatch(/sesame|ses#ame/);
});

test("all problems are told at once, and where to look", () => {
  const run = () => readSettings({ PORT: "x", WEBHOOK_SECRET: " " });
  expect(run).toThrow(
    /^APP_ID is not set\.\nWEBHOOK_SECRET is not set\. Set WEBHOOK_SECRET .*\nPORT is not usable.*\n.env.example explains all/,
  );
});

test.each([
  ["postgres://a:b@host/x"],
  ["postgresql://host"],
  ["postgres://a@/x?host=/var/run/postgresql"],
  ["postgres://a:p%23w@[::1]:5432/x?sslmode=require"],
])("DATABASE_URL=%s is taken", (url) => {
  expect(readSettings({ ...NEEDED, DATABASE_URL: url }).DATABASE_URL).toBe(url);
});

test("the address to listen on is one, not a name that may be ::1 alone", () => {
  expect(readSettings(NEEDED).HOST).toBe("127.0.0.1");
});

test("spaces around what is written don't matter", () => {
  const board = { BASE_URL: "https://Host.Example/", BOARD_ADMINS: "alice, bob", BOARD_ACCESS_TTL: "1m" };
  expect(readSettings({ ...NEEDED, ...board })).toMatchObject({
    ...{ BASE_URL: "https://host.example", BOARD_ADMINS: ["alice", "bob"], BOARD_ACCESS_TTL: 60_000 },
  });
  expect(readSettings({ ...NEEDED, PORT: " 80 ", SWEEP_INTERVAL: "30m " })).toMatchObject({
    PORT: 80,
    SWEEP_INTERVAL: 1_800_000,
  });
});

describe("the private key", () => {
  const folder = mkdtempSync(join(tmpdir(), "milegate-key-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pkcs1 = String(rsa.privateKey.export({ type: "pkcs1", format: "pem" }));
  const pkcs8 = String(rsa.privateKey.export({ type: "pkcs8", format: "pem" }));
  const publicKey = String(rsa.publicKey.export({ type: "spki", format: "pem" }));
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
  const locked = String(
    rsa.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }),
  );
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const secrets = [pkcs1, pkcs8].map((key) => key.split("\n")[3] ?? "");

  test.each<[string, Record<string, string>]>([
    ["PKCS#1", { PRIVATE_KEY: pkcs1 }],
    ["PKCS#8", { PRIVATE_KEY: pkcs8 }],
    ["with \\n for line ends", { PRIVATE_KEY: pkcs1.replaceAll("\n", "\\n") }],
    ["as JSON has it", { PRIVATE_KEY: JSON.stringify(pkcs8) }],
    ["in quotes", { PRIVATE_KEY: `'${pkcs1}'` }],
    ["with Windows' line ends", { PRIVATE_KEY: pkcs1.replaceAll("\n", "\r\n") }],
    ["with spaces for line ends", { PRIVATE_KEY: pkcs1.trim().replaceAll("\n", " ") }],
    ["as base64", { PRIVATE_KEY: base64(pkcs1) }],
    ["as base64 in lines", { PRIVATE_KEY: base64(pkcs8).replace(/.{76}/g, "$&\n") }],
    ["in a file", { PRIVATE_KEY_PATH: file("app.key", pkcs1) }],
  ])("is taken %s", (_name, env) => {
    const key = readPrivateKey(env, folder) ?? "";
    expect(key.replaceAll("\r", "").trim()).toBe((key.includes("RSA") ? pkcs1 : pkcs8).trim());
  });

  test.each<[string, Record<string, string>, string]>([
    [
      "nonsense",
      { PRIVATE_KEY: "hunter2" },
      "PRIVATE_KEY is not usable: found 7 characters that are not a key, expected",
    ],
    [
      "a path",
      { PRIVATE_KEY: join(folder, "app.key") },
      "found the path of a file; set PRIVATE_KEY_PATH to it instead",
    ],
    ["cut off", { PRIVATE_KEY: pkcs1.slice(0, 900) }, "found a key that is damaged or cut off"],
    ["damaged", { PRIVATE_KEY: pkcs1.replace(/\n.{9}/, "\nAAAAAAAAA") }, "found a key that is damaged or cut off"],
    ["a public key", { PRIVATE_KEY: publicKey }, 'found something that begins with "BEGIN PUBLIC KEY"'],
    ["another kind of key", { PRIVATE_KEY: String(ec) }, "found a private key of another kind than RSA"],
    ["locked", { PRIVATE_KEY: locked }, "found a key that is locked with a passphrase"],
    [
      "no file",
      { PRIVATE_KEY_PATH: "none.pem" },
      "PRIVATE_KEY_PATH is not usable: found no file at none.pem, expected",
    ],
    ["a folder", { PRIVATE_KEY_PATH: "." }, "found ., which can't be read (EISDIR)"],
    ["a file of nonsense", { PRIVATE_KEY_PATH: file("x", "hunter2") }, "found 7 characters that are not a key"],
  ])("is refused where it is %s: what was found and expected, on one line, without it", (_name, env, says) => {
    const message = messageOf(() => readPrivateKey(env, folder));
    expect(message).toContain(says);
    expect(message).toContain("Use the .pem file that GitHub generated");
    expect([...secrets, "hunter2"].filter((secret) => message.includes(secret))).toEqual([]);
  });

  test("that is set nowhere is null; of several files beside it none is taken", () => {
    const empty = mkdtempSync(join(folder, "empty-"));
    expect(readPrivateKey({}, empty)).toBeNull();
    writeFileSync(join(empty, "a.pem"), pkcs1);
    expect(readPrivateKey({}, empty)).toBe(pkcs1);
    writeFileSync(join(empty, "b.pem"), pkcs1);
    expect(messageOf(() => readPrivateKey({}, empty))).toContain("found several .pem files");
  });
});
