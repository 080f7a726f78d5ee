// Comments as people write them: where commands stand, how many, what words they have, and texts that are made to be slow.
import { describe, expect, test } from "@jest/globals";
import type { Comment } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();

const PLAN = `phases:
  - { id: p1, name: Phase 1, milestones: ["Alpha*"], criteria: [tasks-done] }
  - { id: p2, name: Phase 2, milestones: ["Beta*"] }
  - { id: p3, name: Phase 3, milestones: ["Gamma*"] }
`;

async function shop() {
  const roles = { alice: "admin", bob: "triage", carol: "maintain" } as const;
  const scenario = await start({ files: { ".github/milegate.yml": PLAN }, roles });
  const alice = scenario.as("alice");
  for (const title of ["Alpha", "Beta", "Gamma"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  await scenario.settled();
  const answers = (number = 1) =>
    scenario
      .item(number)
      .comments.filter(({ author, body }) => author?.type === "Bot" && body.includes("milegate:reply"))
      .map(({ body }) => body);
  const milestone = (number = 1) => scenario.item(number).milestone?.title ?? null;
  return { ...scenario, alice, bob: scenario.as("bob"), carol: scenario.as("carol"), answers, milestone };
}

const reactions = (comment: Comment) => comment.reactions.map(({ content }) => content);
const DONE = ["eyes", "rocket"];
const REFUSED = ["eyes", "confused"];

describe("a command is carried out", () => {
  test.each([
    ["right behind a block of HTML", "<details><summary>Log</summary>\n\nText\n\n</details>\n/phase clear"],
    ["at the margin below a list", "Done:\n- log in\n- log out\n/phase clear"],
    ["below a table", "| a |\n| - |\n| b |\n/phase clear"],
    ["above an e-mail's quote and signature", "/phase clear\n-- \nBob\n\n> /phase set p3\n> Bob"],
    ["with Windows line ends, indented", "Hello,\r\n  /phase clear\r\nthanks"],
  ])("%s", async (_name, body) => {
    const { bob, settled, milestone } = await shop();
    const comment = bob.comment(1, body);
    await settled();
    expect([reactions(comment), milestone()]).toEqual([DONE, null]);
  });
});

describe("a comment that is slow to make a tree of is read", () => {
  test.each(["**a", "a\n=\n", "*_", "](", "~~a", "a\n-\n", "> ", "<", "` ``", "[a]: b\n"])("%j", async (unit) => {
    const { bob, settled, milestone } = await shop();
    const comment = bob.comment(1, `${unit.repeat(Math.floor(65_000 / unit.length))}\n\n/phase clear`);
    await settled();
    expect([reactions(comment), milestone()]).toEqual([DONE, null]);
  });

  test("and so is a milestone's description, for tasks", async () => {
    const { alice, as, settled, answers } = await shop();
    alice.editMilestone(1, { description: `${"a\n=\n".repeat(5_000)}\n\n- [ ] open\n- [x] done` });
    as("mallory").comment(1, "/phase status");
    await settled();
    expect(answers()[0]).toContain("1 of 2 tasks ticked");
  });
});

describe("several in one comment", () => {
  test("the same one is carried out once", async () => {
    const { as, settled, answers } = await shop();
    const comment = as("mallory").comment(1, "/phase status\n".repeat(20));
    await settled();
    expect(answers()).toHaveLength(1);
    expect(answers()[0]?.match(/\| Phase 1 \|/g)).toHaveLength(1);
    expect(reactions(comment)).toEqual(DONE);
  });

  test("ten are carried out, the rest is refused, in one reply", async () => {
    const { bob, settled, answers, milestone } = await shop();
    const sets = Array.from({ length: 12 }, (_each, at) => `/phase set p${1 + (at % 3)}`);
    const comment = bob.comment(1, ["/phase status", ...sets].join("\n"));
    await settled();
    expect(milestone()).toBe("Gamma");
    expect(answers()).toHaveLength(1);
    expect(answers()[0]).toContain("one comment carries out 10 commands at most");
    expect(answers()[0]).toContain("**`/phase status`**\n\n| Phase | State |");
    expect(reactions(comment)).toEqual(REFUSED);
  });

  test("nothing to say is no reply", async () => {
    const { bob, settled, answers } = await shop();
    bob.comment(1, "/phase set p2\n/phase clear");
    await settled();
    expect(answers()).toEqual([]);
  });
});

describe("a phase's name of two words", () => {
  test.each<[string, string]>([
    ["/phase defer Phase 3", "Gamma"],
    ["/phase defer Phase 3 too big", "Gamma"],
    ["/phase defer “phase 3” too big", "Gamma"],
    ["/phase set phase 3", "Gamma"],
    ["/phase defer too big for Phase 1", "Beta"],
  ])("%s", async (body, expected) => {
    const { bob, settled, milestone } = await shop();
    const comment = bob.comment(1, body);
    await settled();
    expect([reactions(comment), milestone()]).toEqual([DONE, expected]);
  });

  test.each(["/phase defer Phase", "/phase defer Phase 9 too big", "/phase defer Phse 3"])(
    "%s is refused",
    async (body) => {
      const { bob, settled, milestone, answers } = await shop();
      const comment = bob.comment(1, body);
      await settled();
      expect([reactions(comment), milestone()]).toEqual([REFUSED, "Alpha"]);
      expect(answers()[0]).toContain("Did you mean `phase ");
      expect(answers()[0]).toContain("The phases are: `p1` (`Phase 1`), `p2` (`Phase 2`), `p3` (`Phase 3`).");
    },
  );
});

describe("in the wrong place", () => {
  test("the open review is named, with who may", async () => {
    const { bob, carol, settled, answers, reviews } = await shop();
    bob.comment(1, "/phase continue");
    await settled();
    expect(answers()[0]).toContain(
      "it works on boundary reviews only (maintain or higher), and this is an issue. None is open; `/phase review` opens one (maintain or higher).",
    );
    carol.comment(1, "/phase review");
    await settled();
    const [review] = reviews();
    bob.comment(1, "/phase concern security\n/phase status");
    await settled();
    expect(answers().at(-1)).toContain("it works on boundary reviews only (triage or higher), and this is an issue.");
    expect(answers().at(-1)).toContain("Open review: [Boundary review: ");
    expect(answers().at(-1)).toMatch(
      new RegExp(`Give it on \\[Boundary review: .*\\]\\(.*/issues/${review?.number}\\)`),
    );
  });

  test("the issue that a pull request closes is named", async () => {
    const { alice, bob, settled, answers } = await shop();
    const pull = alice.openPull("Log in", { body: "Closes #1" });
    await settled();
    bob.comment(pull.number, "/phase drop too big");
    await settled();
    expect(answers(pull.number)[0]).toMatch(/it works on issues only .* Give it on \[\\?#\u200B?1\]\(.*\/issues\/1\)/);
  });

  test("an unknown verb shows what works there, as help does", async () => {
    const { as, settled, answers } = await shop();
    as("mallory").comment(1, "/phase stauts");
    as("mallory").comment(1, "/phase help");
    await settled();
    expect(answers()[0]).toContain("Did you mean `/phase status`? `/phase help` lists what works here.");
    expect(answers()[0]).not.toMatch(/override|continue|carry-over/);
    expect(answers()[1]).toContain("| `/phase drop <reason>` | triage or higher |");
    expect(answers()[1]).not.toContain("| `/phase override");
    expect(answers()[1]).toContain("On reviews: `/phase continue`, ");
  });
});
