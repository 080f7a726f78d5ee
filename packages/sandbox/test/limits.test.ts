// Points and bursts: what requests cost, what is left, and what GitHub refuses after the last.
import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { installationPoints } from "../src/limits/payer.ts";
import { GITHUB_SECONDARY } from "../src/limits/secondary.ts";
import type { SecondaryLimits } from "../src/model-limits.ts";
import { addRepository, addTeam, addUser } from "../src/world.ts";
import { smallWorld } from "./graphql-world.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

async function limited(limits: object = {}) {
  const made = await unkindWorld();
  open.push(made.sandbox);
  Object.assign(made.world.limits, limits);
  made.alice.openIssue("One");
  return made;
}

/** GitHub's own example: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
const LARGE =
  "issues(first: 100) { nodes { comments(first: 50) { nodes { reactionGroups { reactors(first: 60) { totalCount } } } } } }";

const leftOf = (headers: Headers) =>
  ["limit", "used", "remaining", "reset", "resource"].map((name) => headers.get(`x-ratelimit-${name}`));

describe("an hour's points", () => {
  test.each([
    [20, 20, 5_000],
    [21, 20, 5_050],
    [21, 22, 5_150],
    [30, 10, 5_500],
    [100, 100, 12_500],
    [300, 0, 12_500],
  ])("%d repositories and %d users have %d, at most 12,500", (repositories, users, points) => {
    const { world, installation } = smallWorld();
    const owner = installation.account;
    const members = Array.from({ length: Math.max(0, users - 1) }, (_, at) => addUser(world, `user${at}`));
    addTeam(world, owner, "all", { members });
    for (let at = installation.repositories.length; at < repositories; at++)
      installation.repositories.push(addRepository(world, { owner, name: `r${at}` }));
    expect(installationPoints(world, installation)).toBe(points);
  });

  test("every answer says what is left, REST and GraphQL apart; a new hour begins anew", async () => {
    const s = await limited();
    const reset = String(Date.UTC(2026, 0, 1, 1) / 1000);
    expect(leftOf((await s.get("/issues/1")).headers)).toEqual(["5000", "1", "4999", reset, "core"]);
    expect(leftOf((await s.get("/issues/7")).headers)).toEqual(["5000", "2", "4998", reset, "core"]);
    expect(leftOf((await s.fields(LARGE)).headers)).toEqual(["5000", "51", "4949", reset, "graphql"]);
    s.pass(3_600_000);
    expect(leftOf((await s.get("/issues/1")).headers)).toEqual([
      "5000",
      "1",
      "4999",
      String(Number(reset) + 3600),
      "core",
    ]);
  });

  test("an answer that has not changed costs nothing", async () => {
    const s = await limited();
    const path = `${s.sandbox.url}/api/v3/repos/acme/web/issues/1`;
    const headers = { authorization: `token ${s.sandbox.tokens.grant(s.installation).token}` };
    const etag = (await fetch(path, { headers })).headers.get("etag") ?? "";
    const again = await fetch(path, { headers: { ...headers, "if-none-match": etag } });
    expect([again.status, again.headers.get("x-ratelimit-used")]).toEqual([304, "1"]);
    expect(s.sandbox.traffic.asked.map(({ points }) => points)).toEqual([1, 0]);
  });

  test("a query reads along what it cost", async () => {
    const s = await limited();
    const { body } = await s.graphql(
      `{ rateLimit { cost limit remaining used resetAt nodeCount } repository(owner: "acme", name: "web") { ${LARGE} } }`,
    );
    const rateLimit = { cost: 51, limit: 5000, remaining: 4949, used: 51, resetAt: "2026-01-01T01:00:00Z" };
    expect(body).toMatchObject({ data: { rateLimit: { ...rateLimit, nodeCount: 305_100 } } });
    expect((await s.rest("GET", "/rate_limit")).body).toMatchObject({
      resources: { graphql: { used: 51 }, core: { used: 0 } },
    });
  });

  test("traffic has the points of each request, and their sums", async () => {
    const s = await limited();
    await s.fields(LARGE);
    await s.get("/issues/1");
    expect(s.sandbox.traffic.asked.map(({ points }) => points)).toEqual([51, 1]);
    expect(s.sandbox.traffic.points).toEqual({ core: 1, graphql: 51 });
  });

  test("after the last one REST answers 403, GraphQL 200 with an error; other installations and people go on", async () => {
    const s = await limited({ points: { core: 1, graphql: 1 } });
    await s.get("/issues/1");
    await s.fields("id");
    const message = `API rate limit exceeded for installation ID ${s.installation.id}.`;
    const refused = await s.get("/issues/1");
    expect([refused.status, refused.body, refused.headers.get("x-ratelimit-remaining")]).toMatchObject([
      403,
      { message },
      "0",
    ]);
    expect(await s.fields("id")).toMatchObject({ status: 200, body: { errors: [{ type: "RATE_LIMITED", message }] } });
    const token = s.sandbox.tokens.personal(s.account);
    expect((await s.rest("GET", "/repos/acme/web/issues/1", undefined, token)).status).toBe(200);
    s.world.meter.reset();
    expect((await s.get("/issues/1")).status).toBe(200);
    s.world.limits.isEnforced = false;
    expect((await s.get("/issues/1")).status).toBe(200);
  });

  test("whatever is asked, what is used and what is left make the limit", async () => {
    const s = await limited({ points: { core: 40, graphql: 40 } });
    const asked = fc.array(fc.constantFrom("rest", "small", "large"), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(asked, async (requests) => {
        s.world.meter.reset();
        const before = { ...s.sandbox.traffic.points };
        for (const each of requests) {
          const answer = await (each === "rest" ? s.get("/issues/1") : s.fields(each === "small" ? "id" : LARGE));
          const [limit = 0, used = 0, remaining = 0] = leftOf(answer.headers).map(Number);
          expect([limit, Math.max(0, limit - used)]).toEqual([40, remaining]);
        }
        const { core, graphql } = s.sandbox.traffic.points;
        expect(core - before.core).toBe(requests.filter((each) => each === "rest").length);
        expect(graphql - before.graphql).toBeLessThan(40 + 51);
      }),
      { numRuns: 15 },
    );
  });
});

describe("bursts", () => {
  const secondary = (limits: Partial<SecondaryLimits>) => limited({ secondary: { ...GITHUB_SECONDARY, ...limits } });

  test.each([403, 429] as const)(
    "more points than a minute has are refused with %d and retry-after",
    async (status) => {
      const s = await secondary({ pointsPerMinute: { core: 6, graphql: 1 }, status });
      expect((await s.post("/issues", { title: "Two" })).status).toBe(201);
      expect((await s.get("/issues/1")).status).toBe(200);
      const refused = await s.get("/issues/1");
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([status, "60"]);
      s.pass(60_000);
      expect((await s.get("/issues/1")).status).toBe(200);
    },
  );

  test("GraphQL may say it in a 200", async () => {
    const s = await secondary({ pointsPerMinute: { core: 1, graphql: 1 }, status: 200 });
    await s.fields("id");
    expect(await s.fields("id")).toMatchObject({ status: 200, body: { errors: [{ type: "RATE_LIMITED" }] } });
  });

  test("content is made 80 times a minute at most", async () => {
    const s = await secondary({ contentPerMinute: 2 });
    const statuses = [];
    for (const title of ["Two", "Three", "Four"]) statuses.push((await s.post("/issues", { title })).status);
    expect(statuses).toEqual([201, 201, 403]);
    expect((await s.get("/issues/1")).status).toBe(200);
  });

  test("requests at a time are counted, REST and GraphQL together", async () => {
    const s = await limited();
    s.world.limits.secondary = { ...GITHUB_SECONDARY, concurrent: 0 };
    expect([(await s.get("/issues/1")).status, (await s.fields("id")).status]).toEqual([403, 403]);
    s.world.limits.secondary = { ...GITHUB_SECONDARY, concurrent: 1 };
    expect([(await s.get("/issues/1")).status, (await s.fields("id")).status]).toEqual([200, 200]);
  });
});
