// Milegate as an Action: the event files that a runner would hand it, against a GitHub of its own.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Emitted } from "@milegate/sandbox";
import { parse } from "yaml";
import { runAction } from "../../src/action/run.ts";
import { useScenario } from "../e2e/use.ts";

const start = useScenario();

/** Nobody listens to webhooks here; each event is run as a workflow would. */
async function workflows() {
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
  };
  const said: string[] = [];
  const run = async (event: string, payload: object, more = {}) => {
    writeFileSync(env.GITHUB_EVENT_PATH, JSON.stringify(payload));
    return runAction({ ...env, GITHUB_EVENT_NAME: event, ...more }, (line) => said.push(line));
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
  sandbox.traffic.faults.push({ match: /OpenPulls/, status: 502, times: 1 });
  expect(await run("schedule", {})).toBe(1);
  expect(said.at(-1)).toMatch(/^::error::repository: /);
  end();
});

test("action.yml passes on what the run reads", () => {
  const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const passed = [...file("action.yml").matchAll(/^ +(MILEGATE_[A-Z_]+):/gm)].map(([, name]) => name);
  const read = [...file("src/action/run.ts").matchAll(/^ {2}(MILEGATE_[A-Z_]+):/gm)].map(([, name]) => name);
  expect(passed.toSorted()).toEqual(read.toSorted());
  expect(parse(file("action.yml"))).toMatchObject({ runs: { using: "composite" } });
});
