// The dashboard, as GitHub shows it: SPEC section 8.
import { expect, test } from "@jest/globals";
import type { Issue, Item } from "../../src/sandbox/model.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

async function shop(settings = {}) {
  const scenario = await start(settings);
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  await scenario.settled();
  const isIssue = (item: Item): item is Issue => item.kind === "issue";
  const dashboards = () => scenario.shop.items.filter(isIssue).filter(({ title }) => title === "Delivery dashboard");
  const dashboard = (): Issue => {
    const [issue] = dashboards();
    if (issue === undefined) throw new Error("there is no dashboard");
    return issue;
  };
  return { ...scenario, alice, pull, dashboards, dashboard, refresh: () => scenario.look({ kind: "dashboard" }) };
}

test("is one pinned issue, which says how the delivery stands and what is blocked", async () => {
  const { refresh, dashboard, dashboards, labels } = await shop();
  await refresh();
  await refresh();
  expect(dashboards()).toHaveLength(1);
  expect(dashboard()).toMatchObject({ state: "open", pinned: true, author: { login: "milegate[bot]" } });
  expect(labels(dashboard().number)).toEqual(["milegate"]);
  const { body } = dashboard();
  expect(body).toContain("**0 %** of the delivery is done");
  expect(body).toMatch(/\| MVP \| in progress \| ░{10} 0 % \| 0 of 1 \| 30 % \| 100 % \| \[MVP\]/);
  expect(body).toMatch(/- \[#\u200B?2 Shine\]\(.*\): Blocked: Polish waits for MVP/);
  expect(body).toContain("```mermaid\ngantt");
  expect(body).toContain("MVP holds 100 % of the planned issues; its share is 30 %.");
});

test("is written only when what it says has changed", async () => {
  const { refresh, counting, alice, dashboard } = await shop();
  await refresh();
  expect((await counting(() => void refresh())).write).toBe(0);
  alice.comment(1, "Hello");
  alice.edit(1, { body: "More words" });
  expect((await counting(() => void refresh())).write).toBe(0);
  alice.close(1);
  await refresh();
  expect(dashboard().body).toContain("**30 %** of the delivery is done");
  expect(dashboard().body).toContain("No pull request is blocked.");
});

test("follows by itself, once for what comes in quick succession", async () => {
  const { alice, settled, dashboard, sandbox } = await shop({ env: { DASHBOARD_DELAY: "1s" } });
  await settled();
  const before = sandbox.traffic.asked.length;
  for (const title of ["One", "Two", "Three"]) alice.openIssue(title, { milestone: 1 });
  await settled();
  const path = new RegExp(`/issues/${dashboard().number}$`);
  const written = sandbox.traffic.asked
    .slice(before)
    .filter((asked) => asked.method === "PATCH" && path.test(asked.path));
  expect(written).toHaveLength(1);
  expect(dashboard().body).toContain("0 of 4");
});

test("closed or unpinned by somebody it stays so, and is kept up to date", async () => {
  const { refresh, alice, settled, dashboard, dashboards } = await shop();
  await refresh();
  alice.close(dashboard().number);
  dashboard().pinned = false;
  await settled();
  alice.close(1);
  await refresh();
  expect(dashboards()).toHaveLength(1);
  expect(dashboard()).toMatchObject({ state: "closed", pinned: false });
  expect(dashboard().body).toContain("**30 %** of the delivery is done");
});

test("what people change in it is put back: label, title and text", async () => {
  const { refresh, alice, settled, dashboard, dashboards, labels } = await shop();
  await refresh();
  const { number, body } = dashboard();
  alice.unlabel(number, "milegate");
  await settled();
  alice.edit(number, { title: "Ours", body: "mine <!-- milegate:dashboard -->" });
  await settled();
  expect(dashboards()).toHaveLength(1);
  expect(dashboard()).toMatchObject({ number, body });
  expect(labels(number)).toEqual(["milegate"]);
});

test("an issue of somebody else that looks like it is left alone", async () => {
  const { refresh, alice, dashboards } = await shop();
  alice.createLabel("milegate");
  const fake = alice.openIssue("Delivery dashboard", { body: "<!-- milegate:dashboard -->" });
  alice.label(fake.number, "milegate");
  await refresh();
  expect(dashboards().map(({ author }) => author?.login)).toEqual(["alice", "milegate[bot]"]);
  expect(fake.body).toBe("<!-- milegate:dashboard -->");
});

test("finds no room to be pinned in, and is there all the same", async () => {
  const { refresh, alice, dashboard, shop: repository } = await shop();
  for (const title of ["A", "B", "C"]) alice.openIssue(title);
  for (const item of repository.items)
    if (item.kind === "issue" && ["A", "B", "C"].includes(item.title)) item.pinned = true;
  await refresh();
  expect(dashboard().pinned).toBe(false);
});

test("there is none where the plan says so, or is invalid, or where there is no plan", async () => {
  const off = await shop({ files: { ".github/milegate.yml": "version: 1\ndashboard: false\n" } });
  await off.refresh();
  const invalid = await shop({ files: { ".github/milegate.yml": "version: 2\n" } });
  await invalid.refresh();
  expect([off.dashboards(), invalid.dashboards()]).toEqual([[], []]);
  const idle = await start();
  idle.as("alice").createMilestone("Backlog");
  await idle.look({ kind: "dashboard" });
  expect(idle.shop.items).toEqual([]);
});
