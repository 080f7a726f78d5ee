// What the adapter makes of GitHub's bad days: tokens, limits, time-outs, answers that are none.
import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "@jest/globals";
import nock from "nock";
import { pino } from "pino";
import { Probot } from "probot";
import { AppOctokit } from "../../src/github/client.ts";
import { connectGitHub } from "../../src/github/connect.ts";
import { RateLimited, RepositoryGone } from "../../src/github/errors.ts";
import type { Observer, Result } from "../../src/github/requests.ts";
import { useNock } from "./nocked.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const API = "https://api.github.com";
const WHERE = { installation: 7, owner: "octo", name: "shop" };

useNock();

async function adapter() {
  const told: [string, Result][] = [];
  const points: [string, number][] = [];
  const observer: Observer = {
    asked: (kind, result) => told.push([kind, result]),
    remaining: () => undefined,
    spent: (...spent) => points.push(spent),
  };
  const probot = new Probot({
    appId: 1,
    privateKey,
    secret: "x",
    Octokit: AppOctokit,
    log: pino({ level: "silent" }),
  });
  nock(API).get("/app").reply(200, { slug: "milegate" });
  const connection = connectGitHub(probot, { APP_ID: 1, GITHUB_WRITE_INTERVAL_MS: 0 }, observer);
  await connection.self();
  const at = await connection.repository(WHERE);
  // What the app is called, and which bot it is, is not what is asked here.
  const before = told.length;
  return { told: () => told.slice(before), points, at };
}

let tokens = 0;
const grant = () => {
  tokens += 1;
  nock(API)
    .post("/app/installations/7/access_tokens")
    .reply(201, { token: `ghs_${tokens}`, expires_at: "2999-01-01T00:00:00Z", permissions: {} });
  return `token ghs_${tokens}`;
};
const labels = (authorization: string) =>
  nock(API, { reqheaders: { authorization } }).post("/repos/octo/shop/issues/1/labels");
const write = async ({ at }: Awaited<ReturnType<typeof adapter>>) => at.write.addLabels(1, ["x"]);
const read = async ({ at }: Awaited<ReturnType<typeof adapter>>) => (await at.read.conversation(1, "C1")).comment;

test("a token that was revoked is replaced once, and the request made again", async () => {
  const github = await adapter();
  const first = grant();
  labels(first).reply(200, []);
  await write(github);
  // Younger tokens are tried again by Octokit itself, as they may not have reached all of GitHub.
  const now = Date.now;
  Date.now = () => now() + 6000;
  const RealDate = Date;
  class Later extends RealDate {
    constructor(...args: [] | [string | number]) {
      if (args.length === 0) super(now() + 6000);
      else super(args[0]);
    }
  }
  globalThis.Date = Later as DateConstructor;
  try {
    labels(first).reply(401, { message: "Bad credentials" });
    const second = grant();
    labels(second).reply(200, []);
    await write(github);
  } finally {
    globalThis.Date = RealDate;
    Date.now = now;
  }
  expect(github.told()).toEqual([
    ["auth", "ok"],
    ["write", "ok"],
    ["write", "refused"],
    ["auth", "ok"],
    ["write", "ok"],
  ]);
});

test.each<[string, number, object]>([
  ["removed", 404, { message: "Not Found" }],
  ["suspended", 403, { message: "This installation has been suspended" }],
])("work for an installation that was %s is out of reach, not tried for ever", async (_name, status, body) => {
  const github = await adapter();
  nock(API).post("/app/installations/7/access_tokens").reply(status, body);
  await expect(read(github)).rejects.toBeInstanceOf(RepositoryGone);
});

test("a key that GitHub does not accept is a failure, which people have to see", async () => {
  const github = await adapter();
  nock(API)
    .post("/app/installations/7/access_tokens")
    .reply(401, { message: "Integration must generate a public key" });
  await expect(read(github)).rejects.toMatchObject({ status: 401 });
});

test("a limit on one request stops all others of the installation without asking", async () => {
  const github = await adapter();
  labels(grant()).reply(403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "60" });
  const before = Date.now();
  const error = await write(github).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(RateLimited);
  expect(error instanceof RateLimited && error.until.getTime() - before).toBeGreaterThan(59_000);
  await expect(read(github)).rejects.toBeInstanceOf(RateLimited);
  await expect(write(github)).rejects.toBeInstanceOf(RateLimited);
  expect(github.told()).toEqual([
    ["auth", "ok"],
    ["write", "limited"],
  ]);
});

test("a limit on asking for the token stops the installation, too", async () => {
  const github = await adapter();
  nock(API).post("/app/installations/7/access_tokens").reply(429, { message: "Too many" });
  await expect(read(github)).rejects.toBeInstanceOf(RateLimited);
  await expect(read(github)).rejects.toBeInstanceOf(RateLimited);
});

test("a limit that GraphQL tells in a 200 is a limit", async () => {
  const github = await adapter();
  grant();
  nock(API)
    .post("/graphql")
    .reply(200, { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] });
  await expect(read(github)).rejects.toBeInstanceOf(RateLimited);
});

test("used up: the answer counts with its points, the next request waits for the reset", async () => {
  const github = await adapter();
  grant();
  const reset = String(Math.floor(Date.now() / 1000) + 100);
  nock(API)
    .post("/graphql")
    .reply(
      200,
      { data: { rateLimit: { cost: 3 }, node: null, repository: { item: null } } },
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset },
    );
  expect(await read(github)).toBeNull();
  expect(github.points).toEqual([["Conversation", 3]]);
  await expect(read(github)).rejects.toBeInstanceOf(RateLimited);
});

test.each<[string, () => void]>([
  [
    "a page of a proxy",
    () => nock(API).post("/graphql").reply(502, "<html>Unicorn!</html>", { "content-type": "text/html" }),
  ],
  [
    "JSON that is cut off",
    () => nock(API).post("/graphql").reply(200, '{"data":{"no', { "content-type": "application/json; charset=utf-8" }),
  ],
  ["a page with 200", () => nock(API).post("/graphql").reply(200, "<html>", { "content-type": "text/html" })],
  [
    "a reset",
    () =>
      nock(API)
        .post("/graphql")
        .replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" })),
  ],
])("%s is a failure like any other: thrown, and it stops nobody else", async (_name, answers) => {
  const github = await adapter();
  grant();
  answers();
  const error = await read(github).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(RateLimited);
  nock(API)
    .post("/graphql")
    .reply(200, { data: { node: null, repository: { item: null } } });
  expect(await read(github)).toBeNull();
});
