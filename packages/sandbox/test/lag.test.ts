// Reads that are behind: what changed shows as it was, what is new is not found, each object by itself.
import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createCheckRun } from "../src/actions/checks.ts";
import { addComment } from "../src/actions/comments.ts";
import { addToInstallation } from "../src/actions/installations.ts";
import { createIssue } from "../src/actions/items.ts";
import { defineProperty } from "../src/actions/properties.ts";
import { createRepository } from "../src/actions/repositories.ts";
import { caughtUp, lagReads, readerOf } from "../src/lag/replica.ts";
import type { LagSettings } from "../src/lag/settings.ts";
import { person } from "../src/people.ts";
import { issueView } from "../src/views/item.ts";
import { addRepository } from "../src/world.ts";
import { smallWorld } from "./graphql-world.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

async function lagging(settings: LagSettings = { ms: 3_000 }) {
  const made = await unkindWorld();
  open.push(made.sandbox);
  const { alice, world, owner } = made;
  defineProperty(world, owner, "team", { type: "string" });
  alice.createMilestone("MVP");
  alice.createLabel("bug");
  alice.openIssue("One");
  const pull = alice.openPull("Two");
  const comment = alice.comment(1, "Hello");
  lagReads(world, settings);
  return { ...made, pull, comment };
}

type Lagging = Awaited<ReturnType<typeof lagging>>;

/** What changes; how REST and GraphQL show it before, and once reads have caught up. */
const CHANGES: [string, (s: Lagging) => unknown, (s: Lagging) => Promise<unknown>, unknown, unknown][] = [
  ["an issue's state", ({ alice }) => alice.close(1), ({ get }) => field(get("/issues/1"), "state"), "open", "closed"],
  [
    "an issue's state in GraphQL",
    ({ alice }) => alice.close(1),
    ({ fields }) => fields("issue(number: 1) { state }").then(dataOf),
    { issue: { state: "OPEN" } },
    { issue: { state: "CLOSED" } },
  ],
  [
    "an issue's labels",
    ({ alice }) => alice.label(1, "bug"),
    ({ fields }) => fields("issue(number: 1) { labels(first: 5) { nodes { name } } }").then(dataOf),
    { issue: { labels: { nodes: [] } } },
    { issue: { labels: { nodes: [{ name: "bug" }] } } },
  ],
  [
    "an issue in a list",
    ({ alice }) => alice.openIssue("Three"),
    ({ fields }) => fields("issues(first: 5) { nodes { number } }").then(dataOf),
    { issues: { nodes: [{ number: 1 }] } },
    { issues: { nodes: [{ number: 1 }, { number: 3 }] } },
  ],
  [
    "a milestone's title",
    ({ alice }) => alice.editMilestone(1, { title: "First" }),
    ({ get }) => field(get("/milestones/1"), "title"),
    "MVP",
    "First",
  ],
  [
    "a name",
    ({ alice }) => alice.renameRepository("site"),
    ({ fields }) => fields("name").then(dataOf),
    { name: "web" },
    { name: "site" },
  ],
  [
    "a visibility",
    ({ alice }) => alice.setVisibility("private"),
    ({ fields }) => fields("visibility isPrivate isArchived").then(dataOf),
    { visibility: "PUBLIC", isPrivate: false, isArchived: false },
    { visibility: "PRIVATE", isPrivate: true, isArchived: false },
  ],
  ["that it is archived", ({ alice }) => alice.setArchived(true), ({ get }) => field(get(""), "archived"), false, true],
  [
    "a property's value",
    ({ world, owner, repository }) => person(world, repository, owner).setProperty("team", "core"),
    ({ get }) => get("/properties/values").then(({ body }) => body),
    [],
    [{ property_name: "team", value: "core" }],
  ],
  [
    "a repository that is new",
    ({ world, owner, account }) => createRepository({ world, account }, { owner, name: "api" }),
    ({ graphql }) => graphql(`{ repository(owner: "acme", name: "api") { name } }`).then(dataOf),
    null,
    { name: "api" },
  ],
  [
    "a repository that is deleted",
    ({ alice }) => alice.deleteRepository(),
    ({ fields }) => fields("name").then(dataOf),
    { name: "web" },
    null,
  ],
  [
    "a repository that comes to an installation",
    ({ world, owner, account, installation }) => {
      const repository = addRepository(world, { owner, name: "api" });
      addToInstallation({ world, account }, installation, repository);
    },
    ({ rest }) => field(rest("GET", "/installation/repositories"), "total_count"),
    1,
    2,
  ],
  [
    "a label that is deleted",
    ({ alice }) => alice.deleteLabel("bug"),
    ({ get }) => get("/labels/bug").then(({ status }) => status),
    200,
    404,
  ],
  [
    "a comment that is edited",
    ({ alice, comment }) => alice.editComment(1, comment, "Bye"),
    ({ get, comment }) => field(get(`/issues/comments/${comment.id}`), "body"),
    "Hello",
    "Bye",
  ],
  [
    "a comment that is deleted",
    ({ alice, comment }) => alice.deleteComment(1, comment),
    ({ fields }) => fields("issue(number: 1) { comments(first: 5) { totalCount } }").then(dataOf),
    { issue: { comments: { totalCount: 1 } } },
    { issue: { comments: { totalCount: 0 } } },
  ],
  [
    "an entry of the merge queue",
    ({ alice }) => alice.enqueue(2),
    ({ fields }) => fields("pullRequest(number: 2) { isInMergeQueue }").then(dataOf),
    { pullRequest: { isInMergeQueue: false } },
    { pullRequest: { isInMergeQueue: true } },
  ],
  [
    "a pull request's head",
    ({ alice, pull }) => alice.moveBranch(pull.head.ref, alice.push("other")),
    ({ fields, repository }) =>
      fields("pullRequest(number: 2) { headRefOid }").then((answer) => {
        const now = repository.branches.get("other");
        return JSON.stringify(dataOf(answer)).includes(String(now));
      }),
    false,
    true,
  ],
  [
    "a check run of our own",
    ({ asApp, pull }) => createCheckRun(asApp, "gate", pull.head.sha, { conclusion: "success" }),
    ({ get, pull }) => field(get(`/commits/${pull.head.sha}/check-runs`), "total_count"),
    0,
    1,
  ],
];

