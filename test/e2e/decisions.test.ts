// Decisions on the boundary review, as GitHub shows what comes of them: SPEC section 6.
import { describe, expect, jest, test } from "@jest/globals";
import type { Comment, WorldItem } from "@milegate/sandbox";
import { createIssue, makeCategory } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

// A decision takes several comments, each with all that follows from it.
jest.setTimeout(120_000);

const start = useScenario();

const ROLES = { alice: "admin", bob: "maintain", carol: "triage" } as const;

/** An MVP that is done and closed, its review, and a pull request of a later phase that waits for it. */
async function boundary(plan = "", { open = 0 } = {}) {
  const files = { ".github/milegate.yml": `version: 1\n${plan}` };
  const scenario = await start({ files, roles: ROLES });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Enhancements", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  for (let at = 0; at < open; at++) alice.openIssue(`Later ${at}`, { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  alice.closeMilestone(1);
  await scenario.settled();
  const review = (): WorldItem => {
    const [found] = scenario.reviews().toReversed();
    if (found === undefined) throw new Error("no review");
    return found;
  };
  const say = async (login: string, body: string, at = review()): Promise<Comment> => {
    const comment = scenario.as(login).comment(at.number, body);
    await scenario.settled();
    return comment;
  };
  const bodies = (item = review()) =>
    item.comments.filter(({ author }) => author?.type === "Bot").map(({ body }) => body);
  const decisions = (item = review()) =>
    item.labels.map(({ name }) => name).filter((name) => name.startsWith("decision: "));
  return { ...scenario, alice, pull, review, say, bodies, decisions, gate: () => scenario.check(pull.number) };
}

const reactions = ({ reactions: given }: Comment) => given.map(({ content }) => content);

test("continue passes the phase for good, closes the review, tells the stakeholders, once", async () => {
  const plan = 'communicate: { mention: [carol, "@octo/leads"] }\ngate: { until: decision }\n';
  const { review, say, bodies, decisions, gate, alice, settled, sandbox, item } = await boundary(plan);
  expect(gate()).toMatch(/^action_required Blocked: Polish waits for MVP \(no decision yet\)/);
  // What is decided here can't be missing here.
  expect(review().body).toContain("**MVP** has met its exit criteria.");
  expect(review().body).not.toMatch(/unmet exit criteria:|no decision yet/);
  sandbox.deliveries.fate = ({ event }) => (event === "issue_comment" ? "twice" : "deliver");
  const comment = await say("bob", "/phase continue it <b>works</b> @carol");
  expect(reactions(comment)).toEqual(["eyes", "rocket"]);
  expect(review()).toMatchObject({ state: "closed", stateReason: "completed" });
  expect(decisions()).toEqual(["decision: continue"]);
  const [record = "", update = "", ...rest] = bodies();
  expect(rest).toEqual([]);
  expect(record).toMatch(
    /^<!-- milegate:decision phase=mvp round=1 outcome=continue .*by=bob .*-->\n### MVP: continue/,
  );
  expect(record).toContain("Decided by bob on ");
  expect(record).not.toMatch(/<b>|@carol/);
  expect(update).toMatch(/^<!-- milegate:update .*-->\n@carol @octo\/leads\n\n\*\*MVP is passed\*\*/);
  expect(review().body).toContain("Nothing is still open in this phase.");
  expect(gate()).toBe("success Open: MVP is passed");
  // Passed for good: neither a bug nor a milestone that is reopened locks it again, and neither opens a round.
  alice.reopen(1);
  alice.reopenMilestone(1);
  await settled();
  alice.closeMilestone(1);
  await settled();
  expect(gate()).toBe("success Open: MVP is passed");
  expect(item(review().number).state).toBe("closed");
  expect((await say("alice", "/phase stop no")).reactions.at(-1)?.content).toBe("confused");
  expect(bodies().at(-1)).toContain("it was decided to continue already. `/phase review mvp` opens a new round.");
});

