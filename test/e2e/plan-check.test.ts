// The check of the plan itself, `milegate/config`: SPEC section 1.
import { describe, expect, test } from "@jest/globals";
import { addRepository, addTeam, person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

const lines = (...text: string[]) => `${text.join("\n")}\n`;
const PLAN = lines("version: 1", "phases:", '  - { id: core, milestones: ["Core"] }');
const STRICT = lines(
  "version: 1",
  "phases:",
  '  - { id: core, name: Core, milestones: ["Core"] }',
  '  - { id: shine, name: "Shine | on", milestones: ["Shine"] }',
);

const NAME = "milegate/config";

describe("a pull request that changes the plan", () => {
  test("hears what would become of the others, and again when they or the plan change", async () => {
    const { as, settled, check, checks, labels } = await start({ files: { [FILE]: PLAN } });
    const alice = as("alice");
    alice.createMilestone("Core");
    alice.createMilestone("Shine");
    alice.openIssue("Log in", { milestone: 1 });
    const icons = alice.openPull("Nicer | icons @bob");
    alice.setMilestone(icons.number, 2);
    const core = alice.openPull("Core work");
    alice.setMilestone(core.number, 1);
    const plan = alice.openPull("Two phases", { branch: "plan", files: { [FILE]: STRICT } });
    await settled();
    expect(check(plan.number, NAME)).toBe(
      "success Valid plan: 1 pull request would become blocked, 1 would be relabelled",
    );
    const summary = checks(plan.number, NAME)[0]?.output.summary ?? "";
    expect(summary).toContain(`| [#${icons.number}](`);
    expect(summary).toContain(
      "would become blocked<br>now No phase<br>then Blocked: Shine \\| on waits for Core \\(0 of 1 issue closed\\)<br>+ `phase: shine` |",
    );
    expect(summary).toContain("| Shine \\| on<br>50 % | Shine | Core (block) |");
    expect(summary).not.toMatch(/@bob|Core work/);
    expect([check(icons.number), check(plan.number)]).toEqual(["neutral No phase", "neutral No phase"]);
    alice.close(1);
    await settled();
    expect(check(plan.number, NAME)).toBe(
      "success Valid plan: 1 pull request would be judged otherwise, 1 would be relabelled",
    );
    alice.push("plan", { [FILE]: PLAN.replace("core", "heart") });
    await settled();
    expect(check(plan.number, NAME)).toBe("success Valid plan: 1 pull request would be relabelled");
    alice.merge(plan.number);
    await settled();
    expect(labels(core.number)).toEqual(["phase: heart"]);
  }, 60_000);

  test("hears every problem on its line, fifty at a time, from a fork too", async () => {
    const { as, settled, check, checks, shop, sandbox, user } = await start({ files: { [FILE]: PLAN } });
    const alice = as("alice");
    const wrong = Array.from({ length: 120 }, (_each, index) => `key${index}: 1`);
    const fork = addRepository(sandbox.world, { owner: user("mallory"), name: "shop", parent: shop });
    const plan = alice.openPull("Wrong", { from: fork, branch: "p", files: { [FILE]: lines("version: 1", ...wrong) } });
    await settled();
    expect(check(plan.number, NAME)).toBe("failure Invalid plan: 120 problems");
    const [run] = checks(plan.number, NAME);
    expect(run?.annotations).toHaveLength(120);
    expect(run?.annotations[99]).toMatchObject({ path: FILE, start_line: 101, end_line: 101, start_column: 1 });
    expect(run?.annotations[99]?.message).toMatch(/^key99: unknown key "key99"\./);
    expect(run?.output.summary).toContain("- and 70 more");
    expect(check(plan.number)).toBe("action_required Invalid plan");
  });

  test("may be the one that adds it, where nothing else is done yet", async () => {
    const { as, settled, check, checks } = await start();
    const alice = as("alice");
    const other = alice.openPull("Other");
    const good = alice.openPull("Add a plan", { branch: "good", files: { [FILE]: PLAN } });
    const bad = alice.openPull("Add a bad one", { branch: "bad", files: { [FILE]: "version: 1\nphaces: []\n" } });
    const off = alice.openPull("Add one that is off", { branch: "off", files: { [FILE]: "enabled: false\n" } });
    await settled();
    expect(check(good.number, NAME)).toBe("success Valid plan: 3 pull requests would be judged otherwise");
    expect(check(bad.number, NAME)).toBe("failure Invalid plan: 1 problem");
    expect(check(off.number, NAME)).toBe("success Valid plan: Milegate would be switched off here");
    expect(checks(bad.number, NAME)[0]?.annotations[0]).toMatchObject({ start_line: 2, start_column: 1 });
    expect([check(other.number), check(other.number, NAME)]).toEqual(["", ""]);
    expect(check(good.number)).toBe("");
  });

  test("may delete it, and hears which plan would then apply", async () => {
    const { as, settled, check, checks } = await start({ files: { [FILE]: PLAN }, ownerFiles: { [FILE]: STRICT } });
    const alice = as("alice");
    alice.createMilestone("Core");
    const gone = alice.openPull("Delete", { branch: "gone", files: { [FILE]: null } });
    await settled();
    expect(check(gone.number, NAME)).toBe(
      "success Plan removed: the owner's plan would apply; no open pull request is affected",
    );
    alice.push("gone", { [FILE]: PLAN });
    await settled();
    expect(checks(gone.number, NAME)).toEqual([]);
  });
});

test("what can hardly be meant gets a hint, which blocks nothing", async () => {
  const { as, settled, check, checks, sandbox, octo } = await start({ files: { [FILE]: PLAN } });
  for (const slug of ["security", "hidden"]) addTeam(sandbox.world, octo, slug, { secret: slug === "hidden" });
  const asked = '["@octo/security", "@octo/hidden", "@octo/gone", "@acme/legal", carol, nobody]';
  const signOffs = `review: { sign_offs: [{ id: security, by: ${asked} }] }`;
  const files = { [FILE]: `${PLAN}gate: { exempt: { authors: [dependabot] } }\n${signOffs}\n` };
  const pull = as("alice").openPull("Exempt the bot", { files });
  await settled();
  expect(check(pull.number, NAME)).toBe("success Valid plan: no open pull request is affected");
  const summary = checks(pull.number, NAME)[0]?.output.summary ?? "";
  expect(summary).toContain('the app is "dependabot[bot]"');
  const named = summary.split("\n").filter((line) => line.startsWith("- ") && line.includes("`@"));
  expect(named).toEqual([
    "- There is no team `@octo/hidden` that all members of its organization can see.",
    "- There is no team `@octo/gone` that all members of its organization can see.",
    "- It is unknown whether there is a team `@acme/legal`: GitHub does not tell the app.",
    "- Nobody on GitHub is called `@nobody`.",
  ]);
});

test("a deletion that leaves no plan", async () => {
  const { as, settled, check } = await start({ files: { [FILE]: PLAN } });
  const gone = as("alice").openPull("Delete", { files: { [FILE]: null } });
  await settled();
  expect(check(gone.number, NAME)).toBe("success Plan removed: no plan would apply; no open pull request is affected");
});

test("the owner's file is checked as such, and what extends it knows its locks", async () => {
  const { as, settled, check, checks, sandbox, user } = await start({
    files: { [FILE]: "extends: owner\n" },
    ownerFiles: { [FILE]: "gate: { until: milestone }\nlocked: [gate.until]\n" },
  });
  const loose = as("alice").openPull("Loosen", {
    files: { [FILE]: "extends: owner\ngate:\n  until: criteria\n" },
  });
  const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
  if (owners === undefined) throw new Error("no owner's repository");
  const owner = person(sandbox.world, owners, user("alice"));
  owner.openPull("Extend itself", { branch: "itself", files: { [FILE]: "extends: owner\n" } });
  owner.openPull("Lock more", { branch: "more", files: { [FILE]: "locked: [gate, review.quorum]\n" } });
  await settled();
  const runs = owners.suites.flatMap((suite) => suite.runs).filter(({ name }) => name === NAME);
  expect(runs.map(({ conclusion, output }) => `${conclusion} ${output.title}`)).toEqual([
    "failure Invalid plan: 1 problem",
    "success Valid plan: it would not count in this repository",
  ]);
  expect(runs[1]?.output.summary).toContain("This is the owner's file");
  expect(check(loose.number, NAME)).toBe("failure Invalid plan: 1 problem");
  expect(checks(loose.number, NAME)[0]?.annotations[0]).toMatchObject({
    start_line: 3,
    message: "gate.until: locked by the owner: expected milestone or decision.",
  });
});

test("which pull requests of a delivery's repositories become blocked is said where it is proposed", async () => {
  const { as, other, settled, sandbox, user } = await start({
    ownerFiles: { [FILE]: "version: 1\n" },
    repositories: { api: {}, secret: { visibility: "private" }, idle: {} },
  });
  const mvp = as("alice").createMilestone("MVP");
  as("alice").openIssue("Log in", { milestone: mvp.number });
  const polished = ["api", "secret"].map((name) => {
    const alice = other(name).as("alice");
    const [done, polish] = [alice.createMilestone("MVP"), alice.createMilestone("Polish")];
    alice.close(alice.openIssue("Pay", { milestone: done.number }).number);
    const pull = alice.openPull("Shine the hawk");
    alice.setMilestone(pull.number, polish.number);
    return { name, number: pull.number };
  });
  await settled();
  expect(polished.map(({ name, number }) => other(name).check(number))).toEqual([
    "success Open: MVP is passed",
    "success Open: MVP is passed",
  ]);
  const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
  if (owners === undefined) throw new Error("no owner's repository");
  person(sandbox.world, owners, user("alice")).openPull("Deliver together", {
    files: { [FILE]: "deliveries:\n  - { id: a, name: Checkout, repositories: [shop, api, secret, idle] }\n" },
  });
  await settled();
  const [run] = owners.suites.flatMap((suite) => suite.runs).filter(({ name }) => name === NAME);
  expect(run?.output.title).toBe(
    "Valid plan: 4 repositories would join a delivery; 2 pull requests elsewhere would become blocked",
  );
  const { summary = "" } = run?.output ?? {};
  expect(summary).toContain("Look at the 2 pull requests that become blocked below");
  expect(summary).toMatch(/- `api`: 1 pull request would become blocked \(\[#\d+\]\(.*\/octo\/api\/pull\/\d+\)\)\./);
  expect(summary).toContain("- a private repository: 1 pull request would become blocked.");
  expect(summary).toContain("1 repository was not looked at, as too little is stored of it.");
  expect(summary).not.toMatch(/secret|hawk/);
});

test("who joins and leaves a delivery is said where it is proposed, and private repositories are only counted there", async () => {
  const { settled, settles, sandbox, user, installation, octo } = await start({
    ownerFiles: { [FILE]: "version: 1\n" },
  });
  for (const name of ["api", "secret"])
    installation.repositories.push(addRepository(sandbox.world, { owner: octo, name, private: name === "secret" }));
  const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
  if (owners === undefined) throw new Error("no owner's repository");
  const owner = person(sandbox.world, owners, user("alice"));
  const propose = (branch: string, ...repositories: string[]) =>
    owner.openPull(branch, {
      branch,
      files: { [FILE]: `deliveries:\n  - { id: a, name: Checkout, repositories: [${repositories.join(", ")}] }\n` },
    });
  propose("good", "shop", "api", "secret");
  propose("bad", "gone", "shop");
  await settled();
  const runs = owners.suites.flatMap((suite) => suite.runs).filter(({ name }) => name === NAME);
  expect(runs.map(({ conclusion, output }) => `${conclusion} ${output.title}`)).toEqual([
    "success Valid plan: 3 repositories would join a delivery",
    "failure Invalid plan: 1 problem",
  ]);
  expect(runs[0]?.output.summary).toContain("`shop`, `api` and a private repository would join");
  expect(runs[0]?.output.summary).not.toContain("secret");
  expect(runs[1]?.annotations).toMatchObject([
    { start_line: 2, message: expect.stringContaining("the home is not among") },
  ]);
  await settles();
});

test("what it costs: a look at the file and one at the open pull requests more, and nothing where the file stays", async () => {
  const { as, counting } = await start({ files: { [FILE]: PLAN } });
  const alice = as("alice");
  alice.openIssue("The app has said who it is");
  expect(await counting(() => alice.openPull("Plain"))).toEqual({ read: 1, write: 1 });
  expect(await counting(() => alice.openPull("Plan", { files: { [FILE]: STRICT } }))).toEqual({ read: 4, write: 2 });
});

describe("what a stranger proposes", () => {
  const criteria = (phase: number): string =>
    Array.from({ length: 20 }, (_each, at) => `      - workflow: { file: w${phase}-${at}.yml }`).join("\n");
  const COSTLY = `phases:\n${Array.from({ length: 20 }, (_each, at) => `  - id: p${at}\n    milestones: ["M${at}*"]\n    criteria:\n${criteria(at)}`).join("\n")}\n`;

  async function forked(settings = {}) {
    const scenario = await start(settings);
    const alice = scenario.as("alice");
    for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
    for (let n = 0; n < 3; n += 1) alice.openIssue(`Issue ${n}`, { milestone: 1 });
    const other = alice.openPull("Change");
    await scenario.settled();
    const owner = scenario.user("mallory");
    const fork = addRepository(scenario.sandbox.world, {
      owner,
      name: "shop",
      parent: scenario.shop,
      roles: { mallory: "admin" },
    });
    const cost = async (step: () => unknown): Promise<number> => {
      await scenario.settled();
      const since = scenario.sandbox.traffic.asked.length;
      await step();
      await scenario.settled();
      return scenario.sandbox.traffic.asked.length - since;
    };
    return { ...scenario, alice, mallory: scenario.as("mallory"), other, fork, cost };
  }

  test("is only validated, at a few requests, and looked at again only when something changed", async () => {
    const { alice, mallory, other, fork, cost, check, shop } = await forked();
    const files = { [FILE]: COSTLY };
    const costs = [
      await cost(() => mallory.openPull("A plan", { from: fork, branch: "plan", files })),
      await cost(() => alice.edit(other.number, { title: "Another change" })),
      await cost(() => alice.close(1)),
    ];
    expect(costs.map((each) => each <= 20 || each)).toEqual([true, true, true]);
    expect(check(shop.items.length, NAME)).toBe("success Valid plan");
  }, 60_000);

  test("of a person who may write costs a constant, too, and what only it asks for is unknown", async () => {
    const { as, alice, other, cost, check, checks } = await forked();
    const costs = [
      await cost(() => as("carol").openPull("A plan", { branch: "plan", files: { [FILE]: COSTLY } })),
      await cost(() => alice.edit(other.number, { title: "Another change" })),
      await cost(() => alice.edit(other.number + 1, { title: "Another plan" })),
    ];
    expect(costs.map((each) => each <= 20 || each)).toEqual([true, true, true]);
    expect(check(other.number + 1, NAME)).toMatch(/^success Valid plan: /);
    expect(checks(other.number + 1, NAME)[0]?.output.summary).toContain("There is no workflow");
  }, 60_000);

  test("shows nothing of the owner's file", async () => {
    const owners = `phases:
  - { id: mvp, name: Bluebird, milestones: ["Bluebird*", "MVP*"], goal: nobody may know }
  - { id: polish, milestones: ["Polish*"] }
gate: { until: decision }
locked: [gate.until]
`;
    const settings = { files: { [FILE]: "version: 1\ngate: { until: decision }\n" }, ownerFiles: { [FILE]: owners } };
    const { mallory, fork, settled, checks } = await forked(settings);
    const proposed = [
      "version: 1\nextends: owner\n",
      "version: 1\nextends: owner\ngate: { until: criteria }\n",
      "version: 1\nextends: owner\nenvironments: { production: none }\n",
    ].map((text, at) => mallory.openPull(`Look ${at}`, { from: fork, branch: `look-${at}`, files: { [FILE]: text } }));
    await settled();
    const runs = proposed.flatMap(({ number }) => [...checks(number, NAME), ...checks(number)]);
    expect(runs).toHaveLength(6);
    expect(JSON.stringify(runs.map(({ output, annotations }) => [output, annotations]))).not.toMatch(
      /bluebird|nobody may know|milestone or decision/i,
    );
  });
});
