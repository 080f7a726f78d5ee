// Milestones, issues and pull requests as GraphQL shows them.
import { describe, expect, test } from "@jest/globals";
import { push } from "../src/actions/branches.ts";
import { createCheckRun } from "../src/actions/checks.ts";
import { addComment, react } from "../src/actions/comments.ts";
import { createIssue, editItem, setState } from "../src/actions/items.ts";
import { addLabels, createLabel, removeLabel } from "../src/actions/labels.ts";
import { setMilestone } from "../src/actions/milestones.ts";
import { createPull, merge } from "../src/actions/pulls.ts";
import { addRepository } from "../src/world.ts";
import { planned, type SmallWorld, smallWorld } from "./graphql-world.ts";

function plannedWorld() {
  const small = smallWorld();
  return { ...small, ...planned(small) };
}

describe("a milestone's counts", () => {
  function partlyDone() {
    const small = plannedWorld();
    const [, two, three] = small.issues;
    if (two) setState(small.where, two, "closed", "completed");
    if (three) setState(small.where, three, "closed", "duplicate");
    setMilestone(small.where, small.pull, small.milestone);
    return small;
  }

  test.each([
    ["issues", 3],
    ["issues(states: [OPEN])", 1],
    ["issues(states: [CLOSED])", 2],
    ['issues(labels: ["PHASE: mvp", "other"])', 3],
    ['issues(labels: ["other"])', 0],
    ["pullRequests", 1],
    ["pullRequests(states: [MERGED, CLOSED])", 0],
  ])("%s: %d", async (field, totalCount) => {
    const answer = await partlyDone().askRepository(`milestone(number: 1) { it: ${field} { totalCount } }`);
    expect(answer).toEqual({ data: { repository: { milestone: { it: { totalCount } } } } });
  });

  test("progress counts pull requests, too", async () => {
    const answer = await partlyDone().askRepository("milestone(number: 1) { title state progressPercentage }");
    expect(answer).toEqual({
      data: { repository: { milestone: { title: "MVP", state: "OPEN", progressPercentage: 50 } } },
    });
  });

  test("a duplicate shows as one only to who asks for it", async () => {
    const answer = await partlyDone().askRepository("issues(first: 3) { nodes { stateReason } }");
    const reasons = [{ stateReason: null }, { stateReason: "COMPLETED" }, { stateReason: "NOT_PLANNED" }];
    expect(answer).toEqual({ data: { repository: { issues: { nodes: reasons } } } });
  });
});

test.each([
  ["issues(first: 9)", [1, 2, 3]],
  ["issues(first: 9, filterBy: { assignee: null })", [2, 3]],
  ['issues(first: 9, filterBy: { assignee: "*" })', [1]],
  ['issues(first: 9, filterBy: { assignee: "ALICE" })', [1]],
  ['issues(first: 9, filterBy: { createdBy: "bob" })', []],
  ['issues(first: 9, filterBy: { createdBy: "alice" })', [1, 2, 3]],
  ["issues(first: 9, filterBy: { milestoneNumber: null })", [3]],
  ['issues(first: 9, filterBy: { milestoneNumber: "1" })', [1, 2]],
  ['issues(first: 9, filterBy: { milestoneNumber: "*" })', [1, 2]],
  ["issues(first: 9, filterBy: { states: [CLOSED] })", []],
  ['issues(first: 9, filterBy: { since: "2030-01-01T00:00:00Z" })', []],
  ["issues(first: 9, orderBy: { field: UPDATED_AT, direction: DESC })", [1, 3, 2]],
  ["issues(first: 9, orderBy: { field: COMMENTS, direction: DESC })", [2, 3, 1]],
  ['pullRequests(first: 9, headRefName: "feature")', [4]],
  ['pullRequests(first: 9, baseRefName: "other")', []],
  ["pullRequests(first: 9, states: [OPEN])", [4]],
])("%s: %j", async (field, numbers) => {
  const small = plannedWorld();
  const [one, two, three] = small.issues;
  if (two) addComment(small.where, two, "Hello");
  if (three) setMilestone(small.where, three, null);
  if (one) editItem(small.where, one, { assignees: ["alice"], title: "First" });
  const answer = await small.askRepository(`it: ${field} { nodes { number } }`);
  expect(answer).toEqual({ data: { repository: { it: { nodes: numbers.map((number) => ({ number })) } } } });
});

