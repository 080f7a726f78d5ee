// What the command line says where GitHub refuses or is out of reach: in words, with what to do next, and always with 2.
import { expect, test } from "@jest/globals";
import type { TrafficFault } from "@milegate/sandbox";
import { useScenario } from "../e2e/use.ts";
import { runMilegate } from "./run.ts";

const start = useScenario();

async function github() {
  const { sandbox, settings, user } = await start();
  const host = { GHE_HOST: settings["GHE_HOST"] ?? "", GHE_PROTOCOL: "http" };
  const person = { GITHUB_TOKEN: sandbox.tokens.personal(user("alice")), ...host };
  const app = { APP_ID: settings["APP_ID"] ?? "", PRIVATE_KEY: settings["PRIVATE_KEY"] ?? "", ...host };
  return { sandbox, person, app };
}

const asking = [
  ["plan", "octo/shop"],
  ["plan", "octo/shop", "--json"],
  ["status", "octo/shop"],
  ["explain", "octo/shop#1"],
];

type Case = { env?: Record<string, string>; fault?: Omit<TrafficFault, "match"> | undefined; says: RegExp };

const inGraphql = (error: object, headers: Record<string, string> = {}): Omit<TrafficFault, "match"> => ({
  status: 200,
  headers,
  body: { data: { repository: null }, errors: [{ path: ["repository"], ...error }] },
});

const inAnHour = String(Math.ceil(Date.now() / 1000) + 600);

const cases: Record<string, Case> = {
  "no token": { env: { GITHUB_TOKEN: "" }, says: /GITHUB_TOKEN is not set\. Set it to a personal access token/ },
  "a token of two lines": {
    env: { GITHUB_TOKEN: "ghp_first\nsecond" },
    says: /^error: GITHUB_TOKEN contains an invalid character, such as a space or a line end\. Copy it again\.$/,
  },
  "an address for a host": {
    env: { GHE_HOST: "https://github.example.com" },
    says: /GHE_HOST takes a host's name, such as github\.example\.com, found "https:\/\/github\.example\.com"/,
  },
  "another protocol": { env: { GHE_PROTOCOL: "ftp" }, says: /GHE_PROTOCOL takes https or http, found "ftp"/ },
  "a bad token": {
    env: { GITHUB_TOKEN: "ghp_x" },
    says: /does not accept GITHUB_TOKEN \(Bad credentials\)\. It may be mistyped/,
  },
  "nobody there": {
    env: { GHE_HOST: "127.0.0.1:3" },
    says: /GitHub at http:\/\/127\.0\.0\.1:3\/api\/v3 can't be reached \(ECONNREFUSED\)\. Check the network/,
  },
  "an outage": { fault: { status: 502 }, says: /is unavailable \(.+\)\. Try again later/ },
  "a page of a proxy": {
    fault: { status: 503, body: { message: "Proxy" } },
    says: /is unavailable \(Proxy\)/,
  },
  "a rate limit": {
    fault: {
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAnHour },
      body: { message: "API rate limit exceeded" },
    },
    says: /rate limit is used up\. Try again after [-\d]+ [:\d]+ UTC\./,
  },
  "a secondary limit": {
    fault: {
      status: 429,
      headers: { "retry-after": "60" },
      body: { message: "You have exceeded a secondary rate limit" },
    },
    says: /rate limit is used up\. Try again after/,
  },
  "GraphQL's rate limit": {
    fault: inGraphql({ type: "RATE_LIMITED", message: "API rate limit exceeded" }),
    says: /rate limit is used up\. Try again in a few minutes\./,
  },
  "GraphQL's single sign-on": {
    fault: inGraphql({
      type: "FORBIDDEN",
      extensions: { saml_failure: true },
      message: "Resource protected by organization SAML enforcement.",
    }),
    says: /requires single sign-on, and GITHUB_TOKEN is not authorized for it\. Authorize it: your token's page/,
  },
  "REST's single sign-on": {
    fault: {
      status: 403,
      headers: { "x-github-sso": "required; url=https://github.com/orgs/octo/sso?x=1" },
      body: { message: "Resource protected by organization SAML enforcement." },
    },
    says: /Authorize it: https:\/\/github\.com\/orgs\/octo\/sso\?x=1\./,
  },
  "a token that may too little": {
    fault: inGraphql({ type: "FORBIDDEN", message: "Resource not accessible by personal access token" }),
    says: /GITHUB_TOKEN lacks a permission \(Resource not accessible by personal access token\)\. A fine-grained token/,
  },
};

test.each(Object.entries(cases))("%s", async (_name, { env, fault, says }) => {
  const { sandbox, person } = await github();
  if (fault !== undefined)
    sandbox.traffic.faults.push({ ...fault, match: fault.status === 200 ? /POST \/graphql/ : /./ });
  for (const argv of asking) {
    const { code, out, err } = await runMilegate(argv, { env: { ...person, ...env } });
    expect([argv, code, out, err]).toEqual([argv, 2, "", expect.stringMatching(says)]);
    expect(err.split("\n")).toHaveLength(1);
  }
  sandbox.traffic.faults.splice(0);
});

test("a repository that is not there is said so by every subcommand that takes one", async () => {
  const { person } = await github();
  for (const argv of [
    ["plan", "octo/nowhere"],
    ["plan", "octo/nowhere", "--json"],
    ["status", "octo/nowhere"],
    ["explain", "octo/nowhere#1"],
  ])
    expect(await runMilegate(argv, { env: person })).toEqual({
      code: 2,
      out: "",
      err: "error: GITHUB_TOKEN can't see a repository octo/nowhere. Check its name. If it is private, the token needs access to it.",
    });
});

test.each<[string, (app: Record<string, string>) => Record<string, string>, RegExp]>([
  ["no key", ({ PRIVATE_KEY: _key, ...app }) => app, /set APP_ID, and PRIVATE_KEY/],
  [
    "a key that is none",
    (app) => ({ ...app, PRIVATE_KEY: "-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----" }),
    /PRIVATE_KEY is not usable: found a key that is damaged or cut off/,
  ],
  [
    "a key that is not there",
    ({ PRIVATE_KEY: _key, ...app }) => ({ ...app, PRIVATE_KEY_PATH: "nowhere.pem" }),
    /PRIVATE_KEY_PATH is not usable: found no file at nowhere\.pem/,
  ],
  ["another app's number", (app) => ({ ...app, APP_ID: "1" }), /does not accept APP_ID with PRIVATE_KEY/],
  ["nobody there", (app) => ({ ...app, GHE_HOST: "127.0.0.1:3" }), /can't be reached \(ECONNREFUSED\)/],
])("doctor with %s", async (_name, env, says) => {
  const { app } = await github();
  expect(await runMilegate(["doctor"], { env: env(app) })).toEqual({
    code: 2,
    out: "",
    err: expect.stringMatching(says),
  });
});
