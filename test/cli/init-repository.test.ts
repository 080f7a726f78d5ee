// milegate init OWNER/REPO: a plan from the milestones that are there, as a file or as a pull request.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { PLAN_FILE } from "../../src/vocabulary.ts";
import { runMilegate } from "./run.ts";
import { useShop } from "./shop.ts";

const shop = useShop();

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "milegate-init-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** Three milestones, of which the built-in plan knows one, and a pull request in the last. */
async function alphaShop() {
  const scenario = await shop();
  const { alice } = scenario;
  alice.createMilestone("Core");
  alice.createMilestone("Alpha");
  alice.createMilestone("Launch");
  alice.openIssue("Pay", { milestone: 2 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  return scenario;
}

test("writes a file, says what it was unsure of and what would change, and writes nothing to GitHub", async () => {
  const { env, sandbox } = await alphaShop();
  const { code, out, err } = await runMilegate(["init", "octo/shop"], { env, cwd });
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("✔ wrote .github/milegate.yml: MVP → Enhancement → Polish");
  expect(out).toContain('? "Launch" is Polish by a word in its title.');
  expect(out).toContain("1 pull request would become blocked");
  const text = readFileSync(join(cwd, PLAN_FILE), "utf8");
  expect(text).toContain("- 'Launch' # no due date; by a word in its title");
  expect((await runMilegate(["validate"], { cwd })).code).toBe(0);
  expect(await runMilegate(["init", "octo/shop"], { env, cwd })).toMatchObject({
    code: 1,
    err: ".github/milegate.yml already exists; --force overwrites it.",
  });
  expect((await runMilegate(["init", `${sandbox.url}/octo/shop`, "other.yml"], { env, cwd })).code).toBe(0);
  expect(existsSync(join(cwd, "other.yml"))).toBe(true);
  expect(sandbox.traffic.asked.filter(({ kind }) => kind === "write")).toEqual([]);
});

test("--pull-request opens it with the text of milegate/config, and once", async () => {
  const { env, sandbox, shop: repository } = await alphaShop();
  const { code, out } = await runMilegate(["init", "octo/shop", "--pull-request"], { env, cwd });
  expect([code, existsSync(join(cwd, PLAN_FILE))]).toEqual([0, false]);
  expect(out).toMatch(/^✔ opened http\S+\/octo\/shop\/pull\/3: MVP/);
  const pull = repository.items.at(-1);
  expect(pull).toMatchObject({ number: 3, kind: "pull", title: "Add Milegate's plan", author: { login: "alice" } });
  expect(pull?.body).toContain('- "Launch" is Polish by a word in its title.');
  expect(pull?.body).toContain("**Valid plan: 1 pull request would become blocked, 1 would be relabelled**");
  expect(pull?.body).toMatch(/\| \[#2\]\(\S+\) Shine \| would become blocked<br>/);
  expect(pull?.body).not.toContain("no milestone matches");
  sandbox.deliveries.fate = () => "deliver";
  expect(await runMilegate(["init", "octo/shop", "--pull-request"], { env, cwd })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/octo\/shop already has a branch milegate\/plan/),
  });
});

test("its pull request gets the same verdict from the app, and a merge makes it the plan", async () => {
  const { env, as, sandbox, settled, shop: repository } = await alphaShop();
  sandbox.deliveries.fate = () => "deliver";
  await runMilegate(["init", "octo/shop", "--pull-request"], { env, cwd });
  await settled();
  const titles = repository.suites.flatMap(({ runs }) => runs).map(({ name, output }) => `${name}: ${output.title}`);
  expect(titles).toContain("milegate/config: Valid plan: 1 pull request would become blocked, 1 would be relabelled");
  as("alice").merge(3);
  await settled();
  expect(await runMilegate(["init", "octo/shop"], { env, cwd })).toMatchObject({
    code: 1,
    err: "octo/shop already has a .github/milegate.yml. `milegate plan octo/shop` shows what it does.",
  });
});

test("a token that may not write is told what it lacks", async () => {
  const { env, sandbox, user } = await alphaShop();
  const reader = { ...env, GITHUB_TOKEN: sandbox.tokens.personal(user("carol")) };
  sandbox.world.repositories[0]?.roles.set("carol", "read");
  const { code, err } = await runMilegate(["init", "octo/shop", "--pull-request"], { env: reader, cwd });
  expect([code, err]).toEqual([2, expect.stringMatching(/GITHUB_TOKEN may not open a pull request in octo\/shop/)]);
});

test("--json has the plan's text and each milestone's phase", async () => {
  const { env } = await alphaShop();
  const { out } = await runMilegate(["init", "octo/shop", "--json"], { env, cwd });
  expect(JSON.parse(out)).toMatchObject({
    repository: "octo/shop",
    file: PLAN_FILE,
    pullRequest: null,
    milestones: [
      { title: "Core", phase: "mvp", by: "pattern" },
      { title: "Alpha", phase: "mvp", by: "title" },
      { title: "Launch", phase: "polish", by: "title" },
    ],
    plan: expect.stringContaining("version: 1"),
  });
});

test.each<[string[], RegExp]>([
  [["init", "--pull-request"], /--pull-request needs a repository/],
  [["init", "plans/mine.yml", "--pull-request"], /--pull-request needs a repository/],
  [["init", "octo/shop", "--pull-request", "--force"], /--pull-request writes no file/],
  [["init", "a.yml", "b.yml"], /expected one file, or a repository before it, found "a\.yml" and "b\.yml"/],
])("%j says what to write instead", async (argv, said) => {
  expect(await runMilegate(argv, { cwd })).toMatchObject({ code: 2, err: expect.stringMatching(said) });
});
