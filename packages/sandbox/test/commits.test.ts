// Who wrote, committed, signed and pushed a pull request's commits need not be one person.
import { afterEach, describe, expect, test } from "@jest/globals";
import { answerProblems } from "../../../test/contract/openapi.ts";
import { addUser } from "../src/world.ts";
import { planned, smallWorld } from "./graphql-world.ts";
import { tellingWorld } from "./told.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

const PEOPLE =
  "author { name user { login } } authors(first: 5) { nodes { user { login } } } committer { user { login } } authoredByCommitter committedViaWeb signature { isValid state wasSignedByGitHub signer { login } }";

function pulled() {
  const s = smallWorld();
  planned(s);
  const head = async () => {
    const fields = `pullRequest(number: 4) { commits(last: 1) { nodes { commit { message ${PEOPLE} } } } }`;
    const answer = JSON.parse(JSON.stringify(await s.askRepository(fields)));
    return answer.data.repository.pullRequest.commits.nodes[0].commit;
  };
  return { ...s, bob: addUser(s.world, "robert"), carol: addUser(s.world, "carol"), head };
}

const named = (login: string) => ({ user: { login } });

describe("a commit of a pull request", () => {
  test("is unsigned and its pusher's, unless it is said otherwise", async () => {
    const { as, head } = pulled();
    as.push("feature");
    const committer = named("alice");
    expect(await head()).toMatchObject({
      committer,
      authoredByCommitter: true,
      committedViaWeb: false,
      signature: null,
    });
  });

  test("may have another author than its pusher, who is in the push and in nothing else", async () => {
    const { as, head, bob } = pulled();
    as.push("feature", undefined, { author: bob, committer: bob });
    expect(await head()).toMatchObject({
      author: named("robert"),
      committer: named("robert"),
      authoredByCommitter: true,
    });
    const { alice, by, world, told, emitted } = tellingWorld();
    alice.push("feature", undefined, { author: addUser(world, "robert") });
    const push = emitted().find(({ event }) => event === "push");
    expect(push?.payload).toMatchObject({
      sender: { login: by.account.login },
      pusher: { name: "alice" },
      head_commit: { author: { username: "robert" }, committer: { username: "robert" } },
    });
    expect(told()).toContain("push");
  });

  test("names its co-authors, at the end of its message, too", async () => {
    const { as, head, bob, carol } = pulled();
    as.push("feature", undefined, { author: bob, coAuthors: [carol] });
    expect(await head()).toMatchObject({
      authors: { nodes: [named("robert"), named("carol")] },
      message: "Change\n\nCo-authored-by: carol <carol@example.com>",
    });
  });

  test("has no account where its author's address belongs to nobody", async () => {
    const { as, head, bob } = pulled();
    as.push("feature", undefined, { author: bob, isLinked: false });
    expect(await head()).toMatchObject({
      author: { name: "robert", user: null },
      authors: { nodes: [{ user: null }] },
    });
  });

  test.each([
    [true, "VALID", "robert"],
    [false, "INVALID", "robert"],
    [false, "NO_USER", null],
  ])("is signed: valid %s, %s, by %s", async (isValid, state, login) => {
    const { as, head, bob } = pulled();
    const signer = login === null ? null : bob;
    as.push("feature", undefined, { author: bob, signature: { isValid, signer, byGitHub: false } });
    const shown = signer === null ? null : { login };
    expect(await head()).toMatchObject({ signature: { isValid, state, wasSignedByGitHub: false, signer: shown } });
  });

  test("that merges the base on GitHub's page is committed and signed by GitHub", async () => {
    const { as, head, repository } = pulled();
    as.push("main", { "base.txt": "new" });
    const sha = as.updateBranch(4);
    expect(repository.commits.get(sha)?.parents).toHaveLength(2);
    expect(repository.commits.get(sha)?.files.get("base.txt")).toBe("new");
    expect(await head()).toMatchObject({
      author: named("alice"),
      committer: named("web-flow"),
      committedViaWeb: true,
      signature: { isValid: true, wasSignedByGitHub: true, signer: { login: "web-flow" } },
    });
  });
});

test("what is merged is its author's, committed by GitHub", () => {
  const { as, repository, world, stranger } = pulled();
  const [pull] = repository.items.filter((item) => item.kind === "pull");
  if (pull !== undefined) pull.author = stranger.account;
  const made = repository.commits.get(as.merge(4));
  expect([made?.author, made?.committer]).toEqual([stranger.account, world.webFlow]);
});

test("REST lists them as GitHub describes them", async () => {
  const { alice, account, get, sandbox } = await unkindWorld();
  open.push(sandbox);
  const pull = alice.openPull("Icons");
  alice.push(pull.head.ref, undefined, {
    isLinked: false,
    signature: { isValid: true, signer: account, byGitHub: false },
  });
  const path = `/pulls/${pull.number}/commits`;
  const { status, body } = await get(path);
  expect(answerProblems({ method: "GET", path: `/repos/acme/web${path}` }, status, body)).toEqual([]);
  expect(body).toMatchObject([
    { author: { login: "alice" }, commit: { verification: { verified: false, reason: "unsigned" } } },
    { author: null, committer: { login: "alice" }, commit: { verification: { verified: true } } },
  ]);
});
