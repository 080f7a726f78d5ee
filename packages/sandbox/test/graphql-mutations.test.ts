// Mutations: what they change in the world, who may, and several in one document.
import { describe, expect, test } from "@jest/globals";
import { createCheckRun } from "../src/actions/checks.ts";
import { addComment } from "../src/actions/comments.ts";
import { createLabel } from "../src/actions/labels.ts";
import type { App } from "../src/model-accounts.ts";
import { planned, smallWorld } from "./graphql-world.ts";

function plannedWorld() {
  const small = smallWorld();
  const { issues, ...rest } = planned(small);
  const [issue] = issues;
  if (issue === undefined) throw new Error("no issue");
  const mutate = (name: string, input: object, actor = small.app, fields = "clientMutationId") => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    return small.ask(`mutation ($input: ${type}) { ${name}(input: $input) { ${fields} } }`, { input }, actor);
  };
  return { ...small, ...rest, issue, mutate };
}

test("several mutations in one document run in their order; one that fails leaves the others", async () => {
  const { ask, pull, world, repository } = plannedWorld();
  const run = (alias: string, repositoryId: string, conclusion: string) =>
    `${alias}: createCheckRun(input: { repositoryId: "${repositoryId}", headSha: "${pull.head.sha}", name: "${alias}", status: COMPLETED, conclusion: ${conclusion}, output: { title: "t", summary: "s" } }) { checkRun { name conclusion } }`;
  const answer = await ask(
    `mutation { ${run("a", repository.nodeId, "SUCCESS")} ${run("b", "R_none", "SUCCESS")} ${run("c", repository.nodeId, "ACTION_REQUIRED")} }`,
  );
  expect(answer).toEqual({
    data: {
      a: { checkRun: { name: "a", conclusion: "SUCCESS" } },
      b: null,
      c: { checkRun: { name: "c", conclusion: "ACTION_REQUIRED" } },
    },
    errors: [
      {
        type: "NOT_FOUND",
        path: ["b"],
        locations: [expect.anything()],
        message: "Could not resolve to a node with the global id of 'R_none'",
      },
    ],
  });
  const runs = repository.suites.filter(({ headSha }) => headSha === pull.head.sha).flatMap((suite) => suite.runs);
  expect(runs.map(({ name, suite }) => [name, suite.app])).toEqual([
    ["a", world.app],
    ["c", world.app],
  ]);
});

describe("each changes the world", () => {
  test("updateCheckRun", async () => {
    const { mutate, where, app, pull, repository } = plannedWorld();
    const run = createCheckRun({ ...where, actor: app }, "build", pull.head.sha, { status: "in_progress" });
    const output = { title: "Open:", summary: "s" };
    const actions = [{ label: "Re-check", description: "Look again", identifier: "recheck" }];
    await mutate("updateCheckRun", {
      repositoryId: repository.nodeId,
      checkRunId: run.nodeId,
      conclusion: "SUCCESS",
      output,
      actions,
      externalId: "7",
    });
    expect(run).toMatchObject({ status: "completed", conclusion: "success", output, actions, externalId: "7" });
  });

  test("addComment and updateIssueComment", async () => {
    const { mutate, app, pull } = plannedWorld();
    const fields = "clientMutationId commentEdge { node { body author { login } } }";
    const input = { subjectId: pull.nodeId, body: "Hi", clientMutationId: "x" };
    const answer = await mutate("addComment", input, app, fields);
    const comment = { body: "Hi", author: { login: "example" } };
    expect(answer).toEqual({ data: { addComment: { clientMutationId: "x", commentEdge: { node: comment } } } });
    await mutate("updateIssueComment", { id: pull.comments[0]?.nodeId, body: "Ho" });
    expect(pull.comments).toMatchObject([{ body: "Ho", editor: app.account }]);
  });

  test("addReaction, once", async () => {
    const { mutate, app, issue } = plannedWorld();
    const input = { subjectId: issue.nodeId, content: "THUMBS_UP" };
    const answer = await mutate("addReaction", input, app, "reaction { content user { login } } subject { id }");
    await mutate("addReaction", input);
    expect(answer).toMatchObject({
      data: { addReaction: { reaction: { content: "THUMBS_UP" }, subject: { id: issue.nodeId } } },
    });
    expect(issue.reactions).toMatchObject([{ content: "+1", user: app.account }]);
  });

  test("addLabelsToLabelable and removeLabelsFromLabelable", async () => {
    const { mutate, where, pull } = plannedWorld();
    const labelIds = [createLabel(where, { name: "bug" }).nodeId];
    const input = { labelableId: pull.nodeId, labelIds };
    const names = () => pull.labels.map(({ name }) => name);
    await mutate("addLabelsToLabelable", input);
    expect(names()).toEqual(["bug"]);
    await mutate("removeLabelsFromLabelable", input);
    await mutate("removeLabelsFromLabelable", input);
    expect(names()).toEqual([]);
  });

  test("closeIssue and reopenIssue", async () => {
    const { mutate, issue } = plannedWorld();
    await mutate("closeIssue", { issueId: issue.nodeId, stateReason: "NOT_PLANNED" });
    expect(issue).toMatchObject({ state: "closed", stateReason: "not_planned" });
    await mutate("reopenIssue", { issueId: issue.nodeId });
    expect(issue).toMatchObject({ state: "open", stateReason: "reopened" });
  });

  test("updateIssue", async () => {
    const { mutate, issue, person, milestone } = plannedWorld();
    const people = [person.account.nodeId];
    await mutate("updateIssue", {
      id: issue.nodeId,
      title: "New",
      body: "Text",
      milestoneId: null,
      labelIds: [],
      assigneeIds: people,
    });
    expect(issue).toMatchObject({
      title: "New",
      body: "Text",
      milestone: null,
      labels: [],
      assignees: [person.account],
    });
    await mutate("updateIssue", { id: issue.nodeId, state: "CLOSED", milestoneId: milestone.nodeId });
    expect(issue).toMatchObject({ title: "New", state: "closed", milestone });
  });
});

