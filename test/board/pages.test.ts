// The board over HTTP, on a GitHub of its own: who sees what, on every page.
import { expect, test } from "@jest/globals";
import { removeFromInstallation } from "@milegate/sandbox";
import { pullShape } from "../../src/board/shapes.ts";
import { useScenario } from "../e2e/use.ts";
import type { Scenario } from "../scenario.ts";
import { askApi, boardEnv, visitor } from "./visitor.ts";

const start = useScenario();

const DELIVERY = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, vault]
    home: shop
`;

/** alice sees `shop` and `vault`, which are one delivery, mallory `shop` alone; `safe` is private, and nobody's but bob's. */
async function checkout(): Promise<{ scenario: Scenario; board: string }> {
  const env = await boardEnv();
  const repositories = { vault: { visibility: "private" }, safe: { visibility: "private" } } as const;
  const scenario = await start({ env, repositories, ownerFiles: { ".github/milegate.yml": DELIVERY } });
  const safe = scenario.other("safe");
  safe.repository.roles.delete("alice");
  safe.repository.roles.delete("carol");
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in <b>", { milestone: 1 });
  scenario.as("carol").openPull("Shine", {});
  alice.setMilestone(2, 2);
  const vault = scenario.other("vault");
  vault.as("alice").createMilestone("MVP");
  vault.as("alice").openIssue("Hide the gold", { milestone: 1 });
  safe.as("bob").createMilestone("MVP");
  await scenario.settled();
  return { scenario, board: env["BASE_URL"] ?? "" };
}

/** What the pages of a delivery over two repositories say to somebody. */
const PAGES = ["/", "/board/octo", "/board/octo/shop", "/board/octo/shop/pull/2", "/waiting"];
const HIDDEN = [
  "/board/octo/safe",
  "/board/octo/none",
  "/board/nobody",
  "/board/octo/shop/pull/99",
  "/nothing",
  "/board",
];

test("each sees what GitHub shows them, and the same 404 for everything else; the store alone is asked", async () => {
  const { scenario, board } = await checkout();
  const [alice, bob, mallory] = ["alice", "bob", "mallory"].map((login) => visitor(board, login));
  for (const person of [alice, bob, mallory]) expect((await person?.signIn("/waiting"))?.status).toBe(200);
  const asked = scenario.sandbox.traffic.asked.length;
  const statuses = async (paths: readonly string[], person = alice) =>
    Promise.all(paths.map(async (path) => (await person?.get(path))?.status));
  expect(await statuses([...PAGES, "/admin", "/board/octo/vault"])).toEqual([200, 200, 200, 200, 200, 200, 200]);
  expect(await statuses([...PAGES, "/board/octo/safe"], bob)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(await statuses(PAGES, mallory)).toEqual([200, 200, 200, 200, 200]);
  const missing = [
    ...HIDDEN.map((path) => [alice, path] as const),
    [mallory, "/board/octo/vault"],
    [bob, "/admin"],
  ] as const;
  const texts = await Promise.all(
    missing.map(async ([person, path]) => {
      const answer = await person?.get(path);
      return `${answer?.status} ${await answer?.text()}`;
    }),
  );
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toMatch(/^404 /);
  expect(scenario.sandbox.traffic.asked.length).toBe(asked);
  const [whole, part] = [await alice?.text("/board/octo/shop"), await mallory?.text("/board/octo/shop")];
  expect(whole).toContain("octo/vault");
  expect(whole).toContain("Hide the gold");
  expect(whole).toContain("Log in &lt;b&gt;");
  expect(part).not.toMatch(/vault|gold/);
  expect(part).toContain("a private repository");
  expect(part).toContain("0/2");
});

test("checks lead to their pages, which say the same whatever the plan is; what left the installation is gone at once", async () => {
  const env = await boardEnv();
  const scenario = await start({ env });
  const board = env["BASE_URL"] ?? "";
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  alice.openPull("Shine");
  alice.setMilestone(2, 2);
  alice.openPull("Break", { files: { [FILE]: "phases: 7\n" } });
  await scenario.settled();
  expect(scenario.checks(2)[0]?.detailsUrl).toBe(`${board}/board/octo/shop/pull/2`);
  const token = scenario.sandbox.tokens.user(scenario.user("carol")).token;
  const told = async () => {
    const pulls = pullShape.array().parse(await (await askApi(board, "/orgs/octo/pulls", token)).json());
    return pulls.map(({ number, conclusion, verdict }) => `${number} ${conclusion} ${verdict}`);
  };
  const shown = () => [4, 3, 2].flatMap((number) => checkOf(scenario, number));
  expect(await told()).toEqual(shown());
  alice.push("main", { [FILE]: "phases: 7\n" });
  alice.openPull("Repair", { files: { [FILE]: "version: 1\n" } });
  await scenario.settled();
  expect(shown()).toContain("2 action_required Invalid plan");
  expect(await told()).toEqual(shown());
  const carol = visitor(board, "carol");
  expect(await (await carol.signIn("/board/octo/shop/pull/2")).text()).toContain("What to do next");
  expect(await carol.text("/board/octo/shop")).toContain("invalid plan");
  removeFromInstallation(
    { world: scenario.sandbox.world, account: scenario.user("alice") },
    scenario.installation,
    scenario.shop,
  );
  await scenario.settled();
  expect((await carol.get("/board/octo/shop")).status).toBe(404);
  expect((await askApi(board, "/repos/octo/shop", token)).status).toBe(404);
  scenario.installation.repositories.push(scenario.shop);
});

const FILE = ".github/milegate.yml";

const checkOf = ({ shop, check }: Scenario, number: number): string[] =>
  shop.items.some((item) => item.number === number) ? [`${number} ${check(number)}`] : [];

test("administrators retry and discard jobs that failed, by a form of their own", async () => {
  const { board } = await checkout();
  const [alice, bob] = [visitor(board, "alice"), visitor(board, "bob")];
  await alice.signIn();
  await bob.signIn();
  const fields = { id: "1", action: "retry" };
  const csrf = await alice.csrf();
  const answers = await Promise.all([
    alice.post("/admin/jobs", fields),
    alice.post("/admin/jobs", { ...fields, csrf: await bob.csrf() }),
    bob.post("/admin/jobs", { ...fields, csrf: await bob.csrf() }),
    alice.post("/admin/jobs", { ...fields, csrf }),
    alice.post("/admin/jobs", { ...fields, action: "discard", csrf }),
    visitor(board).post("/admin/jobs", fields),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 404, 303, 303, 403]);
});

test("without its settings the board says what is missing, and has no other page", async () => {
  const env = await boardEnv({ CLIENT_SECRET: "", BASE_URL: "" });
  await start({ env });
  const board = `http://127.0.0.1:${env["PORT"]}`;
  const first = await fetch(`${board}/`);
  expect([first.status, await first.text()]).toEqual([
    200,
    expect.stringContaining("<code>CLIENT_SECRET</code> and <code>BASE_URL</code>"),
  ]);
  for (const path of ["/login", "/board/octo", "/api/v1/openapi.json", "/admin"])
    expect((await fetch(board + path, { redirect: "manual" })).status).toBe(404);
});