async function field(answered: Promise<{ body: unknown }>, name: string): Promise<unknown> {
  const { body } = await answered;
  return typeof body === "object" && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined;
}

function dataOf({ body }: { body: unknown }): unknown {
  const { data } = Object(body);
  return Object(data).repository;
}

test.each(CHANGES)("%s shows as it was for as long as the lag is", async (_name, change, read, before, after) => {
  const s = await lagging();
  change(s);
  expect(await read(s)).toEqual(before);
  s.pass(2_999);
  expect(await read(s)).toEqual(before);
  s.pass(1);
  expect(await read(s)).toEqual(after);
});

describe("what is new is not found", () => {
  test("404 in REST, null and NOT_FOUND in GraphQL, whoever made it", async () => {
    const s = await lagging({ ms: 0, notFoundMs: 1_000 });
    const made = createIssue(s.asApp, { title: "Boundary review" });
    const node = () => s.graphql(`{ node(id: "${made.nodeId}") { id } }`);
    expect((await s.get("/issues/3")).status).toBe(404);
    expect(await node()).toMatchObject({
      status: 200,
      body: { data: { node: null }, errors: [{ type: "NOT_FOUND", path: ["node"] }] },
    });
    s.pass(1_000);
    expect((await s.get("/issues/3")).status).toBe(200);
    expect((await node()).body).toEqual({ data: { node: { id: made.nodeId } } });
  });

  test("what is written is answered as it is, and can be written to", async () => {
    const s = await lagging();
    const { body, status } = await s.post("/issues", { title: "New" });
    expect([status, body]).toMatchObject([201, { number: 3 }]);
    expect((await s.post("/issues/3/comments", { body: "More" })).status).toBe(201);
    expect((await s.get("/issues/3/comments")).status).toBe(404);
  });
});