describe("refused", () => {
  test.each([
    ["app", "addComment", "", "UNPROCESSABLE", "Validation Failed"],
    ["stranger", "closeIssue", "Hi", "FORBIDDEN", "bob does not have the correct permissions to execute `CloseIssue`"],
    ["person", "createCheckRun", "Hi", "FORBIDDEN", "Resource not accessible by personal access token"],
    [
      "app",
      "closeIssue on a pull request",
      "Hi",
      "NOT_FOUND",
      "Could not resolve to Issue node with the global id of 'PULL'.",
    ],
  ] as const)("%s: %s", async (who, what, body, type, message) => {
    const { mutate, issue, pull, repository, ...small } = plannedWorld();
    const [name = ""] = what.split(" ");
    const inputs: Record<string, object> = {
      addComment: { subjectId: issue.nodeId, body },
      closeIssue: { issueId: what.endsWith("request") ? pull.nodeId : issue.nodeId },
      createCheckRun: { repositoryId: repository.nodeId, headSha: pull.head.sha, name: "x" },
    };
    expect(await mutate(name, inputs[name] ?? {}, small[who])).toEqual({
      data: { [name]: null },
      errors: [{ type, path: [name], locations: [expect.anything()], message: message.replace("PULL", pull.nodeId) }],
    });
    expect(issue).toMatchObject({ state: "open", comments: [] });
  });

  test("an author may close without a role", async () => {
    const { mutate, issue, stranger } = plannedWorld();
    issue.author = stranger.account;
    await mutate("closeIssue", { issueId: issue.nodeId }, stranger);
    expect(issue.state).toBe("closed");
  });

  test.each([
    ["without its permission", "Resource not accessible by integration"],
    ["in an archived repository", "Repository was archived so is read-only."],
  ])("the app %s", async (how, message) => {
    const { mutate, issue, world, repository } = plannedWorld();
    if (how.startsWith("in ")) repository.archived = true;
    else world.app.permissions = { ...world.app.permissions, issues: "read" };
    expect(await mutate("addComment", { subjectId: issue.nodeId, body: "Hi" })).toMatchObject({
      errors: [{ type: "FORBIDDEN", message }],
    });
  });

  test("another app's check run", async () => {
    const { mutate, where, app, pull, repository, world } = plannedWorld();
    const other: App = { ...world.app, id: 1, slug: "other" };
    const run = createCheckRun({ ...where, actor: app }, "x", pull.head.sha, {}, other);
    const answer = await mutate("updateCheckRun", {
      repositoryId: repository.nodeId,
      checkRunId: run.nodeId,
      status: "IN_PROGRESS",
    });
    expect(answer).toMatchObject({
      errors: [{ type: "FORBIDDEN", message: expect.stringContaining("Invalid app_id `1`") }],
    });
  });
});

test("comments of people keep their author", async () => {
  const { mutate, where, issue, app } = plannedWorld();
  const comment = addComment(where, issue, "Mine");
  await mutate("updateIssueComment", { id: comment.nodeId, body: "Ours" }, app);
  expect(comment).toMatchObject({ author: where.actor.account, editor: app.account });
});
