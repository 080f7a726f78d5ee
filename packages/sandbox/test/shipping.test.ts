// Releases, deployments, runs of workflows, pins and installations: what the sandbox tells of them, as GitHub's schemas have it.
import { expect, test } from "@jest/globals";
import { addToInstallation, installOn, removeFromInstallation, uninstall } from "../src/actions/installations.ts";
import { addOrganization, addRepository } from "../src/world.ts";
import { smallWorld } from "./graphql-world.ts";
import { tellingWorld } from "./told.ts";

test("a release sends a webhook at each step", () => {
  const { alice, told } = tellingWorld();
  alice.createRelease("v1");
  expect(told()).toEqual(["release.created", "release.published", "release.released"]);
  const draft = alice.createRelease("v2", { draft: true, prerelease: true });
  expect(told()).toEqual(["release.created"]);
  alice.publishRelease(draft);
  expect(told()).toEqual(["release.published", "release.prereleased"]);
  alice.editRelease(draft, { name: "Two", prerelease: false });
  expect(told()).toEqual(["release.edited", "release.released"]);
  alice.deleteRelease(draft);
  expect(told()).toEqual(["release.deleted"]);
  expect(() => alice.createRelease("v1")).toThrow("Validation Failed");
});

test("a deployment sends a webhook with each status; a success makes earlier ones inactive", () => {
  const { alice, told } = tellingWorld();
  const first = alice.deploy("staging", "success");
  const second = alice.deploy("staging", "in_progress");
  const other = alice.deploy("production", "success");
  alice.deploymentBecomes(second, "success");
  expect(told()).toEqual([
    ...Array(3).fill(["deployment.created", "deployment_status.created"]).flat(),
    ...Array(2).fill("deployment_status.created"),
  ]);
  expect([first, second, other].map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
    "inactive",
    "success",
    "success",
  ]);
});

test("a run of a workflow sends a webhook at its start and its end", () => {
  const { alice, told } = tellingWorld();
  alice.runWorkflow("e2e.yml", "failure");
  expect(told()).toEqual(["workflow_run.in_progress", "workflow_run.completed"]);
});

test("three issues can be pinned, a fourth is refused", () => {
  const { alice, told } = tellingWorld();
  for (const title of ["One", "Two", "Three", "Four"]) alice.openIssue(title);
  told();
  for (const number of [1, 2, 3]) alice.pin(number);
  expect(() => alice.pin(4)).toThrow("Maximum 3 pinned issues per repository");
  alice.unpin(2);
  alice.pin(4);
  expect(told()).toEqual(["issues.pinned", "issues.pinned", "issues.pinned", "issues.unpinned", "issues.pinned"]);
});

test("the webhook of an installation has no repository at the top", () => {
  const { world, installation, by, told } = tellingWorld();
  const repository = addRepository(world, { owner: installation.account, name: "docs" });
  addToInstallation(by, installation, repository);
  addToInstallation(by, installation, repository);
  removeFromInstallation(by, installation, repository);
  const other = installOn(by, addOrganization(world, "other"), []);
  uninstall(by, other);
  expect(world.installations).toEqual([installation]);
  expect(told()).toEqual([
    "installation_repositories.added",
    "installation_repositories.removed",
    "installation.created",
    "installation.deleted",
  ]);
});

test("an app that may just read sees published releases, newest first", async () => {
  const small = smallWorld();
  const alice = small.as;
  alice.createRelease("v1");
  alice.createRelease("v2-rc", { prerelease: true, body: "Try it" });
  alice.createRelease("v3", { draft: true });
  const fields = "tagName isPrerelease isDraft isLatest publishedAt description";
  const { data } = await small.askRepository(`releases(first: 5) { nodes { ${fields} } } latestRelease { tagName }`);
  expect(data).toMatchObject({
    repository: {
      releases: {
        nodes: [
          { tagName: "v2-rc", isPrerelease: true, isLatest: false, description: "Try it" },
          { tagName: "v1", isPrerelease: false, isLatest: true },
        ],
      },
      latestRelease: { tagName: "v1" },
    },
  });
});

test("deployments are found by environment, with their latest status", async () => {
  const small = smallWorld();
  small.as.deploy("staging", "failure");
  small.as.deploy("production", "success");
  small.as.deploy("staging", "success");
  const order = "orderBy: { field: CREATED_AT, direction: DESC }";
  const { data } = await small.askRepository(
    `deployments(first: 1, environments: ["staging"], ${order}) { totalCount nodes { state latestStatus { state } statuses(first: 5) { totalCount } } }`,
  );
  expect(data).toEqual({
    repository: {
      deployments: {
        totalCount: 2,
        nodes: [{ state: "ACTIVE", latestStatus: { state: "SUCCESS" }, statuses: { totalCount: 1 } }],
      },
    },
  });
});

test("the app begins a discussion in a category, and pins an issue", async () => {
  const small = smallWorld();
  const issue = small.as.openIssue("Dashboard");
  const found = await small.askRepository("id discussionCategories(first: 5) { nodes { id name slug } }");
  const [category] = small.repository.discussionCategories;
  expect(found.data).toEqual({
    repository: {
      id: small.repository.nodeId,
      discussionCategories: { nodes: [{ id: category?.nodeId, name: "Announcements", slug: "announcements" }] },
    },
  });
  const made = await small.ask(
    "mutation Go($discussion: CreateDiscussionInput!, $pin: PinIssueInput!) { createDiscussion(input: $discussion) { discussion { number } } pinIssue(input: $pin) { issue { isPinned } } }",
    {
      discussion: {
        repositoryId: small.repository.nodeId,
        categoryId: category?.nodeId,
        title: "MVP is done",
        body: "Next: Polish",
      },
      pin: { issueId: issue.nodeId },
    },
  );
  expect(made).toEqual({
    data: { createDiscussion: { discussion: { number: 2 } }, pinIssue: { issue: { isPinned: true } } },
  });
  const all = `discussions(first: 5, categoryId: "${category?.nodeId}") { nodes { title author { login } category { name } } } pinnedIssues(first: 3) { totalCount }`;
  expect((await small.askRepository(all)).data).toEqual({
    repository: {
      discussions: {
        nodes: [{ title: "MVP is done", author: { login: "example" }, category: { name: "Announcements" } }],
      },
      pinnedIssues: { totalCount: 1 },
    },
  });
});
