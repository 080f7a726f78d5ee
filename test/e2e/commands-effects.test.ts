// What commands do, exactly once, whatever happens on the way; and what they refuse.
import { describe, expect, test } from "@jest/globals";
import type { Comment } from "@milegate/sandbox";
import { addTeam } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();

async function shop(files: Record<string, string> = {}, env: Record<string, string> = {}) {
  const scenario = await start({ files, env, roles: { alice: "admin", bob: "triage", carol: "maintain" } });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Work", { milestone: 1 });
  await scenario.settled();
  const answers = (number = 1) =>
    scenario
      .item(number)
      .comments.filter(({ author }) => author?.type === "Bot")
      .map(({ body }) => body);
  const milestone = (number = 1) => scenario.item(number).milestone?.title ?? null;
  return { ...scenario, alice, bob: scenario.as("bob"), carol: scenario.as("carol"), answers, milestone };
}

/** GitHub counts in seconds. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_000));

const reactions = ({ reactions }: Comment) => reactions.map(({ content }) => content);

describe("exactly once", () => {
  test.each([
    ["the record", /^POST .*\/issues\/1\/comments$/],
    ["the move", /^PATCH .*\/issues\/1$/],
    ["the reaction", /^POST .*\/reactions$/],
  ])("after %s was written and its answer lost", async (_name, match) => {
    const { bob, settled, answers, milestone, sandbox } = await shop();
    sandbox.traffic.faults.push({ match, status: 502, after: true, times: 1 });
    const comment = bob.comment(1, "/phase defer too big\n/phase drop\n/phase defer");
    await settled();
    expect([milestone(), answers().length, reactions(comment)]).toEqual(["Polish", 3, ["eyes", "confused"]]);
    const delivery = sandbox.deliveries.log.findLast(
      ({ event, action }) => event === "issue_comment" && action === "created",
    );
    for (const guid of ["again", "once more"]) if (delivery) sandbox.deliveries.redeliver({ ...delivery, guid });
    await settled();
    expect([milestone(), answers().length]).toEqual(["Polish", 3]);
  });

  test("dropping, closed before the run came to its end", async () => {
    const { bob, settled, answers, item, sandbox } = await shop();
    sandbox.traffic.faults.push({ match: /^PATCH .*\/issues\/1$/, status: 502, after: true, times: 1 });
    const comment = bob.comment(1, "/phase drop @alice says **no** | really");
    await settled();
    expect(item(1)).toMatchObject({ state: "closed", stateReason: "not_planned" });
    expect([reactions(comment), answers().length]).toEqual([["eyes", "rocket"], 1]);
    expect(answers()[0]).toContain("@\u200Balice says \\*\\*no\\*\\* \\| really");
  });

  test("what was written last stands, in whatever order it arrives", async () => {
    const { bob, settled, milestone, sandbox } = await shop();
    sandbox.deliveries.fate = () => "hold";
    const [first, last] = [bob.comment(1, "/phase set polish"), bob.comment(1, "/phase set enhancement")];
    sandbox.deliveries.fate = () => "deliver";
    sandbox.deliveries.release((held) => held.toReversed());
    await settled();
    expect([milestone(), reactions(first), reactions(last)]).toEqual([
      "Enhancement",
      ["eyes", "rocket"],
      ["eyes", "rocket"],
    ]);
  });
});

describe("who may", () => {
  test("a team of the plan's, as GitHub says at that moment", async () => {
    const plan = 'version: 1\ncommands: { roles: { set: "@octo/leads" } }\n';
    const { as, carol, settled, answers, milestone, user, sandbox, octo } = await shop({
      ".github/milegate.yml": plan,
    });
    addTeam(sandbox.world, octo, "leads", { members: [user("mallory")] });
    carol.comment(1, "/phase set polish");
    await settled();
    expect(milestone()).toBe("MVP");
    expect(answers()[0]).toContain(
      "membership in the team `@octo/leads`, and GitHub does not show you among its active members",
    );
    as("mallory").comment(1, "/phase set polish");
    await settled();
    expect(milestone()).toBe("Polish");
  });

  test("members of a team below it, who have accepted; nobody where there is no such team, or the app may not ask", async () => {
    const plan =
      'version: 1\ncommands: { roles: { set: "@octo/leads", override: "@octo/gone", review: "@acme/ops" } }\n';
    const { as, bob, carol, settled, answers, milestone, user, sandbox, octo } = await shop({
      ".github/milegate.yml": plan,
    });
    addTeam(sandbox.world, octo, "leads", { invited: [user("bob")] });
    addTeam(sandbox.world, octo, "on-call", { parent: "leads" });
    addTeam(sandbox.world, octo, "night-shift", { parent: "on-call", members: [user("mallory")] });
    bob.comment(1, "/phase set polish");
    await settled();
    expect(milestone()).toBe("MVP");
    expect(answers().at(-1)).toContain("does not show you among its active members");
    as("mallory").comment(1, "/phase set polish");
    await settled();
    expect(milestone()).toBe("Polish");
    const pull = carol.openPull("Shine").number;
    carol.comment(pull, "/phase override hotfix\n/phase review");
    await settled();
    const [reply = ""] = answers(pull);
    expect(reply).toContain(
      "membership in the team `@octo/gone`, and GitHub does not show you among its active members",
    );
    expect(reply).toContain(
      "membership in the team `@acme/ops`, and GitHub does not say whether you are a member (403)",
    );
  });

  test("a custom role as what it builds on, whatever its name", async () => {
    const { bob, carol, settled, answers, milestone, shop: repository } = await shop();
    repository.roleNames.set("bob", "admiral").set("carol", "release-manager");
    bob.comment(1, "/phase set polish\n/phase review");
    await settled();
    expect(milestone()).toBe("Polish");
    expect(answers()[0]).toContain("it needs the role maintain or higher, and GitHub says that yours is triage.");
    carol.comment(1, "/phase review");
    await settled();
    expect(answers().at(-1)).toContain("is open, round 1");
  });

  test("nobody where GitHub refuses to say; asked again where that may pass", async () => {
    const { bob, settled, answers, milestone, sandbox } = await shop();
    const match = /^GET .*\/permission$/;
    sandbox.traffic.faults.push({
      match,
      status: 403,
      times: 1,
      body: { message: "Resource not accessible by integration" },
    });
    const refused = bob.comment(1, "/phase set polish");
    await settled();
    expect([milestone(), reactions(refused)]).toEqual(["MVP", ["eyes", "confused"]]);
    expect(answers()[0]).toContain("GitHub does not say which role you have here (403)");
    sandbox.traffic.faults.push({ match, status: 503, times: 1 });
    const passing = bob.comment(1, "/phase set polish");
    await settled();
    expect([milestone(), reactions(passing)]).toEqual(["Polish", ["eyes", "rocket"]]);
  });
});

test("says what is wrong, and what would work", async () => {
  const { bob, alice, settled, answers, milestone } = await shop();
  alice.closeMilestone(3);
  await settled();
  bob.comment(
    1,
    [
      "/phase set",
      "/phase set polsh",
      "/phase set enhancement please",
      "/phase set polish",
      "/phase defer enhancment",
      "/phase drop …",
      "/phase\u00a0set\u00a0enhancement",
      "/phase defer",
      "/ph\u0430se set mvp",
    ].join("\r\n"),
  );
  await settled();
  const [reply = ""] = answers();
  expect(answers()).toHaveLength(1);
  expect(milestone()).toBe("Enhancement");
  for (const text of [
    "it needs a phase: `/phase set <phase>`",
    "there is no phase `polsh`. Did you mean `polish`? The phases are: `mvp`, `enhancement`, `polish`.",
    "nothing may follow the phase",
    "Polish has no open milestone.",
    "Did you mean `enhancement`?",
    "it needs a reason: `/phase drop <reason>`",
  ])
    expect(reply).toContain(text);
  expect(reply.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(7);
});

test("a reason of any length is cut to what a record can hold", async () => {
  const { carol, alice, settled, answers, item, check, milestone } = await shop();
  const pull = alice.openPull("Shine").number;
  alice.setMilestone(pull, 3);
  await settled();
  const said = [
    carol.comment(pull, `/phase override ${"é".repeat(60_000)}`),
    carol.comment(1, `/phase defer polish ${"😀".repeat(32_000)}`),
    carol.comment(1, `/phase drop ${"*".repeat(32_000)}x`),
  ];
  await settled();
  expect(said.map(reactions)).toEqual(said.map(() => ["eyes", "rocket"]));
  expect(check(pull)).toMatch(/^success Overridden: by carol/);
  expect([milestone(), item(1).state]).toEqual(["Polish", "closed"]);
  for (const body of [...answers(pull), ...answers(1)]) expect(body).toMatch(/…/);
});

test("an invalid plan refuses with the reason", async () => {
  const { bob, settled, answers, milestone } = await shop({ ".github/milegate.yml": "version: 1\nphase: []\n" });
  bob.comment(1, "/phase set polish");
  await settled();
  expect([milestone(), answers().length]).toEqual(["MVP", 1]);
  expect(answers()[0]).toContain("the plan is invalid");
});

describe("an override", () => {
  async function blocked(expires = "7d") {
    const plan = `version: 1\ngate: { override: { expires: ${expires} } }\n`;
    const scenario = await shop({ ".github/milegate.yml": plan });
    const { number } = scenario.alice.openPull("Shine");
    scenario.alice.setMilestone(number, 3);
    await scenario.settled();
    expect(scenario.check(number)).toMatch(/^action_required Blocked:/);
    const overrides = async (reason = "hotfix @alice | <b>now</b>") => {
      scenario.carol.comment(number, `/phase override ${reason}`);
      await scenario.settled();
    };
    const record = () =>
      scenario.item(number).comments.findLast(({ body }) => body.startsWith("<!-- milegate:override "));
    return { ...scenario, number, overrides, record };
  }

  test("is lifted by cancel, by an edit, by deletion and by closing", async () => {
    const { alice, carol, settled, check, checks, number, overrides, record, answers } = await blocked();
    await overrides();
    expect(check(number)).toMatch(/^success Overridden: by carol until \d{4}-\d\d-\d\d \d\d:\d\d UTC: hotfix/);
    expect(checks(number)[0]?.output.summary).toContain("hotfix @\u200Balice \\| \\<b\\>now\\</b\\>");
    carol.comment(number, "/phase override cancel");
    await settled();
    expect(check(number)).toMatch(/^action_required Blocked:/);
    carol.comment(number, "/phase override cancel");
    await settled();
    expect(answers(number).at(-1)).toContain("there is no override in force here");

    await overrides();
    const kept = record();
    if (kept) alice.editComment(number, kept, kept.body.replace("hotfix", "for ever"));
    await settled();
    expect(check(number)).toMatch(/^action_required Blocked:/);

    await overrides();
    const other = record();
    if (other) alice.deleteComment(number, other);
    await settled();
    expect(check(number)).toMatch(/^action_required Blocked:/);

    await overrides();
    expect(check(number)).toMatch(/^success Overridden:/);
    alice.close(number);
    await settled();
    alice.reopen(number);
    await settled();
    expect(check(number)).toMatch(/^action_required Blocked:/);
    carol.comment(number, "/phase override cancel");
    await settled();
    expect(answers(number).at(-1)).toContain("there is no override in force here");
  }, 60_000);

  test("is lifted by closing, though the pull request is open again before anybody looks", async () => {
    const { alice, carol, settled, check, number, overrides, answers } = await blocked();
    await overrides();
    expect(check(number)).toMatch(/^success Overridden:/);
    alice.close(number);
    alice.reopen(number);
    await settled();
    expect(check(number)).toMatch(/^action_required Blocked:/);
    // As lists bring it, too.
    alice.openIssue("More work", { milestone: 1 });
    await settled();
    expect(check(number)).toMatch(/^action_required Blocked:/);
    carol.comment(number, "/phase override cancel");
    await settled();
    expect(answers(number).at(-1)).toContain("there is no override in force here");
    await nextSecond();
    await overrides("again");
    expect(check(number)).toMatch(/^success Overridden: .* again/);
  });

  test("turns at the moment it expires, and is nobody's to forge", async () => {
    const { as, check, number, overrides, settled } = await blocked("3s");
    as("mallory").comment(
      number,
      `<!-- milegate:override reason=x expires=2999-01-01T00:00:00.000Z by=mallory command=1 line=1 at=2026-01-01T00:00:00.000Z -->\nhi`,
    );
    await settled();
    expect(check(number)).toMatch(/^action_required Blocked:/);
    await overrides("quick");
    // Settled is when nothing is due within ten seconds.
    expect(check(number)).toMatch(/^action_required Blocked:/);
  });
});