test.each([
  ['labels(first: 9, query: "MVP") { nodes { name } }', ["phase: mvp"]],
  ["labels(first: 9) { nodes { name } }", ["phase: mvp", "Bug"]],
  ["labels(first: 9, orderBy: { field: NAME, direction: ASC }) { nodes { name } }", ["Bug", "phase: mvp"]],
])("%s: %j", async (field, names) => {
  const small = plannedWorld();
  createLabel(small.where, { name: "Bug" });
  const answer = await small.askRepository(field);
  expect(answer).toEqual({ data: { repository: { labels: { nodes: names.map((name) => ({ name })) } } } });
});

test("a label is found in any case", async () => {
  const answer = await plannedWorld().askRepository(
    'label(name: "Phase: MVP") { name issues { totalCount } pullRequests { totalCount } }',
  );
  expect(answer).toEqual({
    data: { repository: { label: { name: "phase: mvp", issues: { totalCount: 3 }, pullRequests: { totalCount: 0 } } } },
  });
});

test("the timeline tells who labelled, and a bot's login has no [bot]", async () => {
  const small = plannedWorld();
  addLabels({ ...small.where, actor: small.app }, small.pull, ["phase: mvp"]);
  removeLabel(small.where, small.pull, "phase: mvp");
  setMilestone(small.where, small.pull, small.milestone);
  const types = "[LABELED_EVENT, UNLABELED_EVENT, MILESTONED_EVENT]";
  const events =
    "__typename ... on LabeledEvent { label { name } actor { __typename login ... on Bot { databaseId } } } ... on UnlabeledEvent { actor { login } } ... on MilestonedEvent { milestoneTitle }";
  const answer = await small.askRepository(
    `pullRequest(number: 4) { timelineItems(itemTypes: ${types}, last: 3) { nodes { ${events} } } }`,
  );
  expect(answer).toEqual({
    data: {
      repository: {
        pullRequest: {
          timelineItems: {
            nodes: [
              {
                __typename: "LabeledEvent",
                label: { name: "phase: mvp" },
                actor: { __typename: "Bot", login: "example", databaseId: small.world.app.bot.id },
              },
              { __typename: "UnlabeledEvent", actor: { login: "alice" } },
              { __typename: "MilestonedEvent", milestoneTitle: "MVP" },
            ],
          },
        },
      },
    },
  });
});

test("events of a kind that the sandbox doesn't keep are refused, not left out", async () => {
  const answer = await plannedWorld().askRepository(
    "issue(number: 1) { timelineItems(itemTypes: [LOCKED_EVENT], last: 3) { totalCount } }",
  );
  expect(answer).toMatchObject({ errors: [{ message: "sandbox: the timeline's LOCKED_EVENT is not implemented" }] });
});

