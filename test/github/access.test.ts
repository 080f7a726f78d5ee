// What the adapter makes of GitHub's answers about people: standard and custom roles, teams, refusals.
import { describe, expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import nock from "nock";
import { makeAccess } from "../../src/github/access.ts";
import { silentLog } from "../../src/github/with-token.ts";
import { useNock } from "./nocked.ts";

useNock();

const API = "https://api.github.com";
const asking = () => makeAccess(new Octokit({ log: silentLog }).rest, { installation: 7, owner: "octo", name: "shop" });

/** As GitHub lists what a role is allowed, the lowest first. */
const FLAGS = ["pull", "triage", "push", "maintain", "admin"];
const allowed = (highest: string) =>
  Object.fromEntries(FLAGS.map((flag, at) => [flag, at <= FLAGS.indexOf(highest)] as const));

describe("a role", () => {
  test.each<[string, object, unknown]>([
    ["standard: maintain", { permission: "write", role_name: "maintain" }, { kind: "role", role: "maintain" }],
    ["standard: triage", { permission: "read", role_name: "triage" }, { kind: "role", role: "triage" }],
    ["none", { permission: "none", role_name: "none" }, { kind: "role", role: "none" }],
    ["of a host that knows no names", { permission: "write" }, { kind: "role", role: "write" }],
    [
      "custom, built on maintain",
      { permission: "write", role_name: "release-manager", user: { permissions: allowed("maintain") } },
      { kind: "role", role: "maintain" },
    ],
    [
      "custom, built on triage",
      { permission: "read", role_name: "Security champion", user: { permissions: allowed("triage") } },
      { kind: "role", role: "triage" },
    ],
    [
      "custom, built on read",
      { permission: "read", role_name: "admin of nothing", user: { permissions: allowed("pull") } },
      { kind: "role", role: "read" },
    ],
    [
      "custom, without what it is built on: the least that it can be",
      { permission: "write", role_name: "release-manager", user: {} },
      { kind: "role", role: "write" },
    ],
    [
      "custom, where the two contradict each other",
      { permission: "read", role_name: "release-manager", user: { permissions: allowed("admin") } },
      { kind: "role", role: "read" },
    ],
    [
      "of a name and level that nobody knows",
      { permission: "owner", role_name: "boss" },
      { kind: "unavailable", status: 200 },
    ],
    ["in an answer that is none", { message: "Hello" }, { kind: "unavailable", status: 200 }],
  ])("%s", async (_name, answer, expected) => {
    nock(API).get("/repos/octo/shop/collaborators/bob/permission").reply(200, answer);
    expect(await asking().role("bob")).toEqual(expected);
  });

  test.each([403, 404])("is not said with %d", async (status) => {
    nock(API).get("/repos/octo/shop/collaborators/bob/permission").reply(status, { message: "No" });
    expect(await asking().role("bob")).toEqual({ kind: "unavailable", status });
  });

  test.each([401, 429, 500, 503])("is asked for again after %d", async (status) => {
    nock(API).get("/repos/octo/shop/collaborators/bob/permission").reply(status, { message: "Later" });
    await expect(asking().role("bob")).rejects.toMatchObject({ status });
  });
});

test.each<[string, number, object, unknown]>([
  ["a member, of the team or of one below it", 200, { role: "member", state: "active" }, { kind: "member" }],
  ["a maintainer", 200, { role: "maintainer", state: "active" }, { kind: "member" }],
  ["somebody who has not accepted yet", 200, { role: "member", state: "pending" }, { kind: "stranger" }],
  ["a stranger, or a team that is not there or is not shown", 404, { message: "Not Found" }, { kind: "stranger" }],
  ["a team that the app may not look into", 403, { message: "Not accessible" }, { kind: "unavailable", status: 403 }],
])("membership: %s", async (_name, status, answer, expected) => {
  nock(API).get("/orgs/octo/teams/leads/memberships/bob").reply(status, answer);
  expect(await asking().membership("octo/leads", "bob")).toEqual(expected);
});

test.each<[string, number, object, unknown]>([
  ["that its organization can see", 200, { slug: "leads", privacy: "closed" }, { kind: "there" }],
  ["of a host that does not say who sees it", 200, { slug: "leads" }, { kind: "there" }],
  ["that is secret", 200, { slug: "leads", privacy: "secret" }, { kind: "missing" }],
  ["that is not there", 404, { message: "Not Found" }, { kind: "missing" }],
  ["that the app may not look at", 403, { message: "Not accessible" }, { kind: "unavailable", status: 403 }],
])("a team %s", async (_name, status, answer, expected) => {
  nock(API).get("/orgs/octo/teams/leads").reply(status, answer);
  expect(await asking().team("octo/leads")).toEqual(expected);
});
