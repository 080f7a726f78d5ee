// Named parties that must agree at a boundary, on a real review: asked, answered, waived, and kept through tampering. SPEC section 13.
import { expect, jest, test } from "@jest/globals";
import { addTeam, type Comment, person, type WorldItem } from "@milegate/sandbox";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

jest.setTimeout(40_000);

const start = useScenario();
const ROLES = { alice: "admin", bob: "maintain", carol: "write", mallory: "read" } as const;

const PLAN = `gate: { until: decision }
review:
  sign_offs:
    - { id: security, name: Security, by: "@octo/security", quorum: 2, due: 5d, questions: ["What personal data does it touch?"] }
    - { id: a11y, name: Accessibility, by: [carol, alice], not_applicable: false }
`;

/** An MVP that is done and its review; carol and mallory are the security team. */
async function boundary(plan = PLAN, settings: ScenarioSettings = {}) {
  const scenario = await start({ files: { ".github/milegate.yml": plan }, roles: ROLES, ...settings });
  const alice = scenario.as("alice");
  addTeam(scenario.sandbox.world, scenario.octo, "security", {
    members: [scenario.user("carol"), scenario.user("mallory")],
  });
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  alice.closeMilestone(1);
  await scenario.settled();
  const review = (): WorldItem => scenario.item(scenario.reviews().at(-1)?.number ?? 0);
  const say = async (login: string, body: string): Promise<string> => {
    const comment = scenario.as(login).comment(review().number, body);
    await scenario.settled();
    return review()
      .comments.filter(({ id, author }) => id > comment.id && author?.type === "Bot")
      .map((each) => each.body)
      .join("\n\n");
  };
  const records = (id: string): Comment[] =>
    review().comments.filter(({ body }) => body.startsWith(`<!-- milegate:sign-off id=${id} `));
  return { ...scenario, alice, pull, review, say, records, line: (name: string) => lineOf(review(), name) };
}

/** As the review's top has it. */
const lineOf = ({ body }: WorldItem, name: string): string =>
  (body.split("<!-- milegate:standing-end -->")[0] ?? "")
    .split("\n")
    .find((line) => line.startsWith(`- **${name}**`)) ?? "";

