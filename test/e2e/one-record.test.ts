// One decision is one comment, which the app adds to and never writes twice: SPEC section 6.
import { describe, expect, jest, test } from "@jest/globals";
import type { WorldItem } from "@milegate/sandbox";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

jest.setTimeout(240_000);

const start = useScenario();
const ROLES = { alice: "admin", bob: "maintain", carol: "triage" } as const;

/** An MVP that was closed with two issues open, its review, and a pull request that waits for the decision. */
async function boundary(plan: string, settings: ScenarioSettings = {}) {
  const files = { ".github/milegate.yml": `gate: { until: decision }\n${plan}` };
  const scenario = await start({ files, roles: ROLES, ...settings });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  for (const title of ["Log in", "Fax", "Pay", "Refund"]) alice.openIssue(title, { milestone: 1 });
  alice.close(1);
  alice.close(2, "not_planned");
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  alice.closeMilestone(1);
  await scenario.settled();
  const review = (): WorldItem => scenario.item(scenario.reviews()[0]?.number ?? 0);
  const say = async (login: string, body: string, number = review().number) => {
    scenario.as(login).comment(number, body);
    await scenario.settled();
  };
  return { ...scenario, alice, pull, review, say, gate: () => scenario.check(pull.number) };
}

/** What the app wrote there, without replies to commands that were refused. */
const written = (item: WorldItem, kind = ""): string[] =>
  item.comments
    .filter(({ author }) => author?.type === "Bot")
    .flatMap(({ body }) => (body.startsWith(`<!-- milegate:${kind}`) ? [body] : []));

