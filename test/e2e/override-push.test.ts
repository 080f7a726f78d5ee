// An override is for the commits that its giver saw: SPEC section 4.
import { describe, expect, jest, test } from "@jest/globals";
import { addRepository, person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

jest.setTimeout(120_000);

const start = useScenario();
const SHUT = /^action_required Blocked: /;

/** A fork's pull request for polish that waits for an open MVP. */
async function forked(plan = "") {
  const scenario = await start({ files: { ".github/milegate.yml": `version: 1\n${plan}` } });
  const { sandbox, user, shop, as, settled, check, checks } = scenario;
  const alice = as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  const owner = user("mallory");
  const fork = addRepository(sandbox.world, { owner, name: "shop", parent: shop, roles: { mallory: "admin" } });
  const pull = as("mallory").openPull("Correct a word", { from: fork, branch: "word" });
  alice.setMilestone(pull.number, 3);
  await settled();
  const say = async (body: string) => {
    const comment = alice.comment(pull.number, body);
    await settled();
    return comment.reactions.at(-1)?.content;
  };
  const atFork = person(sandbox.world, fork, owner);
  const push = () => atFork.push("word", { "other.ts": "something else" });
  const summary = () => checks(pull.number)[0]?.output.summary ?? "";
  return { ...scenario, alice, pull, say, push, summary, atFork, gate: () => check(pull.number) };
}

describe("a push after an override", () => {
  test("ends it by default, and the check says whose it was and with which commit", async () => {
    const { say, push, settled, gate, summary, pull, atFork } = await forked();
    const first = pull.head.sha;
    await say("/phase override one word, harmless");
    expect(gate()).toMatch(/^success Overridden: by alice/);
    const sha = push();
    await settled();
    expect(gate()).toMatch(SHUT);
    expect(summary()).toContain("override of alice");
    for (const each of [first, sha]) expect(summary()).toContain(each.slice(0, 7));
    expect(await say("/phase override that, too")).toBe("rocket");
    expect(gate()).toMatch(/^success Overridden: by alice/);
    // What was there when the first one was given is not what the second was given for.
    atFork.moveBranch("word", first);
    await settled();
    expect(gate()).toMatch(SHUT);
  });

  test("leaves it with `on_push: keep`, and the check names what was pushed since", async () => {
    const { say, push, settled, gate, summary, pull } = await forked("gate: { override: { on_push: keep } }\n");
    const first = pull.head.sha;
    await say("/phase override one word, harmless");
    const sha = push();
    await settled();
    expect(gate()).toMatch(/^success Overridden: by alice/);
    expect(summary()).toContain(`Pushed since: [${first.slice(0, 7)}..${sha.slice(0, 7)}]`);
  });
});

test("an override for a head whose check was not there when it was written is refused, and names the head", async () => {
  const { say, push, sandbox, settled, gate, pull, item } = await forked();
  sandbox.deliveries.fate = ({ event }) => (event === "pull_request" ? "lose" : "deliver");
  const sha = push();
  await settled();
  expect(await say("/phase override one word, harmless")).toBe("confused");
  const reply = item(pull.number).comments.at(-1)?.body ?? "";
  expect(reply).toContain(`the head changed to \`${sha.slice(0, 7)}\``);
  expect(gate()).not.toContain("Overridden");
});