test("a boundary with two parties, from the asking to the decision", async () => {
  const { say, line, review, records, check, pull, settles, settled } = await boundary();
  await settled();
  expect(line("Security")).toMatch(
    /^- \*\*Security\*\*: requested from @octo\/security since \d{4}-\d\d-\d\d, due \d{4}-\d\d-\d\d \(0 of 2\)$/,
  );
  expect(line("Accessibility")).toMatch(
    /^- \*\*Accessibility\*\*: requested from @carol, @alice since \d{4}-\d\d-\d\d \(0 of 1\)$/,
  );
  expect(review().body).toContain("- [ ] **Security**: What personal data does it touch?");
  expect([records("security"), records("a11y")].map(({ length }) => length)).toEqual([1, 1]);
  expect(await settles()).toEqual([]);

  expect(await say("bob", "/phase approve security")).toMatch(/is asked of `@octo\/security`, and of nobody else/);
  const wrong = ["approve securty", "needs-work security", "not-applicable a11y nothing to see"];
  const answer = await say("carol", wrong.map((each) => `/phase ${each}`).join("\n"));
  expect(answer).toContain("Did you mean `security`?");
  expect(answer).toContain("it needs a reason: `/phase needs-work security <reason>`");
  expect(answer).toContain("does not let **Accessibility** be declared not applicable");

  await say("carol", "/phase needs-work security tokens are logged");
  expect(line("Security")).toBe("- **Security**: needs work, by carol: tokens are logged");
  const refused = await say("bob", "/phase continue");
  expect(refused).toContain(
    "2 sign-offs are missing: **Security**: needs work, by carol: tokens are logged: `/phase approve security`",
  );
  expect(check(pull.number)).toMatch(/^action_required Blocked/);
  await say("mallory", "/phase approve security");
  await say("carol", "/phase approve Security they are not any more");
  expect(line("Security")).toBe("- **Security**: approved by mallory, carol");
  await say("alice", "/phase approve a11y");
  expect(records("security")).toHaveLength(1);
  await say("bob", "/phase continue");
  const decision = review().comments.find(({ body }) => body.startsWith("<!-- milegate:decision"));
  expect(decision?.body).toContain(
    "Sign-offs:\n\n- Security: approved by mallory, carol\n- Accessibility: approved by alice",
  );
  expect(check(pull.number)).toBe("success Open: MVP is passed");
  expect(await settles()).toEqual([]);
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Of what it reminds, and how many times its time was over. */
const remindersOn = ({ comments }: WorldItem): string[] =>
  comments
    .flatMap(({ body }) => {
      const [, of, times] = /^<!-- milegate:reminder of=(\S*) .* times=(\d)/.exec(body) ?? [];
      return of === undefined ? [] : [`${of || "decision"} ${times}`];
    })
    .toSorted();

test("who is late is reminded once, and once escalated, though the app dies in between; after the decision nobody is", async () => {
  const asked = ["a", "b"].map((id) => `{ id: ${id}, by: [carol], due: 1s, escalate: [alice] }`).join(", ");
  const plan = `review: { due: 1s, escalate: [alice], sign_offs: [${asked}, { id: c, by: [carol], due: 2h }] }\n`;
  const { review, dies, look, settled, say } = await boundary(plan, { crashable: true });
  const wanted = ["a 2", "b 2", "decision 2"];
  const isDone = (): boolean => wanted.every((each) => remindersOn(review()).includes(each));
  for (let requests = 0; !isDone() && requests < 40; requests++) {
    dies({ requests: requests % 8, when: requests % 2 === 0 ? "after" : "before" });
    await look({ kind: "phases" });
    await wait(100);
  }
  await wait(300);
  await settled();
  const given = remindersOn(review());
  expect(given).toEqual([...new Set(given)]);
  expect(given).toEqual(expect.arrayContaining(wanted));
  expect(given.filter((each) => !/^(?:[ab]|decision) [12]$/.test(each))).toEqual([]);
  await say("bob", "/phase stop nobody needs it");
  expect(remindersOn(review())).toEqual(given);
});

test("a needs-work outlives what somebody does to its record, a plan that changes, and people who leave", async () => {
  const { say, line, review, records, carol, look, shop, sandbox, octo, user, settles } = await boundary().then(
    (world) => ({
      ...world,
      carol: world.as("carol"),
    }),
  );
  await say("carol", "/phase needs-work security tokens are logged");
  const [record] = records("security");
  if (record === undefined) throw new Error("no record");
  carol.deleteComment(review().number, record);
  await look({ kind: "phases" });
  expect(line("Security")).toBe("- **Security**: needs work, its record was deleted, and it still counts");
  expect(records("security")).toHaveLength(1);
  await say("mallory", "/phase approve security");
  expect(line("Security")).toMatch(/needs work/);
  expect(await settles()).toEqual([]);

  await say("carol", "/phase approve security");
  expect(line("Security")).toBe("- **Security**: approved by mallory, carol");
  const team = sandbox.world.teams.find(({ slug }) => slug === "security");
  team?.members.splice(team.members.indexOf(user("mallory")), 1);
  expect(octo.login).toBe("octo");
  const refused = await say("bob", "/phase continue");
  expect(refused).toContain("**Security**: requested from `@octo/security`");
  expect(refused).toContain("(1 of 2)");

  const more = PLAN.replace("quorum: 2", "quorum: 1").replace(
    / {4}- \{ id: a11y.*\n/,
    "    - { id: legal, name: Legal, by: maintain, questions: [Which terms?] }\n",
  );
  person(sandbox.world, shop, user("alice")).push("main", { ".github/milegate.yml": more });
  await look({ kind: "repository" });
  expect(line("Accessibility")).toBe("");
  expect(line("Legal")).toMatch(
    /^- \*\*Legal\*\*: requested from people with the role maintain or higher since .* \(0 of 1\)$/,
  );
  expect(review().body).toContain("- [ ] **Legal**: Which terms?");
  await say("bob", "/phase continue --waive the lawyers are late");
  const decision = review().comments.find(({ body }) => body.startsWith("<!-- milegate:decision"));
  expect(decision?.body).toContain("Waived, although unmet: Legal \\(requested, 0 of 1\\).");
  expect(decision?.body).toContain("- Security: approved by carol\n- Legal \\(requested, 0 of 1\\), waived");
});
