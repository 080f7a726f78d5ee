// Milegate as an Action: the event files that a runner would hand it, against a GitHub of its own.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Emitted, person } from "@milegate/sandbox";
import { parse } from "yaml";
import { runAction } from "../../src/action/run.ts";
import { commentOf } from "../../src/decisions/record.ts";
import { useScenario } from "../e2e/use.ts";

const start = useScenario();

/** Nobody listens to webhooks here; each event is run as a workflow would. */
async function workflows(more: Record<string, string> = {}) {
  const scenario = await start();
  const { sandbox, installation } = scenario;
  const told: Emitted[] = [];
  sandbox.deliveries.fate = (event) => {
    told.push(event);
    return "lose";
  };
  const folder = mkdtempSync(join(tmpdir(), "milegate-action-"));
  const env = {
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_API_URL: `${sandbox.url}/api/v3`,
    MILEGATE_TOKEN: sandbox.tokens.grant(installation).token,
    MILEGATE_APP: "milegate",
    MILEGATE_APP_ID: String(sandbox.app.id),
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    ...more,
  };
  const said: string[] = [];
  const run = async (event: string, payload: object, extra = {}) => {
    writeFileSync(env.GITHUB_EVENT_PATH, JSON.stringify(payload));
    return runAction({ ...env, GITHUB_EVENT_NAME: event, ...extra }, (line) => said.push(line));
  };
  const runAll = async (): Promise<number[]> => {
    const codes: number[] = [];
    for (const { event, payload } of told.splice(0)) {
      const { installation: _none, ...rest }: { installation?: object } = { ...payload };
      codes.push(await run(event === "pull_request" ? "pull_request_target" : event, rest));
    }
    return codes;
  };
  return {
    ...scenario,
    alice: scenario.as("alice"),
    run,
    runAll,
    said,
    told,
    end: () => rmSync(folder, { recursive: true }),
  };
}

test("labels, gates and keeps the dashboard, event by event", async () => {
  const { alice, runAll, labels, check, shop, said, end } = await workflows();
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  expect([new Set(await runAll()), said.filter((line) => line.startsWith("::"))]).toEqual([new Set([0]), []]);
  expect([labels(1), labels(pull.number), check(pull.number)]).toEqual([
    ["phase: mvp"],
    ["phase: polish"],
    "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)",
  ]);
  alice.close(1);
  await runAll();
  expect(check(pull.number)).toBe("success Open: MVP is passed");
  expect(shop.items.map(({ title }) => title)).toContain("Delivery dashboard");
  end();
});

test("a schedule looks at the whole repository; what is off ends with 1 and says why", async () => {
  const { alice, run, said, labels, sandbox, end } = await workflows();
  alice.createMilestone("MVP");
  alice.openIssue("Pay", { milestone: 1 });
  expect([await run("schedule", {}), labels(1)]).toEqual([0, ["phase: mvp"]]);
  expect(await run("watch", { action: "started" })).toBe(0);
  expect(said.at(-1)).toMatch(/^Nothing to do: /);
  expect(await run("schedule", {}, { MILEGATE_TOKEN: "" })).toBe(1);
  expect(said.at(-1)).toMatch(/^::error::MILEGATE_TOKEN: /);
  // Each page size is tried once.
  sandbox.traffic.faults.push({ match: /OpenPulls/, status: 502, times: 4 });
  expect(await run("schedule", {})).toBe(1);
  expect(said.at(-1)).toMatch(/^::error::repository: /);
  end();
});

test("with the workflow's own token decisions and overrides are refused, and what to do is said; the gate works", async () => {
  const { alice, run, runAll, check, shop, said, sandbox, end } = await workflows({ MILEGATE_APP: "github-actions" });
  // As every workflow of the repository writes.
  sandbox.world.app.bot.login = "github-actions[bot]";
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  await runAll();
  alice.comment(pull.number, "/phase override hotfix");
  expect(new Set(await runAll())).toEqual(new Set([0]));
  expect(said).toContainEqual(expect.stringContaining("decisions and overrides do not count"));
  expect(check(pull.number)).toBe("action_required Blocked: Polish waits for MVP (0 of 1 issue closed)");
  const replies = shop.items.find(({ number }) => number === pull.number)?.comments.map(({ body }) => body) ?? [];
  expect(replies.at(-1)).toContain("Give it the token of an app");
  // Another workflow writes what looks like a record.
  const at = new Date();
  const record = {
    kind: "override",
    reason: "",
    expires: new Date(at.getTime() + 1e9),
    by: "alice",
    command: 1,
    line: 1,
    at,
  } as const;
  person(sandbox.world, shop, sandbox.world.app.bot).comment(pull.number, commentOf(record, "Let through"));
  expect(await run("schedule", {})).toBe(0);
  expect(check(pull.number)).toBe("action_required Blocked: Polish waits for MVP (0 of 1 issue closed)");
  end();
});

test("what the Action and its pages use is pinned by commit", () => {
  const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const used = ["action.yml", "docs/action.md"].flatMap((path) =>
    [...file(path).matchAll(/(?<!\w)uses: (\S+)/g)].map(([, name = ""]) => name),
  );
  expect(used.length).toBeGreaterThan(3);
  for (const name of used) expect(name).toMatch(/^[\w-]+\/[\w-]+@([0-9a-f]{40}|COMMIT)$/);
});

test("the page's workflow has every permission that a workflow's token can have of the app's", () => {
  const text = readFileSync(new URL("../../docs/action.md", import.meta.url), "utf8");
  const [workflow = ""] = [...text.matchAll(/```yaml\n(name: Milegate\n[\s\S]*?)```/g)].map(([, yaml = ""]) => yaml);
  const granted = Object.keys(parse(workflow).permissions).map((name) => name.replaceAll("-", "_"));
  const app = Object.keys(parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")).default_permissions);
  // These no workflow's token can have; metadata it always has.
  const never = ["members", "merge_queues", "metadata", "organization_custom_properties"];
  expect(granted.toSorted()).toEqual(app.filter((name) => !never.includes(name)).toSorted());
});

test("action.yml passes on what the run reads", () => {
  const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const passed = [...file("action.yml").matchAll(/^ +(MILEGATE_[A-Z_]+):/gm)].map(([, name]) => name);
  const read = [...file("src/action/run.ts").matchAll(/^ {2}(MILEGATE_[A-Z_]+):/gm)].map(([, name]) => name);
  expect(passed.toSorted()).toEqual(read.toSorted());
  expect(parse(file("action.yml"))).toMatchObject({ runs: { using: "composite" } });
});
