// A review begins with where it stands, from its opening to after the decision; and every next step leads somewhere. SPEC sections 6 and 7.
import { expect, jest, test } from "@jest/globals";
import type { WorldItem } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

jest.setTimeout(240_000);

const start = useScenario();
const ROLES = { alice: "admin", bob: "maintain", carol: "triage" } as const;

/** A closed MVP with so many issues open, its review, and a pull request of a later phase. */
async function boundary(plan: string, open: number) {
  const files = { ".github/milegate.yml": `version: 1\n${plan}` };
  const scenario = await start({ files, roles: ROLES, page: true });
  const { as, item, reviews, settled } = scenario;
  const alice = as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  for (let at = 0; at < open; at++) alice.openIssue(`Later ${at}`, { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  alice.closeMilestone(1);
  await settled();
  const review = (): WorldItem => item(reviews().at(-1)?.number ?? 0);
  /** What the app answered, or recorded. */
  const say = async (login: string, body: string, number = review().number): Promise<string> => {
    const comment = as(login).comment(number, body);
    await settled();
    return item(number)
      .comments.filter(({ id, author }) => id > comment.id && author?.type === "Bot")
      .map(({ body: said }) => said)
      .join("\n\n");
  };
  return { ...scenario, alice, pull, review, say };
}

const [BEGIN, END] = ["<!-- milegate:standing -->", "<!-- milegate:standing-end -->"];

/** The top of the body, which comes before everything else that people read. */
function standing({ body }: WorldItem): string {
  expect(body.replaceAll(/<!-- milegate:(?:review|asked|early)[^>]*-->\s*/g, "")).toMatch(new RegExp(`^${BEGIN}`));
  return body.split(BEGIN)[1]?.split(END)[0]?.trim() ?? "";
}

const evidence = ({ body }: WorldItem): string => body.split("<!-- milegate:evidence -->")[1] ?? "";

test("votes, concerns and the next step stand at the top; then the outcome, over evidence that is left as it was", async () => {
  const { review, say, alice, settled } = await boundary("review: { quorum: 2 }\n", 1);
  expect(standing(review())).toMatch(
    /^> \[!WARNING\]\n> \*\*MVP\*\* was closed with unmet exit criteria: .*\n\n\*\*Next step:\*\* 2 people who may decide/,
  );
  expect(standing(review())).toContain(
    "`/phase continue --waive <reason>`, `/phase pivot <reason>` or `/phase stop <reason>`",
  );
  await say("alice", "/phase continue --waive @bob it can wait");
  expect(standing(review())).toContain(
    "**Next step:** one more person who may decide (maintain or higher) comments here: `/phase continue --waive <reason>`.",
  );
  expect(standing(review())).toContain(
    "**Votes so far** (2 people who agree decide):\n\n- **alice**, continue: @\u200Bbob it can wait",
  );
  await say("carol", '/phase concern "data loss" nobody tried a restore');
  expect(standing(review())).toContain(
    '**Next step:** carol, or somebody who may decide (maintain or higher), resolves the concern here: `/phase resolve "data loss"`.',
  );
  expect(standing(review())).toMatch(
    /\*\*Open concerns:\*\*\n\n- \[data loss\]\(.*\), by carol: nobody tried a restore$/,
  );
  await say("carol", '/phase resolve "data loss"');
  expect(standing(review())).not.toContain("concern");
  const before = evidence(review());
  await say("bob", "/phase continue --waive customers wait");
  expect(standing(review())).toMatch(
    /^\*\*Decided: continue\*\*, by alice and bob on \[.* UTC\]\(.*#issuecomment-\d+\): @\u200Bbob it can wait; customers wait\. MVP is passed for good; next comes Enhancement\./,
  );
  expect(standing(review())).toContain("Waived, although unmet: Every issue is closed \\(1 of 2 issues closed\\).");
  expect(standing(review())).toContain(
    "**Next step:** somebody who may decide (maintain or higher) moves what is still open",
  );
  expect(review().body).not.toMatch(/gate stays shut/i);
  alice.close(2);
  await settled();
  expect(evidence(review()).split("## Plan")[0]).toBe(before.split("## Plan")[0]);
  await say("bob", "/phase carry-over");
  expect(standing(review())).not.toContain("Next step");
  // The commands that work there are others now.
  expect(review().body).toMatch(
    /To decide again, on a line of its own in a comment:\n\n- `\/phase review mvp`: opens a new round\n\nAlso here: [^\n]*$/,
  );
});

test("a pivot, a stop and their reasons stand at the top, in /phase status, and say how they are superseded", async () => {
  const { review, say } = await boundary("", 0);
  expect(standing(review())).toBe(
    "**Next step:** somebody who may decide (maintain or higher) comments here: `/phase continue [reason]`, `/phase pivot <reason>` or `/phase stop <reason>`.\n\n**MVP** has met its exit criteria.",
  );
  await say("bob", "/phase pivot teams want the import first");
  expect(standing(review())).toMatch(
    /^\*\*Decided: pivot\*\*, by bob on .*: teams want the import first\. MVP is not passed/,
  );
  expect(standing(review())).toContain(
    "Then somebody who may decide (maintain or higher) comments here: `/phase continue [reason]` or `/phase stop <reason>`.",
  );
  const status = await say("carol", "/phase status", 1);
  expect(status).toMatch(/MVP is shut: \[decided to pivot\]\(.*\), by bob: teams want the import first\./);
  expect(status).toMatch(/Open review: \[Boundary review: MVP → Enhancement\]\(.*\/issues\/3\), round 1\./);
  await say("bob", "/phase stop nobody needs it");
  expect(standing(review())).toMatch(
    /^\*\*Decided: stop\*\*, by bob on .*: nobody needs it\. MVP is not passed, and every later phase is shut\./,
  );
  expect(await say("carol", "/phase status", 1)).toMatch(
    /MVP is shut: \[decided to stop\]\(.*\), by bob: nobody needs it\./,
  );
});

test("one that was closed without a decision says so, whoever closed it", async () => {
  const { review, reviews, item, alice, settled } = await boundary("", 0);
  alice.close(review().number);
  await settled();
  expect(standing(review())).toMatch(/^\*\*Closed without a decision\.\*\* `\/phase review mvp` opens the next round/);
  alice.reopen(review().number);
  await settled();
  expect(standing(review())).toContain("**Next step:**");
  alice.reopenMilestone(1);
  await settled();
  expect(standing(item(reviews()[0]?.number ?? 0))).toMatch(/^\*\*Closed without a decision\.\*\*/);
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

type World = Awaited<ReturnType<typeof boundary>>;

/** Everything that offers a step: what it says, and where the commands in it are to be given. */
const STAGES: Record<
  string,
  { plan?: string; open?: number; offers: (world: World) => Promise<{ text: string; place: number }> }
> = {
  "a review that was opened": {
    open: 1,
    offers: async ({ review }) => ({ text: standing(review()), place: review().number }),
  },
  "a review with a vote": {
    plan: "review: { quorum: 2 }\n",
    offers: async ({ review, say }) => {
      await say("alice", "/phase stop nobody needs it");
      return { text: standing(review()), place: review().number };
    },
  },
  "a review with a concern": {
    offers: async ({ review, say }) => {
      await say("carol", "/phase concern security");
      return { text: standing(review()), place: review().number };
    },
  },
  "a pivot": {
    offers: async ({ review, say }) => {
      const record = await say("bob", "/phase pivot first the import");
      return { text: `${standing(review())}\n${record}`, place: review().number };
    },
  },
  "a stop": {
    offers: async ({ review, say }) => {
      const record = await say("bob", "/phase stop nobody needs it");
      return { text: `${standing(review())}\n${record}`, place: review().number };
    },
  },
  "a continue with work left": {
    open: 2,
    offers: async ({ review, say }) => {
      const record = await say("bob", "/phase continue --waive fine");
      return { text: `${standing(review())}\n${record}`, place: review().number };
    },
  },
  "a review that was closed": {
    offers: async ({ review, alice, settled }) => {
      alice.close(review().number);
      await settled();
      return { text: standing(review()), place: review().number };
    },
  },
  "a refused decision": {
    plan: "review: { complete_checklist: true }\n",
    open: 1,
    offers: async ({ review, say }) => {
      await say("carol", '/phase concern "data loss"');
      return { text: await say("bob", "/phase continue"), place: review().number };
    },
  },
  "a decision that was made already": {
    offers: async ({ review, say }) => {
      await say("bob", "/phase continue");
      return { text: (await say("bob", "/phase stop no")).replace("/phase stop no", ""), place: review().number };
    },
  },
  "the wrong place": {
    offers: async ({ review, say }) => ({
      text: (await say("bob", "/phase continue", 1)).replace("/phase continue", ""),
      place: review().number,
    }),
  },
  "the wrong place, with no review open": {
    offers: async ({ review, say, pull }) => {
      await say("bob", "/phase continue");
      const text = await say("bob", "/phase pivot no", pull.number);
      return {
        text: `${text.replace("/phase pivot no", "")}\n${await say("bob", "/phase drop no", pull.number)}`.replace(
          "/phase drop no",
          "",
        ),
        place: review().number,
      };
    },
  },
  "a typo": {
    offers: async ({ say }) => ({
      text: (await say("bob", "/phase stauts", 1)).replaceAll("/phase stauts", ""),
      place: 1,
    }),
  },
  "/phase status": { open: 1, offers: async ({ say }) => ({ text: await say("carol", "/phase status", 1), place: 2 }) },
};

/** With something in place of what it leaves to people. */
const filled = (command: string): string =>
  command.replaceAll(/<(?:reason|name)>/g, "because").replaceAll(/ \[[^\]]*\]/g, "");

const commandsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/`(\/phase \w[^`]*)`/g)].map(([, command = ""]) => filled(command))),
];

const linksIn = (text: string): string[] => [...text.matchAll(/\]\((http[^)]+)\)/g)].map(([, url = ""]) => url);

test.each(Object.keys(STAGES))("what %s offers can be done by whom it names", async (name) => {
  const stage = STAGES[name];
  if (stage === undefined) throw new Error("no stage");
  const world = await boundary(stage.plan ?? "", stage.open ?? 0);
  const { text } = await stage.offers(world);
  const answers = await Promise.all(linksIn(text).map(async (url) => `${(await fetch(url)).status} ${url}`));
  expect(answers.filter((answer) => !answer.startsWith("200 "))).toEqual([]);
  expect((await fetch(`${world.sandbox.url}/octo/shop/issues/999`)).status).toBe(404);
  const offered = commandsIn(text);
  expect(offered.length + answers.length).toBeGreaterThan(0);
  for (const command of offered) {
    const { say, settled, ...other } = await boundary(stage.plan ?? "", stage.open ?? 0);
    const { place } = await stage.offers({ say, settled, ...other });
    // Those who may decide are all that these texts name.
    expect(text).not.toMatch(/\b(?:admin|write or higher)\b/);
    const answer = await say("bob", command, place);
    expect(answer).not.toMatch(/works on .* only|it needs the role|there is no command|already\./);
  }
});
