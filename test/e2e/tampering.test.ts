// Whoever may write may edit, delete, label and transfer: none of it opens the gate that a decision shut. SPEC section 6, "What counts".
import { describe, expect, jest, test } from "@jest/globals";
import { addRepository, type Comment, person, type WorldItem } from "@milegate/sandbox";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

jest.setTimeout(120_000);

const start = useScenario();
const PLAN = ".github/milegate.yml";
const ROLES = { alice: "admin", bob: "maintain", carol: "write" } as const;
const SHUT = /^action_required Blocked: /;
const OPEN = "success Open: MVP is passed";

/** An MVP that is done, its review, and a pull request of a later phase that waits for the decision. */
async function boundary(plan = "gate: { until: decision }\n", settings: ScenarioSettings = {}) {
  const scenario = await start({ files: { [PLAN]: plan }, roles: ROLES, ...settings });
  const [alice, carol] = [scenario.as("alice"), scenario.as("carol")];
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  const pull = carol.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  alice.closeMilestone(1);
  await scenario.settled();
  const reviews = (): WorldItem[] =>
    scenario.shop.items.filter(
      ({ kind, author, title }) => kind === "issue" && author?.type === "Bot" && title !== BOARD,
    );
  const review = (): WorldItem => {
    const found = reviews().at(-1);
    if (found === undefined) throw new Error("no review");
    return found;
  };
  const say = async (login: string, body: string, number = review().number): Promise<Comment> => {
    const comment = scenario.as(login).comment(number, body);
    await scenario.settled();
    return comment;
  };
  const record = (kind: string, item = review()): Comment => {
    const found = item.comments.findLast(({ body }) => body.startsWith(`<!-- milegate:${kind}`));
    if (found === undefined) throw new Error(`no record of ${kind}`);
    return found;
  };
  const problems = async (): Promise<string> => {
    await scenario.look({ kind: "dashboard" });
    const board = scenario.shop.items.find(({ title }) => title === BOARD);
    return board?.body.split("### Problems")[1] ?? "";
  };
  const decisions = () => scenario.labels(review().number).filter((name) => name.startsWith("decision: "));
  const gate = () => scenario.check(pull.number);
  return { ...scenario, alice, carol, pull, reviews, review, say, record, problems, decisions, gate };
}

const BOARD = "Delivery dashboard";
const saidIn = (item: WorldItem): string[] =>
  item.comments.filter(({ author }) => author?.type === "Bot").map(({ body }) => body);

describe("a stop whose record is", () => {
  const ways: Record<string, (world: Awaited<ReturnType<typeof boundary>>) => void> = {
    deleted: ({ carol, review, record }) => carol.deleteComment(review().number, record("decision")),
    edited: ({ carol, review, record }) =>
      carol.editComment(review().number, record("decision"), record("decision").body.replace("stop", "continue")),
    blanked: ({ carol, review, record }) => carol.editComment(review().number, record("decision"), "Never mind."),
    "deleted, with its label and the marker": ({ carol, review, record }) => {
      const { number } = review();
      carol.deleteComment(number, record("decision"));
      carol.unlabel(number, "decision: stop");
      carol.edit(number, { body: "Nothing to see." });
    },
  };
  test.each(Object.keys(ways))("%s goes on stopping, until somebody who may decides anew", async (how) => {
    const world = await boundary();
    const { say, gate, settled, decisions, problems } = world;
    await say("bob", "/phase continue good");
    expect(gate()).toBe(OPEN);
    await say("bob", "/phase review mvp");
    await say("bob", "/phase stop a hole was found");
    expect(gate()).toMatch(SHUT);
    ways[how]?.(world);
    await settled();
    expect(gate()).toMatch(SHUT);
    expect(decisions()).toEqual(["decision: stop"]);
    expect(await problems()).toContain("The record of a decision to stop was deleted or edited");
    await say("bob", "/phase continue the hole is closed");
    expect(gate()).toBe(OPEN);
    expect(await problems()).not.toContain("was deleted or edited");
  });
});

test("a stopped review without its title, text and labels is found by its author, and made whole", async () => {
  const { review, say, carol, gate, settled, decisions } = await boundary();
  await say("bob", "/phase stop nobody needs it");
  const { number } = review();
  carol.edit(number, { title: "x", body: "" });
  for (const { name } of review().labels) carol.unlabel(number, name);
  await settled();
  expect(gate()).toMatch(/review decided to stop/);
  expect(review().title).toBe("x");
  expect(review().body).toMatch(/^<!-- milegate:review phase=mvp round=1 /);
  expect(decisions()).toEqual(["decision: stop"]);
});