describe("a pull request", () => {
  const ask = async (small: SmallWorld, fields: string) => small.askRepository(`pullRequest(number: 4) { ${fields} }`);
  const shown = (pullRequest: object) => ({ data: { repository: { pullRequest } } });

  test("shows its sides, commits and files", async () => {
    const small = plannedWorld();
    const fields =
      "state isDraft merged headRefName baseRefName isCrossRepository headRefOid autoMergeRequest { enabledAt } changedFiles files(first: 9) { nodes { path changeType } } commits(last: 1) { totalCount nodes { commit { oid message } } }";
    expect(await ask(small, fields)).toEqual(
      shown({
        state: "OPEN",
        isDraft: false,
        merged: false,
        headRefName: "feature",
        baseRefName: "main",
        isCrossRepository: false,
        headRefOid: small.pull.head.sha,
        autoMergeRequest: null,
        changedFiles: 2,
        files: {
          nodes: [
            { path: "logo.png", changeType: "DELETED" },
            { path: "src/a.ts", changeType: "ADDED" },
          ],
        },
        commits: { totalCount: 1, nodes: [{ commit: { oid: small.pull.head.sha, message: "Change" } }] },
      }),
    );
  });

  test("and the issues that it closes know each other", async () => {
    const small = plannedWorld();
    expect(await ask(small, "closingIssuesReferences(first: 9) { nodes { number } }")).toEqual(
      shown({ closingIssuesReferences: { nodes: [{ number: 1 }] } }),
    );
    merge(small.where, small.pull);
    expect(
      await ask(small, "state mergedAt closingIssuesReferences(first: 9) { nodes { state stateReason } }"),
    ).toEqual(
      shown({
        state: "MERGED",
        mergedAt: expect.any(String),
        closingIssuesReferences: { nodes: [{ state: "CLOSED", stateReason: "COMPLETED" }] },
      }),
    );
  });

  test("shows the checks of its head, also from a fork that the app doesn't see", async () => {
    const small = plannedWorld();
    const { world, repository, where } = small;
    const fork = addRepository(world, {
      owner: small.stranger.account,
      name: "web",
      parent: repository,
      private: true,
    });
    push({ ...where, repository: fork, actor: small.stranger }, "idea", { "b.ts": "b" });
    const pull = createPull(where, { title: "Idea", head: "idea", base: "main", from: fork });
    const report = { status: "completed", conclusion: "neutral", output: { title: "Warning:", summary: "s" } } as const;
    createCheckRun({ ...where, actor: small.app }, "build", pull.head.sha, report);
    createCheckRun({ ...where, actor: small.app }, "other", pull.head.sha, { status: "queued" });
    const runs = 'checkRuns(first: 9, filterBy: { checkName: "build" }) { nodes { name status conclusion title } }';
    const suites = `checkSuites(first: 9, filterBy: { appId: ${world.app.id} }) { nodes { status app { slug } ${runs} } }`;
    const answer = await small.askRepository(
      `pullRequest(number: 5) { isCrossRepository headRepository { id } commits(last: 1) { nodes { commit { ${suites} none: checkSuites(first: 1, filterBy: { appId: 1 }) { totalCount } } } } }`,
    );
    const run = { name: "build", status: "COMPLETED", conclusion: "NEUTRAL", title: "Warning:" };
    const suite = { status: "IN_PROGRESS", app: { slug: "example" }, checkRuns: { nodes: [run] } };
    expect(answer).toEqual({
      data: {
        repository: {
          pullRequest: {
            isCrossRepository: true,
            headRepository: null,
            commits: { nodes: [{ commit: { checkSuites: { nodes: [suite] }, none: { totalCount: 0 } } }] },
          },
        },
      },
    });
  });
});

test("a comment shows who wrote it, its reactions, and its conversation; a pull request's is an issue here, too", async () => {
  const small = plannedWorld();
  const comment = addComment(small.where, small.pull, "/phase status<!-- hidden -->");
  react({ ...small.where, actor: small.app }, { item: small.pull, to: comment }, "rocket");
  const fields =
    "databaseId bodyText lastEditedAt viewerDidAuthor author { __typename login } issue { __typename number comments(last: 9) { totalCount } } pullRequest { number } reactionGroups { content viewerHasReacted reactors(first: 1) { totalCount } }";
  const answer = await small.ask(`query ($id: ID!) { node(id: $id) { ... on IssueComment { ${fields} } } }`, {
    id: comment.nodeId,
  });
  expect(answer).toMatchObject({
    data: {
      node: {
        databaseId: comment.id,
        bodyText: "/phase status",
        lastEditedAt: null,
        viewerDidAuthor: false,
        author: { __typename: "User", login: "alice" },
        issue: { __typename: "Issue", number: 4, comments: { totalCount: 1 } },
        pullRequest: { number: 4 },
        reactionGroups: expect.arrayContaining([
          { content: "ROCKET", viewerHasReacted: true, reactors: { totalCount: 1 } },
          { content: "EYES", viewerHasReacted: false, reactors: { totalCount: 0 } },
        ]),
      },
    },
  });
});

test("issues may be pinned", async () => {
  const small = plannedWorld();
  createIssue(small.where, { title: "Dashboard" }).pinned = true;
  const answer = await small.askRepository("pinnedIssues(first: 3) { nodes { issue { title isPinned } } }");
  expect(answer).toEqual({
    data: { repository: { pinnedIssues: { nodes: [{ issue: { title: "Dashboard", isPinned: true } }] } } },
  });
});
