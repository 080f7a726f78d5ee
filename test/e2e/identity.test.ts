// Who is who: people and the app keep their ids when they are renamed, and roles are asked again when a quorum closes. SPEC section 6.
import { expect, jest, test } from "@jest/globals";
import { renameAccount, renameApp } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

jest.setTimeout(120_000);

const start = useScenario();
const ROLES = { alice: "admin", bob: "maintain", carol: "maintain", mallory: "triage" } as const;

/** An MVP that is done, whose review needs two people who agree. */
async function quorum() {
  const scenario = await start({ files: { ".github/milegate.yml": "review: { quorum: 2 }\n" }, roles: ROLES });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.closeMilestone(1);
  await scenario.settled();
  const number = scenario.reviews()[0]?.number ?? 0;
  const say = async (login: string, body: string) => {
    const comment = scenario.as(login).comment(number, body);
    await scenario.settled();
    return comment.reactions.map(({ content }) => content).at(-1);
  };
  const last = () => scenario.item(number).comments.at(-1)?.body ?? "";
  const decisions = () => scenario.labels(number).filter((name) => name.startsWith("decision: "));
  return { ...scenario, alice, number, say, last, decisions };
}

test("a person who is renamed between two votes is one voter, and whoever takes the old name is another", async () => {
  const { sandbox, user, shop, say, decisions } = await quorum();
  await say("alice", "/phase continue");
  renameAccount(sandbox.world, user("alice"), "alice-b");
  await say("alice", "/phase continue");
  expect(decisions()).toEqual([]);
  renameAccount(sandbox.world, user("bob"), "alice");
  expect(shop.roles.get("alice")).toBe("maintain");
  await say("bob", "/phase continue");
  expect(decisions()).toEqual(["decision: continue"]);
});

test("a concern can be resolved by who raised it, whatever they are called now, and not by who took their name", async () => {
  const { sandbox, user, say, last } = await quorum();
  const { world } = sandbox;
  await say("mallory", "/phase concern speed");
  renameAccount(world, user("mallory"), "mal");
  const stranger = user("carol");
  renameAccount(world, stranger, "mallory");
  for (const { roles } of world.repositories) roles.set("mallory", "triage");
  expect(await say("carol", "/phase resolve speed")).toBe("confused");
  expect(await say("mallory", "/phase resolve speed")).toBe("rocket");
  expect(last()).toContain("**speed** is resolved by mal");
});

test("when a quorum closes, a voter who has lost the role does not count", async () => {
  const { shop, say, last, decisions } = await quorum();
  await say("bob", "/phase continue");
  shop.roles.set("bob", "triage");
  await say("alice", "/phase continue");
  expect(decisions()).toEqual([]);
  expect(last()).toContain("Not counted, as they may not decide any more: bob.");
  await say("carol", "/phase continue");
  expect(decisions()).toEqual(["decision: continue"]);
});

test("the app is renamed while it runs: it knows its reviews, records and labels, and opens no second review", async () => {
  const { sandbox, alice, reviews, number, say, decisions, look, counting, labels } = await quorum();
  await say("bob", "/phase continue");
  renameApp(sandbox.world, "Phase keeper", "phase-keeper");
  const { write } = await counting(() => alice.edit(1, { title: "Log in at last" }));
  await look({ kind: "repository" });
  expect(write).toBeLessThanOrEqual(2);
  expect(reviews()).toHaveLength(1);
  await say("alice", "/phase continue");
  expect(decisions()).toEqual(["decision: continue"]);
  expect(labels(number)).toEqual(["boundary review", "decision: continue", "phase: mvp"]);
});