test("pivot shuts what waits, plans again, and a later continue supersedes; stop shuts every later phase", async () => {
  const { review, say, bodies, decisions, gate, alice, settled, check } = await boundary();
  const enhancement = alice.openPull("Faster");
  alice.setMilestone(enhancement.number, 2);
  await say("bob", "/phase pivot");
  expect(bodies().at(-1)).toContain("it needs a reason: `/phase pivot <reason>`");
  await say("bob", "/phase pivot teams want the import first");
  expect(review().state).toBe("open");
  expect(decisions()).toEqual(["decision: pivot"]);
  expect(review().body).toMatch(
    /## Plan[\s\S]*Planning again, as decided: teams want the import first[\s\S]*## Communicate/,
  );
  expect(gate()).toBe("action_required Blocked: Polish waits for MVP (MVP's review decided to pivot)");
  alice.reopenMilestone(1);
  await settled();
  alice.closeMilestone(1);
  await settled();
  expect(review().state).toBe("open");
  await say("alice", "/phase stop nobody needs it");
  expect(review().state).toBe("closed");
  expect(decisions()).toEqual(["decision: stop"]);
  expect(check(enhancement.number)).toBe("neutral Warning: Enhancement waits for MVP (MVP's review decided to stop)");
  await say("bob", "/phase continue after all");
  expect(decisions()).toEqual(["decision: continue"]);
  expect([gate(), review().state]).toEqual(["success Open: MVP is passed", "closed"]);
});

test("stop shuts every later phase, whatever it requires", async () => {
  const { say, alice, check, settled, review } = await boundary();
  await say("bob", "/phase continue");
  alice.closeMilestone(2);
  await settled();
  await say("bob", "/phase continue --waive nothing was planned", review());
  const pull = alice.openPull("Shine more");
  alice.setMilestone(pull.number, 3);
  await settled();
  expect(check(pull.number)).toBe("success Open: MVP is passed");
  await say("bob", "/phase review enhancement", review());
  await say("bob", "/phase stop enough", review());
  expect(check(pull.number)).toBe(
    "action_required Blocked: Polish waits for Enhancement (Enhancement's review decided to stop)",
  );
});

test("a quorum of people who agree decides; who changes their mind counts once; a concern holds it back", async () => {
  const { review, say, bodies, decisions } = await boundary("review: { quorum: 2 }\n");
  await say("alice", "/phase continue");
  expect(bodies().at(-1)).toContain("It is decided when one more person gives the same vote.");
  await say("alice", "/phase continue");
  await say("bob", "/phase pivot not yet");
  expect(bodies().at(-1)).toMatch(/\| alice \| continue \|\n\| bob \| pivot \|/);
  expect(decisions()).toEqual([]);
  expect(reactions(await say("carol", '/phase concern "data loss" @alice nobody tried'))).toEqual(["eyes", "rocket"]);
  expect(reactions(await say("bob", "/phase continue"))).toEqual(["eyes", "confused"]);
  expect(bodies().at(-1)).toContain("it is held back by a concern: data loss (carol)");
  expect(reactions(await say("carol", "/phase resolve nothing"))).toEqual(["eyes", "confused"]);
  await say("carol", "/phase resolve Data Loss");
  expect(decisions()).toEqual([]);
  await say("bob", "/phase continue");
  expect(decisions()).toEqual(["decision: continue"]);
  expect(bodies().find((body) => body.includes("milegate:decision"))).toContain("Decided by alice and bob on");
  expect(review().state).toBe("closed");
});

