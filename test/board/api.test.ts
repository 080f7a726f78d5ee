// The API: tokens of every kind, and what each route answers.
import { request } from "node:http";
import { expect, test } from "@jest/globals";
import { addOrganization, addRepository, install } from "@milegate/sandbox";
import { makeBearer } from "../../src/board/bearer.ts";
import { type AccessListing, TokenRefused } from "../../src/board/listing.ts";
import {
  deliveryForecastShape,
  deliveryShape,
  errorShape,
  healthShape,
  pullDetailShape,
  pullShape,
  waitingShape,
} from "../../src/board/shapes.ts";

import { useScenario } from "../e2e/use.ts";
import { askApi, boardEnv } from "./visitor.ts";

const start = useScenario();

test("every route answers in its shape, with every kind of token, and no more than that token shows", async () => {
  const env = await boardEnv();
  const scenario = await start({ env, repositories: { vault: { visibility: "private" } } });
  const board = env["BASE_URL"] ?? "";
  const { sandbox } = scenario;
  scenario.other("vault").repository.roles.clear();
  scenario.other("vault").as("alice");
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  alice.openPull("Shine");
  alice.setMilestone(2, 2);
  alice.comment(1, "/phase review mvp");
  await scenario.settled();
  const token = sandbox.tokens.user(scenario.user("bob")).token;
  const read = async (path: string, by = token) => {
    const answer = await askApi(board, path, by);
    return { status: answer.status, body: await answer.json() };
  };
  const first = { id: "mvp", name: "MVP", state: "open", done: 0, open: 1, dropped: 0, added: 0 };
  const deliveries = await read("/orgs/OCTO/deliveries");
  expect(deliveryShape.array().parse(deliveries.body)).toMatchObject([
    {
      id: null,
      name: "shop",
      home: "octo/shop",
      repositories: ["octo/shop"],
      phases: [first, { state: "not begun" }, { id: "polish" }],
    },
  ]);
  const [shop] = deliveryShape.array().parse(deliveries.body);
  const alone = deliveryForecastShape.parse((await read("/repos/octo/shop")).body);
  expect({ ...alone, phases: alone.phases.map(({ forecast: _forecast, ...phase }) => phase) }).toEqual(shop);
  expect(alone.phases[0]?.forecast).toMatchObject({ refused: expect.any(String) });
  const blocked = {
    repository: "octo/shop",
    number: 2,
    title: "Shine",
    phase: "polish",
    conclusion: "action_required",
  };
  const pulls = pullShape.array().parse((await read("/orgs/octo/pulls?state=blocked")).body);
  expect(pulls).toEqual([{ ...blocked, verdict: scenario.checks(2)[0]?.output.title }]);
  const detail = pullDetailShape.parse((await read("/repos/octo/shop/pulls/2")).body);
  expect(detail.waits_for[0]).toMatchObject({ phase: "mvp", criterion: "Every issue is closed", state: "unmet" });
  expect(detail.waits_for[0]?.open).toEqual([
    { repository: "octo/shop", number: 1, title: "Log in", url: `${scenario.shop.url}/issues/1` },
  ]);
  const waiting = waitingShape.array().parse((await read("/orgs/octo/waiting")).body);
  expect(waiting).toMatchObject([
    {
      kind: "decision",
      repository: "octo/shop",
      review: 3,
      phase: "mvp",
      asked: ["maintain"],
      due: null,
      state: "undecided",
    },
  ]);
  const { tokens } = sandbox;
  const others = [tokens.personal(scenario.user("alice")), tokens.grant(scenario.installation).token];
  for (const other of others) expect((await read("/orgs/octo/pulls?state=blocked", other)).body).toEqual(pulls);
  const paths = [
    "/orgs/nobody/deliveries",
    "/repos/octo/none",
    "/repos/octo/vault",
    "/repos/octo/shop/pulls/9",
    "/none",
    "/orgs/octo/none",
  ];
  for (const path of paths) expect(await read(path)).toEqual({ status: 404, body: { message: "Not Found" } });
  expect((await read("/orgs/octo/pulls?state=none")).status).toBe(400);
  // Somebody else's organization, where the same app is not installed: GitHub lists it, and the app does not reach it.
  const acme = addOrganization(sandbox.world, "acme");
  addRepository(sandbox.world, { owner: acme, name: "shop", roles: { alice: "admin" } });
  expect((await read("/orgs/acme/deliveries", others[0])).status).toBe(404);
  install(sandbox.world, acme);
  const unknown = await askApi(board, "/orgs/octo/deliveries");
  expect([unknown.status, unknown.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(errorShape.parse(await unknown.json())).toEqual({ message: "Requires authentication" });
  const description = await (await askApi(board, "/openapi.json")).json();
  expect(Object.keys(Object(Object(description)["paths"]))).toHaveLength(8);
});

/** GitHub knows one token; `asked` are those that it was asked for. */
function guarded() {
  const asked: string[] = [];
  const clock = { ms: 0 };
  const listing: Pick<AccessListing, "access" | "isKnown"> = {
    access: async (token) => {
      asked.push(token);
      if (token !== GOOD) throw new TokenRefused("Bad credentials");
      return new Map();
    },
    isKnown: () => false,
  };
  const bearer = makeBearer(listing, () => clock.ms);
  const ask = async (token: string, address = "10.0.0.1") => {
    const answer = await bearer(`Bearer ${token}`, address);
    return answer.kind === "wait" ? `wait ${answer.seconds}` : answer.kind;
  };
  return { ask, asked, clock };
}

const GOOD = `ghu_${"a".repeat(36)}`;
const bad = (at: number): string => `ghp_${String(at).padStart(36, "0")}`;

test.each(["", "secret", "ghp_short", "ghr_".padEnd(40, "a"), "Basic YTpi", `${GOOD} x`, "x".repeat(9000)])(
  "what has no token's shape causes no request: %j",
  async (token) => {
    const { ask, asked } = guarded();
    expect([await ask(token), asked]).toEqual(["refused", []]);
  },
);

test("a refused token is not asked for again within an hour; after five from one address, or twenty, unknown ones wait", async () => {
  const { ask, asked, clock } = guarded();
  expect([await ask(GOOD), await ask(bad(0)), await ask(bad(0))]).toEqual(["access", "refused", "refused"]);
  expect(asked).toEqual([GOOD, bad(0)]);
  for (let at = 1; at < 5; at++) expect(await ask(bad(at))).toBe("refused");
  expect(await ask(bad(5))).toBe("wait 60");
  expect(await ask(bad(0))).toBe("refused");
  expect(await ask(GOOD)).toBe("access");
  clock.ms = 30_000;
  for (let at = 10; at < 25; at++) expect(await ask(bad(at), `10.0.1.${at}`)).toBe("refused");
  expect(await ask(bad(30), "10.9.9.9")).toBe("wait 30");
  clock.ms = 61_000;
  expect(await ask(bad(5))).toBe("refused");
  clock.ms = 3_600_001;
  const before = asked.length;
  expect([await ask(bad(0)), asked.length]).toEqual(["refused", before + 1]);
});

test("evidence is streamed with its last hash as the trailer, and health is told of what one may see", async () => {
  const env = await boardEnv();
  const scenario = await start({ env });
  const board = env["BASE_URL"] ?? "";
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  const done = alice.openIssue("=Log in", { milestone: 1 });
  alice.close(done.number);
  const merged = alice.openPull("=Shine");
  alice.setMilestone(merged.number, 1);
  alice.comment(done.number, "/phase review mvp");
  await scenario.settled();
  const [review] = scenario.reviews();
  alice.comment(review?.number ?? 0, "/phase continue =Good enough");
  alice.merge(merged.number);
  await scenario.settled();
  const { token } = scenario.sandbox.tokens.user(scenario.user("bob"));
  const get = (path: string) => whole(`${board}/api/v1${path}`, token);
  const decisions = await get("/orgs/octo/evidence/decisions?since=2020-01-01");
  expect(JSON.parse(decisions.text)).toMatchObject([
    {
      repository: "octo/shop",
      review: review?.number,
      phase: "mvp",
      outcome: "continue",
      by: ["alice"],
      reason: "=Good enough",
    },
  ]);
  const merges = await get("/orgs/octo/evidence/merges?format=csv");
  expect(merges.text).toContain("'=Shine");
  expect(merges.text.split("\r\n")[0]).toBe(
    "repository,number,title,merged_at,merged_by,head_sha,phase,conclusion,verdict,why,hash",
  );
  expect(merges.trailer).toMatch(/^[0-9a-f]{64}$/);
  expect(merges.text).toContain(merges.trailer);
  const health = await get("/repos/octo/shop/health");
  expect(healthShape.parse(JSON.parse(health.text))).toMatchObject({ overrides: { count: 0, by: {} } });
  expect((await get("/orgs/octo/health?since=yesterday")).status).toBe(400);
  expect((await get("/orgs/octo/evidence/rumours")).status).toBe(404);
  expect((await get("/orgs/nobody/evidence/merges")).status).toBe(404);
});

/** Fetch hands on no trailers. */
const whole = (url: string, token: string): Promise<{ status: number; text: string; trailer: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers: { authorization: `Bearer ${token}` } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
          trailer: answer.trailers["x-milegate-evidence-hash"] ?? "",
        }),
      );
    });
    asked.on("error", reject).end();
  });