test("the event says more than the read, with a later updated_at", async () => {
  const s = await lagging();
  s.pass(60_000);
  s.alice.close(1);
  const [told] = s.sandbox.deliveries.log.slice(-1);
  const read = await s.get("/issues/1");
  expect(told?.payload).toMatchObject({ issue: { state: "closed", updated_at: "2026-01-01T00:01:00.000Z" } });
  expect(read.body).toMatchObject({ state: "open", updated_at: "2026-01-01T00:00:00.000Z" });
});

test("only the kinds that are named lag", async () => {
  const s = await lagging({ ms: 1_000, kinds: ["comment"] });
  s.alice.close(1);
  addComment(s.asApp, s.repository.items[0] ?? s.pull, "Later");
  expect((await s.get("/issues/1")).body).toMatchObject({ state: "closed", comments: 1 });
});

test("a share of the changes lags, the same with the same seed", async () => {
  const shownWith = async (seed: number) => {
    const s = smallWorld();
    const titles = Array.from({ length: 30 }, (_, at) => `Issue ${at}`);
    for (const title of titles) s.as.openIssue(title);
    lagReads(s.world, { ms: 10 ** 9, share: 0.5, seed });
    for (const { number } of [...s.repository.items]) s.as.close(number);
    const answer = await s.askRepository("issues(first: 50, states: CLOSED) { nodes { number } }");
    return JSON.stringify(answer);
  };
  const [first, again, other] = [await shownWith(1), await shownWith(1), await shownWith(2)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test("switched off, everything shows at once", async () => {
  const s = await lagging();
  s.alice.close(1);
  lagReads(s.world, null);
  expect((await s.get("/issues/1")).body).toMatchObject({ state: "closed" });
});

test("caughtUp waits until reads show everything", async () => {
  const { world, as, repository } = smallWorld();
  let now = Date.UTC(2026, 0, 2);
  world.now = () => {
    now += 10;
    return new Date(now);
  };
  as.openIssue("One");
  lagReads(world, { ms: 200 });
  as.close(1);
  const state = () => readerOf({ world, actor: { account: repository.owner, installation: null } });
  expect(state().world.repositories[0]?.items[0]?.state).toBe("open");
  await caughtUp(world);
  expect(state().world.repositories[0]?.items[0]?.state).toBe("closed");
});

test("whatever happens, reads show the world as it is once nothing lags", () => {
  const acts = fc.array(fc.tuple(fc.nat(7), fc.nat(3_000)), { maxLength: 30 });
  fc.assert(
    fc.property(acts, fc.nat(), fc.float({ min: 0, max: 1, noNaN: true }), (steps, seed, share) => {
      const { world, as, repository } = smallWorld();
      let now = Date.UTC(2026, 0, 2);
      world.now = () => new Date(now);
      lagReads(world, { ms: 2_000, notFoundMs: 500, share, seed });
      for (const [what, ms] of steps) {
        now += ms;
        act(as, repository.items.length, what);
      }
      now += 2_001;
      const shown = readerOf({ world, actor: { account: repository.owner, installation: null } }).world.repositories[0];
      const viewed = (of: typeof repository) => of.items.map((item) => issueView(world, of, item));
      expect(viewed(shown ?? repository)).toEqual(viewed(repository));
      expect(shown?.labels).toEqual(repository.labels);
    }),
    { numRuns: 50 },
  );
});

function act(as: ReturnType<typeof smallWorld>["as"], items: number, what: number): void {
  if (items === 0 || what === 0) as.openIssue("Issue", { labels: ["one"] });
  else if (what === 1) as.close(items);
  else if (what === 2) as.reopen(items);
  else if (what === 3) as.label(1, `label ${items}`);
  else if (what === 4) as.comment(1, "More");
  else if (what === 5) as.edit(items, { labels: [] });
  else if (what === 6) as.edit(1, { title: `Title ${items}` });
  else as.openPull("Pull");
}
