// A review begins with where it stands, from its opening to after the decision. SPEC section 6.
import { expect, jest, test } from "@jest/globals";
import type { WorldItem } from "@milegate/sandbox";
import { closedMvp, topOf } from "./closed-mvp.ts";
import { useScenario } from "./use.ts";

jest.setTimeout(240_000);

const start = useScenario();
const boundary = (plan: string, open: number) => closedMvp(start, plan, open);

const evidence = ({ body }: WorldItem): string => body.split("<!-- milegate:evidence -->")[1] ?? "";

test("votes, concerns and the next step stand at the top; then the outcome, over evidence that is left as it was", async () => {
  const { review, say, alice, settled } = await boundary("review: { quorum: 2 }\n", 1);
  expect(topOf(review())).toMatch(
    /^> \[!WARNING\]\n> \*\*MVP\*\* was closed with unmet exit criteria: .*\n\n\*\*Next step:\*\* 2 people who may decide/,
  );
  expect(topOf(review())).toContain(
    "`/phase continue --waive <reason>`, `/phase pivot <reason>` or `/phase stop <reason>`",
  );
  await say("alice", "/phase continue --waive @bob it can wait");
  expect(topOf(review())).toContain(
    "**Next step:** one more person who may decide (maintain or higher) comments here: `/phase continue --waive <reason>`.",
  );
  expect(topOf(review())).toContain(
    "**Votes so far** (2 people who agree decide):\n\n- **alice**, continue: @\u200Bbob it can wait",
  );
  await say("carol", '/phase concern "data loss" nobody tried a restore');
  expect(topOf(review())).toContain(
    '**Next step:** carol, or somebody who may decide (maintain or higher), resolves the concern here: `/phase resolve "data loss"`.',
  );
  expect(topOf(review())).toMatch(/\*\*Open concerns:\*\*\n\n- \[data loss\]\(.*\), by carol: nobody tried a restore$/);
  await say("carol", '/phase resolve "data loss"');
  expect(topOf(review())).not.toContain("concern");
  const before = evidence(review());
  await say("bob", "/phase continue --waive customers wait");
  expect(topOf(review())).toMatch(
    /^\*\*Decided: continue\*\*, by alice and bob on \[.* UTC\]\(.*#issuecomment-\d+\): @\u200Bbob it can wait; customers wait\. MVP is passed for good; next comes Enhancement\./,
  );
  expect(topOf(review())).toContain("Waived, although unmet: Every issue is closed \\(1 of 2 issues closed\\).");
  expect(topOf(review())).toContain(
    "**Next step:** somebody who may decide (maintain or higher) moves what is still open",
  );
  expect(review().body).not.toMatch(/gate stays shut/i);
  alice.close(2);
  await settled();
  expect(evidence(review()).split("## Plan")[0]).toBe(before.split("## Plan")[0]);
  await say("bob", "/phase carry-over");
  expect(topOf(review())).not.toContain("Next step");
  // The commands that work there are others now.
  expect(review().body).toMatch(
    /To decide again, on a line of its own in a comment:\n\n- `\/phase review mvp`: opens a new round\n\nAlso here: [^\n]*$/,
  );
});

test("a pivot, a stop and their reasons stand at the top, in /phase status, and say how they are superseded", async () => {
  const { review, say } = await boundary("", 0);
  expect(topOf(review())).toBe(
    "**Next step:** somebody who may decide (maintain or higher) comments here: `/phase continue [reason]`, `/phase pivot <reason>` or `/phase stop <reason>`.\n\n**MVP** has met its exit criteria.",
  );
  await say("bob", "/phase pivot teams want the import first");
  expect(topOf(review())).toMatch(
    /^\*\*Decided: pivot\*\*, by bob on .*: teams want the import first\. MVP is not passed/,
  );
  expect(topOf(review())).toContain(
    "Then somebody who may decide (maintain or higher) comments here: `/phase continue [reason]` or `/phase stop <reason>`.",
  );
  const status = await say("carol", "/phase status", 1);
  expect(status).toMatch(/MVP is not passed: \[decided to pivot\]\(.*\), by bob: teams want the import first\./);
  expect(status).toMatch(/Open review: \[Boundary review: MVP → Enhancement\]\(.*\/issues\/3\), round 1\./);
  await say("bob", "/phase stop nobody needs it");
  expect(topOf(review())).toMatch(
    /^\*\*Decided: stop\*\*, by bob on .*: nobody needs it\. MVP is not passed, and every later phase is shut\./,
  );
  expect(await say("carol", "/phase status", 1)).toMatch(
    /MVP is not passed: \[decided to stop\]\(.*\), by bob: nobody needs it\./,
  );
});

test("one that was closed without a decision says so, whoever closed it", async () => {
  const { review, reviews, item, alice, settled } = await boundary("", 0);
  alice.close(review().number);
  await settled();
  expect(topOf(review())).toMatch(
    /^\*\*Closed without a decision\.\*\* `\/phase review mvp` \(maintain or higher\) opens the next round/,
  );
  alice.reopen(review().number);
  await settled();
  expect(topOf(review())).toContain("**Next step:**");
  alice.reopenMilestone(1);
  await settled();
  expect(topOf(item(reviews()[0]?.number ?? 0))).toMatch(/^\*\*Closed without a decision\.\*\*/);
});

test("/phase status shows no criteria of a phase that has not begun", async () => {
  const { say, alice, settled } = await boundary("", 1);
  alice.reopenMilestone(1);
  alice.openIssue("Icons", { milestone: 3 });
  await settled();
  const status = await say("carol", "/phase status", 1);
  expect(status).toContain("| Polish | not begun | 0 of 1 |");
  expect(status.match(/^\*\*.+\*\*$/gm)).toEqual(["**MVP**", "**To look at**"]);
});

test("a refusal names everything that is in the way: the role, a concern, boxes, criteria, a missing reason", async () => {
  const { say } = await boundary("review: { complete_checklist: true }\n", 1);
  await say("carol", "/phase concern security nobody looked");
  const refused = await say("carol", "/phase continue");
  for (const part of [
    "4 things are in the way",
    "it needs the role maintain or higher, and GitHub says that yours is triage.",
    "it is held back by a concern: security (carol). `/phase resolve security` by whoever raised it, or maintain or higher.",
    "3 boxes of the section Review are not ticked yet",
    "exit criteria are unmet: Every issue is closed (1 of 2 issues closed). Meet them, or give `/phase continue --waive <reason>`.",
  ])
    expect(refused).toContain(part);
  const waived = await say("bob", "/phase continue --waive");
  expect(waived).toContain("3 things are in the way");
  expect(waived).toContain("it needs a reason: `/phase continue --waive <reason>`.");
  expect(waived).not.toContain("exit criteria are unmet");
  expect(await say("bob", "/phase stop")).toMatch(
    /it needs a reason: `\/phase stop <reason>`\.[\s\S]*held back by a concern/,
  );
});

test("of two rounds each says which decision counts", async () => {
  const { review, reviews, item, say } = await boundary("", 0);
  await say("bob", "/phase continue");
  await say("bob", "/phase review");
  expect(topOf(review())).toMatch(/Until then, the \[decision to continue\]\(.*#issuecomment-\d+\) counts\.$/);
  await say("bob", "/phase stop a hole was found");
  const first = item(reviews()[0]?.number ?? 0);
  expect(topOf(first)).toMatch(
    /^\*\*Decided: continue\*\*, by bob on .*\. Another decision counts now: \[stop\]\(.*\)\.$/,
  );
  expect(topOf(review())).toMatch(/^\*\*Decided: stop\*\*, by bob on .*: a hole was found\. MVP is not passed/);
});