test("every label of the repository deleted: the decision holds, with no second round and no second dashboard", async () => {
  const { review, reviews, say, alice, shop, gate, settled, look } = await boundary();
  await look({ kind: "dashboard" });
  await say("bob", "/phase continue");
  const board = shop.items.find(({ title }) => title === BOARD);
  if (board === undefined) throw new Error("no dashboard");
  alice.unpin(board.number);
  for (const { name } of [...shop.labels]) alice.deleteLabel(name);
  await settled();
  await look({ kind: "repository" });
  await look({ kind: "dashboard" });
  expect(gate()).toBe(OPEN);
  expect(reviews()).toEqual([review()]);
  expect(shop.items.filter(({ title }) => title === BOARD)).toEqual([board]);
  expect(board.labels.map(({ name }) => name)).toEqual(["milegate"]);
});

describe("a concern whose record is", () => {
  test.each(["deleted", "deleted, with the review's text", "renamed by an edit"])(
    "%s holds the decision back",
    async (how) => {
      const { review, say, carol, record, settled, gate, problems } = await boundary();
      await say("carol", "/phase concern security nobody has tested the login");
      const { number } = review();
      if (how.startsWith("renamed"))
        carol.editComment(number, record("concern"), record("concern").body.replaceAll("security", "nothing"));
      else carol.deleteComment(number, record("concern"));
      if (how.includes("text")) carol.edit(number, { body: "" });
      await settled();
      expect((await say("bob", "/phase continue")).reactions.at(-1)?.content).toBe("confused");
      expect(gate()).toMatch(SHUT);
      expect(await problems()).toContain("was deleted or edited, and the concern still holds");
      // Nobody can say any more who raised it.
      expect((await say("carol", "/phase resolve security")).reactions.at(-1)?.content).toBe("confused");
      await say("bob", "/phase resolve security\n/phase resolve nothing\n/phase resolve deleted-record");
      await say("bob", "/phase continue");
      expect(gate()).toBe(OPEN);
      expect(await problems()).not.toContain("was deleted or edited");
    },
  );

  test("there, where somebody only tidied a reply up, holds nothing more back", async () => {
    const { review, say, carol, gate } = await boundary();
    await say("carol", "/phase continue");
    const reply = review().comments.findLast(({ author }) => author?.type === "Bot");
    if (reply === undefined) throw new Error("no reply");
    carol.deleteComment(review().number, reply);
    await say("bob", "/phase continue");
    expect(gate()).toBe(OPEN);
  });
});

describe("an override that was cancelled stays so when the record of that is", () => {
  test.each(["deleted", "edited"])("%s", async (how) => {
    const { pull, say, carol, record, item, settled, gate, problems } = await boundary();
    await say("alice", "/phase override customers wait", pull.number);
    expect(gate()).toMatch(/^success Overridden: by alice/);
    await say("alice", "/phase override cancel", pull.number);
    expect(gate()).toMatch(SHUT);
    const cancel = record("override-cancel", item(pull.number));
    if (how === "deleted") carol.deleteComment(pull.number, cancel);
    else carol.editComment(pull.number, cancel, "What a day.");
    await settled();
    expect(gate()).toMatch(SHUT);
    expect(await problems()).toContain("The record that ended the override was deleted or edited");
    const given = record("override ", item(pull.number));
    carol.editComment(pull.number, given, given.body.replace(/ undoneBy=\S*/, ""));
    await settled();
    expect(gate()).toMatch(SHUT);
    expect(await problems()).toContain("Record ignored: somebody edited it");
  });
});

test("a decided review that was transferred from elsewhere decides nothing, and is reported", async () => {
  const { sandbox, octo, installation, shop, user, carol, as, alice, pull, settled, gate, problems } = await boundary();
  const lab = addRepository(sandbox.world, {
    owner: octo,
    name: "lab",
    roles: { carol: "admin" },
    files: { [PLAN]: "gate: { until: decision }\n" },
  });
  installation.repositories.push(lab);
  const inLab = person(sandbox.world, lab, user("carol"));
  inLab.createMilestone("MVP");
  inLab.openIssue("Nothing", { milestone: 1 });
  inLab.close(1);
  inLab.closeMilestone(1);
  await settled();
  inLab.comment(2, "/phase continue");
  await settled();
  inLab.reopen(2);
  await settled();
  const moved = inLab.transfer(2, shop);
  carol.label(moved.number, "boundary review", "phase: mvp");
  await settled();
  as("bob").edit(pull.number, { title: "Shine more" });
  alice.reopen(1);
  await settled();
  expect(gate()).toMatch(SHUT);
  expect(await problems()).toContain(`#\u200B${moved.number} was transferred here from another repository`);
  expect(saidIn(moved).filter((body) => body.includes("withdrawn"))).toEqual([]);
});

test("a record that was copied by hand into another review, by whoever holds the app's comments, is ignored", async () => {
  const { review, say, gate, settled, look } = await boundary("gate: { until: decision }\nreview: { quorum: 2 }\n");
  await say("bob", "/phase continue");
  const vote = review().comments.findLast(({ body }) => body.startsWith("<!-- milegate:vote"));
  if (vote === undefined) throw new Error("no vote");
  vote.body = vote.body.replace(/ item=\d+/, " item=999");
  await look({ kind: "phases" });
  await say("alice", "/phase continue");
  await settled();
  expect(gate()).toMatch(SHUT);
});
