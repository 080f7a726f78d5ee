// milegate plan OWNER: every repository of an owner in one table, with nothing written.
import { expect, test } from "@jest/globals";
import { addRepository, person } from "@milegate/sandbox";
import { runMilegate } from "./run.ts";
import { useShop } from "./shop.ts";

const shop = useShop();

/** An organization: `shop` would be active, `broken` has an invalid plan, `idle` none, `old` is archived, `secret` isn't alice's to see. */
async function organization() {
  const scenario = await shop();
  const { alice, sandbox, user, shop: repository } = scenario;
  const { owner } = repository;
  const add = (name: string, files: Record<string, string> = {}, isPrivate = false) =>
    addRepository(sandbox.world, {
      ...{ owner, name, files, private: isPrivate },
      roles: isPrivate ? {} : { alice: "admin" },
    });
  const broken = add("broken", { ".github/milegate.yml": "version: 2" });
  person(sandbox.world, broken, user("alice")).openPull("Anything");
  add("idle");
  add("old").archived = true;
  add("secret", {}, true);
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  return scenario;
}

test("shows what would become active, blocked and labelled, and writes nothing", async () => {
  const { env, sandbox } = await organization();
  const told: string[] = [];
  const { code, out, err } = await runMilegate(["plan", "octo"], { env, told });
  expect([code, err, out.split("\n")]).toEqual([
    1,
    "",
    [
      "octo: Milegate would be active in 1 of 3 repositories",
      expect.stringMatching(/^App: milegate \(id \d+\)$/),
      "",
      "Repository  Would be               Blocked  Labelled",
      "broken      invalid plan           1        0",
      "shop        active, built-in plan  1        2",
      "idle        not active             0        0",
      "",
      "Left out, because they are archived: 1 repository.",
      "",
      "Blocked: open pull requests that would be blocked. Nothing was changed.",
      "`milegate plan octo/REPO` lists every change in one of them.",
    ],
  ]);
  expect(told.at(-1)).toBe("reading octo: 3 of 3 repositories");
  expect(sandbox.traffic.asked.filter(({ kind }) => kind === "write")).toEqual([]);
});

test("lists each delivery with its members, and reads the owner's repositories once", async () => {
  const { env, sandbox, shop: repository } = await organization();
  const file = "deliveries:\n  - { id: checkout, name: Checkout, repositories: [shop, idle, old, gone, 'a-*'] }\n";
  addRepository(sandbox.world, {
    ...{ owner: repository.owner, name: ".github", files: { ".github/milegate.yml": file } },
    roles: { alice: "admin" },
  });
  const { out } = await runMilegate(["plan", "octo"], { env });
  expect(sandbox.traffic.asked.filter(({ operation }) => operation === "query Roster")).toHaveLength(1);
  expect(out.split("\n").filter((line) => /delivery/.test(line))).toEqual([
    "idle        active, delivery checkout  0        0",
    "shop        active, delivery checkout  1        2",
  ]);
  expect(out).toContain(
    "\n\nDelivery checkout: Checkout\n  shop (home)\n  idle\n  old (archived, left out)\n  gone (can't be read)\n",
  );
  const { out: json } = await runMilegate(["plan", "octo", "--json"], { env });
  expect(JSON.parse(json)).toMatchObject({
    deliveries: [{ id: "checkout", home: "shop", members: [{ name: "shop", state: "member" }, {}, {}, {}] }],
    repositories: [{}, {}, {}, { repository: "octo/shop", plan: { delivery: { id: "checkout" } } }],
  });
});

test("on a narrow terminal each repository has two lines", async () => {
  const { env, sandbox, shop: repository } = await organization();
  addRepository(sandbox.world, {
    owner: repository.owner,
    name: `a-${"long-".repeat(8)}name`,
    roles: { alice: "admin" },
  });
  const { out } = await runMilegate(["plan", "octo"], { env, columns: 60 });
  expect(out).toContain("\nshop\n  active, built-in plan, 1 blocked, 2 labelled\n");
  expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(60);
});

