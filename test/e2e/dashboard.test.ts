// The dashboard, as GitHub shows it: SPEC section 8.
import { expect, test } from "@jest/globals";
import type { Person, WorldIssue, WorldItem } from "@milegate/sandbox";
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
  const isIssue = (item: WorldItem): item is WorldIssue => item.kind === "issue";
  const dashboards = () => scenario.shop.items.filter(isIssue).filter(({ title }) => title === "Delivery dashboard");
  const dashboard = (): WorldIssue => {
    const [issue] = dashboards();
    if (issue === undefined) throw new Error("there is no dashboard");
    return issue;
  };
  return { ...scenario, alice, pull, dashboards, dashboard, refresh: () => scenario.look({ kind: "dashboard" }) };
}

test("is one pinned issue, which says how the delivery stands and what is blocked", async () => {
  const { refresh, alice, dashboard, dashboards, labels } = await shop();
  alice.openIssue("Animate", { milestone: 2 });
  await refresh();
  await refresh();
  expect(dashboards()).toHaveLength(1);
  expect(dashboard()).toMatchObject({ state: "open", pinned: true, author: { login: "milegate[bot]" } });
  expect(labels(dashboard().number)).toEqual(["milegate"]);
  const { body } = dashboard();
  expect(body).toContain("**0 %** of the delivery is done");
  expect(body).toMatch(/\| \*\*MVP\*\*<br>in progress \| ░{5} 0 %<br>0 of 1 \| 50 %<br>planned 30 % \|/);
  expect(body).toContain("Milestones: [MVP](");
  expect(body).toMatch(/- \[#\u200B?2 Shine\]\(.*\): Polish waits for MVP/);
  expect(body).toContain("```mermaid\ngantt");
  expect(body).toContain("MVP holds 50 % of the planned issues; its share is 30 %.");
  expect(body).toContain("Polish already has 1 pull request open, while MVP has 1 issue open.");
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

test("there is none where the plan says so, or where there is no plan", async () => {
  const off = await shop({ files: { ".github/milegate.yml": "version: 1\ndashboard: false\n" } });
  await off.refresh();
  expect(off.dashboards()).toEqual([]);
  const idle = await start();
  idle.as("alice").createMilestone("Backlog");
  await idle.look({ kind: "dashboard" });
  expect(idle.shop.items).toEqual([]);
});

test("is closed where the plan does not want it any more, and opened again where it does", async () => {
  const { refresh, alice, dashboard, settled } = await shop();
  await refresh();
  const { body } = dashboard();
  const plan = async (text: string) => {
    alice.push("main", { ".github/milegate.yml": text });
    await settled();
    await refresh();
  };
  await plan("version: 1\ndashboard: false\n");
  expect(dashboard()).toMatchObject({ state: "closed", stateReason: "not_planned" });
  expect(dashboard().body).toContain("the plan says `dashboard: false`");
  alice.edit(dashboard().number, { body: `${body} mine` });
  await settled();
  expect(dashboard().body).toContain("the plan says `dashboard: false`");
  await plan("version: 1\n");
  expect(dashboard()).toMatchObject({ state: "open", body });
  alice.close(dashboard().number);
  await plan("version: 1\nphases: []\n");
  await plan("version: 1\n");
  expect(dashboard()).toMatchObject({ state: "closed", body });
});

test("of two the older one stays; the other says so and is closed, and takes its place when that is gone", async () => {
  const { refresh, dashboards, dashboard, shop: repository } = await shop();
  await refresh();
  const first = dashboard();
  const second = {
    ...first,
    id: first.id + 10_000,
    number: 77,
    labels: [...first.labels],
    comments: [],
    pinned: false,
  };
  repository.items.push(second);
  await refresh();
  expect(first).toMatchObject({ state: "open", body: expect.stringContaining("of the delivery is done") });
  expect(second).toMatchObject({ state: "closed", body: expect.stringContaining(`that is #${first.number}`) });
  repository.items.splice(repository.items.indexOf(first), 1);
  await refresh();
  expect(dashboards()).toEqual([second]);
  expect(second).toMatchObject({ state: "open", body: expect.stringContaining("of the delivery is done") });
});

/** What of the dashboard is under a heading. */
const under = (body: string, heading: string) => body.split(`### ${heading}\n\n`)[1]?.split("\n\n")[0] ?? "";

test("tells every decision and every override in force, and which records are ignored", async () => {
  const { refresh, as, alice, settled, dashboard, item, pull, reviews, settles } = await shop();
  const say = async (login: string, item: number, body: string) => {
    const comment = as(login).comment(item, body);
    await settled();
    return comment;
  };
  alice.openIssue("Animate", { milestone: 2 });
  await say("alice", pull.number, "/phase override customers wait | @bob");
  alice.close(1);
  alice.closeMilestone(1);
  await settled();
  const [review] = reviews();
  if (review === undefined) throw new Error("no review");
  const listed =
    /### Overrides used \(1\)\n\n- \[#\u200B?2 Shine\]\(\S+\), [-\d]+, \[by alice\]\(\S+\): customers wait/;
  expect(item(review.number).body).toMatch(listed);
  expect(item(review.number).body).toContain("⚠️ MVP holds 50 % of the planned issues; its share is 30 %.");
  await say("alice", pull.number, "/phase override cancel");
  expect(item(review.number).body).toMatch(listed);
  await say("alice", pull.number, "/phase override customers wait | @bob");
  expect(item(review.number).body).toContain("### Overrides used (2)");
  await say("alice", review.number, "/phase pivot they want less");
  await say("alice", review.number, "/phase continue now it sells");
  await say("mallory", review.number, "<!-- milegate:decision phase=mvp -->");
  await say("mallory", pull.number, "> <!-- milegate:override reason=mine -->");
  alice.label(review.number, "decision: stop");
  await settled();
  await refresh();
  const { body } = dashboard();
  expect(under(body, "Decisions")).toMatch(
    /^- \*\*MVP\*\*: \[pivot\]\(\S+#issuecomment-\d+\), [-\d]+, by alice: they want less\n- \*\*MVP\*\*: \[continue\]\(\S+\), [-\d]+, by alice: now it sells$/,
  );
  expect(under(body, "Overrides in force")).toMatch(
    /^- \[#\u200B?2 Shine\]\(\S+\) until [-\d]+ [:\d]+ UTC, \[by alice\]\(\S+#issuecomment-\d+\): customers wait \\\| @\u200B?bob$/,
  );
  const problems = under(body, "Problems");
  expect(problems.match(/\[Record ignored: mallory wrote it, not the app\]/g)).toHaveLength(2);
  expect(problems).toContain('[Somebody put the label "decision: stop" on, but the decision is "continue".');
  expect(await settles()).toEqual([]);
});

test("turns when an override expires", async () => {
  const expiring = "version: 1\ngate: { override: { expires: 7s } }\n";
  const { alice, pull, settled, dashboard, sandbox } = await shop({
    env: { DASHBOARD_DELAY: "1s" },
    files: { ".github/milegate.yml": expiring },
  });
  alice.comment(pull.number, "/phase override hurry");
  await settled();
  const told = sandbox.traffic.asked.filter(
    ({ method, body }) => method !== "GET" && /by alice.*hurry/.test(JSON.stringify(body)),
  );
  expect(told.map(({ path }) => path)).toContain(`/repos/octo/shop/issues/${dashboard().number}`);
  expect(dashboard().body).not.toContain("### Overrides in force");
  expect(under(dashboard().body, "Blocked")).toContain("Shine");
});

test.each<[string, (alice: Person) => void]>([
  ["deleted", (alice) => alice.deleteLabel("milegate")],
  ["renamed", (alice) => alice.renameLabel("milegate", "robots")],
])("is found again although its label was %s", async (_what, act) => {
  const { refresh, alice, settled, dashboards, labels } = await shop();
  await refresh();
  act(alice);
  await settled();
  await refresh();
  expect(dashboards()).toHaveLength(1);
  expect(labels(dashboards()[0]?.number ?? 0)).toContain("milegate");
});

test("says what GitHub did not let the app answer, though the command was carried out", async () => {
  const { refresh, alice, as, pull, settled, item, dashboard } = await shop();
  await refresh();
  alice.lock(pull.number);
  alice.comment(pull.number, "/phase set mvp");
  alice.comment(pull.number, "/phase pivot It <b>does not</b> sell");
  await settled();
  await refresh();
  expect(item(pull.number).milestone?.title).toBe("MVP");
  const problems = under(dashboard().body, "Problems");
  expect(problems.match(/\[A command on #\u200B?\d+\]\(\S+#issuecomment-\d+\) got no answer/g)).toHaveLength(2);
  expect(problems).toContain("It would have said: It is done.");
  expect(problems).toContain("This was not carried out:");
  expect(problems).not.toContain("<b>");
  const { body } = dashboard();
  as("mallory").comment(1, "/phase help");
  await settled();
  await refresh();
  expect(dashboard().body).toBe(body);
});
