// Commands, as GitHub shows what comes of them: SPEC section 7, `/phase status` and `/phase help`.
import { describe, expect, test } from "@jest/globals";
import type { Comment } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();

async function shop() {
  const scenario = await start();
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.openIssue("Log in | <b>now</b> @alice", { milestone: 1 });
  await scenario.settled();
  const answers = () =>
    scenario
      .item(1)
      .comments.filter(({ author }) => author?.type === "Bot")
      .map(({ body }) => body);
  return { ...scenario, alice, answers };
}

const reactions = (comment: Comment) => comment.reactions.map(({ content, user }) => `${content} ${user.login}`);

test("/phase status shows phases, criteria and what is blocked; anybody may ask", async () => {
  const { as, alice, settled, answers } = await shop();
  alice.createMilestone("Polish");
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  alice.openIssue("Animate", { milestone: 2 });
  const comment = as("mallory").comment(1, "How is it going?\n\n/phase status");
  await settled();
  const [answer = ""] = answers();
  expect(answer).toContain("| MVP | in progress | 0 of 1 |");
  expect(answer).toContain("| Polish | not begun | 0 of 1 |");
  expect(answer).toContain("❌ **Every issue is closed**: 0 of 1 issue closed");
  expect(answer.match(/Every issue is closed/g)).toHaveLength(1);
  expect(answer).not.toContain("Open review");
  expect(answer).toContain("1 pull request is blocked:");
  expect(answer).toContain("- MVP holds 50 % of the planned issues; its share is 30 %.");
  expect(answer).toContain("- Polish already has 1 pull request open, while MVP has 1 issue open. Finish MVP first.");
  expect(answer).not.toContain("<b>");
  expect(answer).not.toContain("@alice");
  expect(reactions(comment)).toEqual(["eyes milegate[bot]", "rocket milegate[bot]"]);
});

test("/phase help lists the commands", async () => {
  const { as, settled, answers } = await shop();
  as("mallory").comment(1, "/phase help");
  await settled();
  expect(answers()).toHaveLength(1);
  expect(answers()[0]).toContain("| `/phase status` | anyone |");
});

test("works in pull requests and on closed issues", async () => {
  const { alice, settled, item } = await shop();
  const pull = alice.openPull("Change");
  alice.comment(pull.number, "/phase help");
  alice.close(1);
  alice.comment(1, "/phase help");
  await settled();
  expect([item(pull.number), item(1)].map(({ comments }) => comments.length)).toEqual([2, 2]);
});

test("several are carried out in order, with one reply that begins with what failed", async () => {
  const { alice, settled, answers } = await shop();
  const comment = alice.comment(1, "/phase stauts\n/phase help\n/phase\n/phase frobnicate `x` @bob");
  await settled();
  expect(answers()).toHaveLength(1);
  expect(answers()[0]).toContain("there is no command `/phase stauts`. Did you mean `/phase status`?");
  expect(answers()[0]).toContain("`/phase` needs a command.");
  expect(answers()[0]).toMatch(/frobnicate[\s\S]*\n\n\*\*`\/phase help`\*\*\n\nCommands stand/);
  expect(reactions(comment)).toEqual(["eyes milegate[bot]", "confused milegate[bot]"]);
});

test("is answered once, however often its delivery arrives, and after a reply that was sent but not confirmed", async () => {
  const { alice, settled, answers, sandbox } = await shop();
  sandbox.traffic.faults.push({ match: /^POST .*\/issues\/1\/comments$/, status: 502, after: true, times: 1 });
  alice.comment(1, "/phase help");
  await settled();
  const delivery = sandbox.deliveries.log.findLast(({ event }) => event === "issue_comment");
  if (delivery === undefined) throw new Error("no delivery");
  sandbox.deliveries.redeliver(delivery);
  sandbox.deliveries.redeliver({ ...delivery, guid: "another" });
  await settled();
  expect(answers()).toHaveLength(1);
});

describe("nothing comes of", () => {
  test.each([
    ["code", "```\n/phase help\n```"],
    ["a quote", "> /phase help"],
    ["an HTML comment", "<!--\n/phase help\n-->"],
    ["a list", "- /phase help"],
    ["a comment full of fences", "```\n".repeat(2001).concat("/phase help")],
  ])("%s", async (_name, body) => {
    const { alice, settled, answers } = await shop();
    const comment = alice.comment(1, body);
    await settled();
    expect([answers(), comment.reactions]).toEqual([[], []]);
  });

  test("an edit, a bot's comment, or a comment in a repository without a plan", async () => {
    const { alice, settled, answers, sandbox, item } = await shop();
    const comment = alice.comment(1, "hello");
    await settled();
    alice.editComment(1, comment, "/phase help");
    await settled();
    alice.editMilestone(1, { title: "Backlog" });
    alice.comment(1, "/phase help");
    await settled();
    expect(answers()).toEqual([]);
    expect(sandbox.world.app.bot.login).toBe("milegate[bot]");
    expect(item(1).comments).toHaveLength(2);
  });
});

test("one that was edited before it was read is refused, for nobody knows whose words it has", async () => {
  const { alice, as, settled, answers, sandbox } = await shop();
  sandbox.deliveries.fate = () => "hold";
  const comment = as("mallory").comment(1, "/phase help");
  alice.editComment(1, comment, "/phase status");
  sandbox.deliveries.fate = () => "deliver";
  sandbox.deliveries.release();
  await settled();
  expect(answers()[0]).toContain("the comment was edited before it was read");
  expect(reactions(comment)).toEqual(["eyes milegate[bot]", "confused milegate[bot]"]);
});

test("a comment that GitHub lets nothing be done about does not hold up those after it", async () => {
  const { alice, settled, sandbox, item } = await shop();
  sandbox.deliveries.fate = () => "hold";
  const stuck = alice.comment(1, "/phase help");
  sandbox.deliveries.fate = () => "deliver";
  const faults = [{ match: new RegExp(`POST .*/comments/${stuck.id}/reactions`), status: 422 }];
  sandbox.traffic.faults.push(...faults);
  const after = alice.comment(1, "/phase clear");
  await settled();
  expect([reactions(stuck), reactions(after)]).toEqual([[], ["eyes milegate[bot]", "rocket milegate[bot]"]]);
  expect(item(1).milestone).toBeNull();
  sandbox.traffic.faults.length = 0;
  sandbox.deliveries.release((held) => held);
  await settled();
  expect(reactions(stuck)).toEqual(["eyes milegate[bot]", "rocket milegate[bot]"]);
});