test("--json has the same by number; a URL names an owner, too", async () => {
  const { env, sandbox } = await organization();
  for (const written of [`${sandbox.url}/octo`, `${sandbox.url}/orgs/octo/repositories`]) {
    const { out } = await runMilegate(["plan", written, "--json"], { env });
    expect(JSON.parse(out)).toMatchObject({
      owner: "octo",
      app: { slug: "milegate" },
      archived: ["octo/old"],
      repositories: [
        { repository: "octo/broken", plan: { kind: "invalid" }, blocked: [1], labelled: [] },
        { repository: "octo/idle", plan: { kind: "inactive" }, blocked: [], labelled: [], changes: 0 },
        { repository: "octo/shop", plan: { kind: "active", source: "built-in" }, blocked: [2], labelled: [2, 1] },
      ],
    });
  }
});

test("what GitHub refuses of one repository is said in its row, and the others are read", async () => {
  const { env, sandbox } = await organization();
  const body = { message: "Resource not accessible by personal access token" };
  sandbox.traffic.faults.push({ match: /query (OpenPulls|Repository)$/, status: 403, body, times: 1 });
  const { code, out } = await runMilegate(["plan", "octo"], { env });
  expect(code).toBe(1);
  expect(out.match(/^\w+ +can't be read$/gm)).toHaveLength(1);
  expect(out).toMatch(/^✘ octo\/\w+: GITHUB_TOKEN lacks a permission \(Resource not accessible/m);
  expect(out.match(/^\w+ +(active, built-in plan|invalid plan|not active) +\d+ +\d+$/gm)).toHaveLength(2);
});

test.each([
  ["an owner that isn't there", "nobody", /can't see a user or an organization "nobody"/],
  ["a text that names nothing", "octo/shop/x", /expected a repository as OWNER\/REPO/],
])("%s is refused", async (_name, written, said) => {
  const { env } = await shop();
  expect(await runMilegate(["plan", written], { env })).toMatchObject({ code: 2, err: expect.stringMatching(said) });
});

test("status takes a delivery for its home, and explain says which repository a pull request waits for", async () => {
  const { env, sandbox, user, shop: repository } = await organization();
  const file = "deliveries:\n  - { id: checkout, name: Checkout, repositories: [idle, shop] }\n";
  addRepository(sandbox.world, {
    ...{ owner: repository.owner, name: ".github", roles: { alice: "admin" } },
    files: { ".github/milegate.yml": file },
  });
  const status = await runMilegate(["status", "octo/checkout"], { env });
  expect(status.out).toMatch(
    /^octo\/idle .*Repositories\n {2}octo\/idle \(home\) +0 of 0 issues\n {2}octo\/shop +0 of 1 issue\n/s,
  );
  const { repository: name, repositories } = JSON.parse(
    (await runMilegate(["status", "octo/checkout", "--json"], { env })).out,
  );
  expect([name, repositories]).toEqual([
    "octo/idle",
    [
      { repository: "octo/idle", isHome: true, done: 0, planned: 0 },
      { repository: "octo/shop", isHome: false, done: 0, planned: 1 },
    ],
  ]);
  expect(await runMilegate(["status", "octo/nothing"], { env })).toMatchObject({
    code: 2,
    err: expect.stringContaining("can't see a repository octo/nothing"),
  });
  const home = sandbox.world.repositories.find((each) => each.name === "idle");
  if (home === undefined) throw new Error("there is no repository idle");
  const idle = person(sandbox.world, home, user("alice"));
  const polish = idle.createMilestone("Polish");
  const pull = idle.openPull("Round the corners");
  idle.setMilestone(pull.number, polish.number);
  const why = await runMilegate(["explain", `octo/idle#${pull.number}`], { env });
  expect(why.out).toContain("shop: 0 of 1 issue closed");
});