test("the record has every vote with its reason, what was waived, the work, and what was carried over since", async () => {
  const { say, review, gate, item } = await boundary("review: { quorum: 2 }\n");
  await say("alice", "/phase continue --waive two can wait");
  await say("bob", "/phase continue --waive @carol is happy");
  expect(gate()).toBe("success Open: MVP is passed");
  const [record = "", ...others] = written(review(), "decision");
  expect(others).toEqual([]);
  expect(written(review()).slice(1)).toEqual([record]);
  expect(record).toContain("Decided by alice and bob on ");
  expect(record).toContain("- **alice**, continue: two can wait\n- **bob**, continue: @\u200Bcarol is happy");
  expect(record).toContain("Waived, although unmet: Every issue is closed \\(1 of 3 issues closed\\).");
  expect(record).toContain("Work: 1 issue is done, 1 is dropped and 2 are left open.");
  expect(record).toMatch(/- \[#\u200B3 Pay\]\(.*\/issues\/3\)\n- \[#\u200B4 Refund\]/);
  expect(record).toMatch(/^<!-- milegate:decision .* settled=yes /);
  await say("bob", "/phase carry-over");
  const [asked = "", ...more] = written(review(), "carry-over");
  expect([more, written(review(), "carried")]).toEqual([[], []]);
  expect(asked).toMatch(/-->\nMoved 2 open issues of MVP to \[Enhancement\]\(.*\)\. bob asked for it\.$/);
  expect(written(review(), "decision")[0]).toMatch(
    /Carried over since: what was still open went to Enhancement, \[as bob asked\]\(/,
  );
  expect([3, 4].map((number) => item(number).milestone?.title)).toEqual(["Enhancement", "Enhancement"]);
  expect(gate()).toBe("success Open: MVP is passed");
});

describe("the update for stakeholders", () => {
  test("is no comment where the plan names nobody", async () => {
    const { say, review } = await boundary("");
    await say("bob", "/phase continue --waive fine");
    expect(written(review())).toHaveLength(1);
  });

  test("says the same as the record in three sentences, and leads to it", async () => {
    const { say, review } = await boundary("communicate: { mention: [carol] }\nreview: { carry_over: move }\n");
    await say("bob", "/phase continue --waive It works. Ship it!");
    const record = review().comments.find(({ body }) => body.startsWith("<!-- milegate:decision"));
    const [update = "", ...others] = written(review(), "update");
    expect(others).toEqual([]);
    const text = update.split("\n\n")[1] ?? "";
    expect(text).toMatch(/^\*\*MVP is passed\*\*: bob decided to continue on .* UTC, because: It works\. Ship it\. /);
    expect(text).toContain(
      "1 issue is done, 1 is dropped and 2 are left open (moved to Enhancement); waived, although unmet: Every issue is closed",
    );
    expect(text).toMatch(
      new RegExp(
        `Next comes Enhancement; all votes and details are in \\[the record\\]\\(.*#issuecomment-${record?.id}\\)\\.$`,
      ),
    );
  });
});

/** More requests than any of these decisions takes; a world for some of them each, as every look costs more with every review. */
const REQUESTS = 22;
const PER_WORLD = 4;
const DEATHS = Array.from({ length: REQUESTS }, (_, requests) => requests);
const WORLDS = DEATHS.filter((requests) => requests % PER_WORLD === 0).map((from) =>
  DEATHS.slice(from, from + PER_WORLD),
);

test.each(WORLDS.map((deaths) => [deaths]))(
  "exactly once, whenever the app dies on the way: requests %j",
  async (deaths) => {
    const files = { ".github/milegate.yml": "communicate: { mention: [carol] }\nreview: { carry_over: move }\n" };
    const scenario = await start({ files, roles: ROLES, crashable: true });
    const { as, settled, dies, item, reviews } = scenario;
    const alice = as("alice");
    for (const title of ["MVP", "Enhancement"]) alice.createMilestone(title);
    const seen: object[] = [];
    for (const requests of deaths) {
      const { number } = alice.openIssue(`Fax ${requests}`, { milestone: 1 });
      if (requests === deaths[0]) alice.closeMilestone(1);
      else alice.comment(number, "/phase review mvp");
      await settled();
      const review = reviews().at(-1)?.number ?? 0;
      dies({ requests, when: requests % 2 === 0 ? "after" : "before" });
      as("bob").comment(review, "/phase continue --waive fine");
      await settled();
      const [record = ""] = written(item(review), "decision");
      seen.push({
        decisions: written(item(review), "decision").length,
        updates: written(item(review), "update").length,
        moved: item(number).milestone?.title,
        state: item(review).state,
        isWhole: record.includes(" settled=yes ") && record.includes("Moved 1 open issue of MVP to"),
        outcome: item(review).body.includes("**Decided: continue**, by bob"),
      });
    }
    const once = { decisions: 1, updates: 1, moved: "Enhancement", state: "closed", isWhole: true, outcome: true };
    expect(seen).toEqual(seen.map(() => once));
  },
  600_000,
);

test.each([3, 7, 23])("exactly once, while reads are behind what the app wrote (seed %i)", async (seed) => {
  const plan = "communicate: { mention: [carol] }\nreview: { carry_over: move }\n";
  const { say, review, item, gate } = await boundary(plan, { lag: { ms: 300, seed, share: seed === 7 ? 1 : 0.5 } });
  await say("bob", "/phase continue --waive fine");
  await say("bob", "/phase carry-over polish");
  expect(["decision", "update", "carry-over"].map((kind) => written(review(), kind).length)).toEqual([1, 1, 1]);
  expect(written(review(), "decision")[0]).toContain("Moved 2 open issues of MVP to");
  expect([3, 4].map((number) => item(number).milestone?.title)).toEqual(["Enhancement", "Enhancement"]);
  expect(gate()).toBe("success Open: MVP is passed");
});

test("what a command recorded counts, once, though reads do not show its comment yet", async () => {
  const { say, review, pull, item, gate } = await boundary("", { lag: { ms: 700, kinds: ["comment"] } });
  await say("bob", "/phase override hotfix", pull.number);
  expect(gate()).toMatch(/^success Overridden: by bob/);
  await say("bob", "/phase override cancel", pull.number);
  expect(gate()).toMatch(/^action_required Blocked: /);
  await say("bob", "/phase continue --waive fine");
  expect(gate()).toBe("success Open: MVP is passed");
  expect(["override ", "override-cancel"].map((kind) => written(item(pull.number), kind).length)).toEqual([1, 1]);
  expect(written(review(), "decision")).toHaveLength(1);
});

describe("an override is one comment", () => {
  test("merged: nothing else is written in the conversation", async () => {
    const { say, alice, settled, pull, item } = await boundary("");
    await say("bob", "/phase override hotfix", pull.number);
    alice.merge(pull.number);
    await settled();
    const [record = "", ...others] = written(item(pull.number));
    expect(others).toEqual([]);
    expect(record).toMatch(/^<!-- milegate:override .* endedAt=/);
    expect(record).toContain("The pull request was closed, so this override has ended.");
  });

  test("closed: it stays ended, and whoever takes that out of the record makes it void", async () => {
    const { say, alice, as, settled, pull, item, gate } = await boundary("");
    await say("bob", "/phase override hotfix", pull.number);
    alice.close(pull.number);
    await settled();
    alice.reopen(pull.number);
    await settled();
    expect(gate()).toMatch(/^action_required Blocked:/);
    expect(written(item(pull.number))).toHaveLength(1);
    const record = item(pull.number).comments.find(({ body }) => body.startsWith("<!-- milegate:override "));
    if (record !== undefined) as("carol").editComment(pull.number, record, record.body.replace(/ endedAt=\S*/, ""));
    await settled();
    expect(gate()).toMatch(/^action_required Blocked:/);
  });
});