test("unmet criteria refuse a continue, unless they are waived with a reason; boxes may be asked for, too", async () => {
  const { review, say, bodies, gate, alice, settled } = await boundary("review: { complete_checklist: true }\n", {
    open: 2,
  });
  alice.edit(review().number, {
    body: review().body.replace(/(## Review[\s\S]*?)(## Decide)/, (all) => all.replaceAll("[ ]", "[x]")),
  });
  await settled();
  await say("bob", "/phase continue");
  expect(bodies().at(-1)).toContain("exit criteria are unmet: Every issue is closed (1 of 3 issues closed)");
  await say("bob", "/phase continue --waive");
  expect(bodies().at(-1)).toContain("it needs a reason: `/phase continue --waive <reason>`");
  alice.edit(review().number, { body: review().body.replace("- [x] What was learned", "- [ ] What was learned") });
  await settled();
  await say("bob", "/phase continue --waive they can wait");
  expect(bodies().at(-1)).toContain("1 box of the section Review is not ticked yet");
  alice.edit(review().number, { body: review().body.replace("- [ ] What was learned", "- [x] What was learned") });
  await settled();
  await say("bob", "/phase continue --waive they can wait");
  expect(bodies().at(-1)).toContain("Waived, although unmet: Every issue is closed \\(1 of 3 issues closed\\).");
  expect(review().body).toMatch(/carry-over` moves them all[\s\S]*- \[ \] \[#\u200B2 Later 0\][\s\S]*## Communicate/);
  expect(gate()).toBe("success Open: MVP is passed");
  await say("bob", "/phase carry-over nowhere");
  expect(bodies().at(-1)).toContain("there is no phase `nowhere`. The phases are: `mvp`, `enhancement`, `polish`.");
  await say("bob", "/phase carry-over");
  expect(bodies().at(-1)).toContain("Moved 2 open issues of MVP to Enhancement, into [Enhancements]");
});

test("a review that people have filled to the last character is decided all the same, with what still fits", async () => {
  const { review, say, decisions, alice, settled, gate } = await boundary("", { open: 20 });
  const fill = async () => {
    alice.edit(review().number, { body: `${review().body}${"y".repeat(65_536 - review().body.length)}` });
    await settled();
  };
  await fill();
  await say("bob", "/phase pivot first the import");
  await fill();
  await say("bob", "/phase continue --waive they can wait");
  expect([review().state, decisions(), gate()]).toEqual([
    "closed",
    ["decision: continue"],
    "success Open: MVP is passed",
  ]);
  expect(review().body.length).toBeLessThanOrEqual(65_536);
});

test("carry_over: move moves by itself, to the milestone that is due first", async () => {
  const { say, bodies, item } = await boundary("review: { carry_over: move }\n", { open: 2 });
  await say("bob", "/phase continue --waive they can wait");
  expect([2, 3].map((number) => item(number).milestone?.title)).toEqual(["Enhancements", "Enhancements"]);
  expect(bodies().filter((body) => body.includes("Moved 2 open issues"))).toHaveLength(1);
});

test.each<[string, string[], boolean, RegExp]>([
  ["begins a discussion, once", ["Announcements"], true, /Also a discussion in Announcements: http/],
  ["says that the category is missing", ["Ideas"], true, /there is no category Announcements here/],
  ["says that it may not", ["Announcements"], false, /It needs the permission "discussions: write"/],
])("the update for stakeholders %s", async (_name, categories, permitted, said) => {
  const { say, bodies, shop, sandbox, review } = await boundary("communicate: { discussions: Announcements }\n");
  shop.discussionCategories.push(...categories.map((name) => makeCategory(sandbox.world, name)));
  if (!permitted) delete sandbox.world.app.permissions["discussions"];
  // The answer to the comment is lost, so that all of it is done again.
  const match = new RegExp(`^POST .*/issues/${review().number}/comments$`);
  sandbox.traffic.faults.push({ match, status: 502, after: true, times: 1 });
  await say("bob", "/phase continue");
  expect(bodies().filter((body) => said.test(body))).toHaveLength(1);
  expect(shop.discussions.map(({ title }) => title)).toEqual(said.source.startsWith("Also") ? ["MVP is passed"] : []);
});

describe("a record that permits and is gone is as if it had never been", () => {
  test.each([["deleted"], ["edited"]])("%s: the gate shuts again, and a comment says so, once", async (how) => {
    const { review, say, bodies, decisions, gate, alice, settled } = await boundary("gate: { until: decision }\n");
    await say("bob", "/phase pivot first the import");
    await say("bob", "/phase continue");
    expect(gate()).toBe("success Open: MVP is passed");
    const record = review().comments.find(({ body }) => body.includes("outcome=continue"));
    if (record === undefined) throw new Error("no record");
    if (how === "deleted") alice.deleteComment(review().number, record);
    else alice.editComment(review().number, record, `${record.body} indeed`);
    await settled();
    expect(decisions()).toEqual(["decision: pivot"]);
    expect(gate()).toBe("action_required Blocked: Polish waits for MVP (MVP's review decided to pivot)");
    expect(bodies().filter((body) => body.includes("is withdrawn"))).toHaveLength(1);
  });
});

test("labels: a missing one is put back, a stricter one of somebody's stands, a milder one doesn't; forged records count for nothing", async () => {
  const { review, say, decisions, gate, alice, as, settled } = await boundary();
  as("carol").label(review().number, "decision: continue");
  const forged = (body: string) => as("mallory").comment(review().number, body);
  forged(
    "<!-- milegate:decision phase=mvp round=1 outcome=stop reason= deciders=alice waived= by=alice command=1 line=1 at=2026-03-01T12%3A00%3A00.000Z -->",
  );
  await settled();
  expect(gate()).toBe("success Open: MVP is passed");
  await say("bob", "/phase pivot first the import");
  expect(gate()).toContain("decided to pivot");
  alice.unlabel(review().number, "decision: pivot");
  await settled();
  expect(decisions().toSorted()).toEqual(["decision: continue", "decision: pivot"]);
  as("carol").label(review().number, "decision: stop");
  await settled();
  expect(gate()).toContain("decided to stop");
});

test("/phase review opens a round now, answers with the one that is open, and after a decision opens the next", async () => {
  const { review, reviews, say, bodies, alice, settled, item } = await boundary();
  await say("bob", "/phase review");
  expect(reviews()).toHaveLength(1);
  expect(bodies().at(-1)).toContain("The review of MVP, round 1: [Boundary review: MVP → Enhancement](");
  await say("bob", "/phase continue");
  await say("bob", "/phase review");
  expect(reviews()).toHaveLength(2);
  expect(review().body).toContain("<!-- milegate:review phase=mvp round=2 ");
  // Milestones that are open when somebody asks don't supersede what they asked for.
  alice.comment(1, "/phase review polish");
  await settled();
  expect(item(review().number)).toMatchObject({ title: "Boundary review: Polish → done", state: "open" });
  alice.closeMilestone(3);
  await settled();
  expect(reviews()).toHaveLength(3);
  alice.reopenMilestone(3);
  await settled();
  expect(review()).toMatchObject({ state: "closed", stateReason: "not_planned" });
  await say("bob", "/phase continue");
  expect(bodies().at(-1)).toContain("this review was closed without a decision");
  await say("carol", "/phase continue", item(1));
  expect(item(1).comments.at(-1)?.body).toContain("it works on boundary reviews only");
});

test("two reviews of one round: the lower number stays", async () => {
  const { review, reviews, sandbox, settled, look } = await boundary();
  const first = review();
  const actor = { account: sandbox.world.app.bot, installation: sandbox.world.installations[0] ?? null };
  const [repository] = sandbox.world.repositories;
  if (repository === undefined) throw new Error("no repository");
  createIssue(
    { world: sandbox.world, repository, actor },
    { title: first.title, body: first.body, labels: ["boundary review", "phase: mvp"] },
  );
  await look({ kind: "phases" });
  await settled();
  expect(reviews().map(({ state }) => state)).toEqual(["open", "closed"]);
});

test("one decision that turns a hundred pull requests takes few requests", async () => {
  const { alice, sandbox, counting, as, review, look, check } = await boundary("gate: { until: decision }\n");
  sandbox.deliveries.fate = () => "lose";
  const pulls = Array.from({ length: 99 }, (_each, at) => alice.openPull(`Shine ${at}`).number);
  for (const number of pulls) alice.setMilestone(number, 3);
  sandbox.deliveries.fate = () => "deliver";
  await look({ kind: "phases" });
  const { read, write } = await counting(() => void as("bob").comment(review().number, "/phase continue"));
  process.stdout.write(
    `A decision on a phase with 100 open later-phase pull requests: ${read} reads, ${write} writes\n`,
  );
  expect(pulls.every((number) => check(number) === "success Open: MVP is passed")).toBe(true);
  expect(read).toBeLessThanOrEqual(12);
  expect(write).toBeLessThanOrEqual(14);
});
