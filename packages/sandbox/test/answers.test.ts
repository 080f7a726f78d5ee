// The sandbox's answers over REST, held against GitHub's OpenAPI description; those that scenarios ask for are held there, too.
import { createPrivateKey } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SignJWT } from "jose";
import { answerProblems } from "../../../test/contract/openapi.ts";
import { createCheckRun } from "../src/actions/checks.ts";
import { person } from "../src/people.ts";
import { type Sandbox, startSandbox } from "../src/server.ts";
import { addOrganization, addRepository, addTeam, addUser, install } from "../src/world.ts";

type Asking = { as: "app" | "installation" | "alice"; path: string; body?: object };

let sandbox: Sandbox;
const token = { app: "", installation: "", alice: "" };
const id = { installation: 0, comment: 0, run: 0 };
let sha = "";

beforeAll(async () => {
  sandbox = await startSandbox();
  const { world } = sandbox;
  const owner = addOrganization(world, "acme");
  const account = addUser(world, "alice");
  const repository = addRepository(world, {
    owner,
    name: "web",
    roles: { alice: "maintain" },
    roleNames: { alice: "captain" },
  });
  addTeam(world, owner, "delivery");
  addTeam(world, owner, "leads", { parent: "delivery", members: [account] });
  const installation = install(world, owner);
  installation.repositories.push(repository);
  const alice = person(world, repository, account);
  alice.createMilestone("MVP", { dueOn: new Date("2026-03-01") });
  alice.createLabel("bug");
  alice.openIssue("One", { milestone: 1, labels: ["bug"], assignees: ["alice"] });
  const pull = alice.openPull("Two");
  sha = pull.head.sha;
  const where = { world, repository, actor: { account: world.app.bot, installation } };
  id.comment = alice.comment(1, "Hello").id;
  id.run = createCheckRun(where, "build", sha, { conclusion: "success", output: { title: "t", summary: "s" } }).id;
  id.installation = installation.id;
  alice.runWorkflow("e2e.yml", "success");
  token.alice = sandbox.tokens.personal(account);
  token.installation = sandbox.tokens.grant(installation).token;
  const now = Math.floor(Date.now() / 1000);
  token.app = await new SignJWT({ iat: now, exp: now + 300, iss: String(world.app.id) })
    .setProtectedHeader({ alg: "RS256" })
    .sign(createPrivateKey(sandbox.app.privateKey));
});
afterAll(() => sandbox.close());

const REPOSITORY = "/repos/acme/web";

/** How each operation is asked for. */
const ASKED: Record<string, () => Asking> = {
  "GET /app": () => ({ as: "app", path: "/app" }),
  "GET /apps/{app_slug}": () => ({ as: "alice", path: "/apps/example" }),
  "GET /app/hook/deliveries": () => ({ as: "app", path: "/app/hook/deliveries" }),
  "GET /app/installations": () => ({ as: "app", path: "/app/installations" }),
  "GET /app/installations/{installation_id}": () => ({ as: "app", path: `/app/installations/${id.installation}` }),
  "POST /app/installations/{installation_id}/access_tokens": () => ({
    as: "app",
    path: `/app/installations/${id.installation}/access_tokens`,
  }),
  "GET /repos/{owner}/{repo}": () => ({ as: "installation", path: REPOSITORY }),
  "GET /repos/{owner}/{repo}/labels": () => ({ as: "installation", path: `${REPOSITORY}/labels` }),
  "POST /repos/{owner}/{repo}/labels": () => ({
    as: "installation",
    path: `${REPOSITORY}/labels`,
    body: { name: "phase: mvp", color: "1d76db", description: "MVP" },
  }),
  "GET /repos/{owner}/{repo}/issues": () => ({ as: "installation", path: `${REPOSITORY}/issues` }),
  "POST /repos/{owner}/{repo}/issues": () => ({
    as: "installation",
    path: `${REPOSITORY}/issues`,
    body: { title: "Boundary review", body: "…", labels: ["bug"] },
  }),
  "GET /repos/{owner}/{repo}/issues/{issue_number}": () => ({ as: "installation", path: `${REPOSITORY}/issues/1` }),
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}": () => ({
    as: "installation",
    path: `${REPOSITORY}/issues/1`,
    body: { state: "closed", state_reason: "not_planned" },
  }),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": () => ({
    as: "installation",
    path: `${REPOSITORY}/issues/2/labels`,
    body: { labels: ["bug"] },
  }),
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}": () => ({
    as: "installation",
    path: `${REPOSITORY}/issues/2/labels/bug`,
  }),
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": () => ({
    as: "installation",
    path: `${REPOSITORY}/issues/1/comments`,
  }),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": () => ({
    as: "installation",
    path: `${REPOSITORY}/issues/1/comments`,
    body: { body: "Hello" },
  }),
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": () => ({
    as: "installation",
    path: `${REPOSITORY}/issues/comments/${id.comment}/reactions`,
    body: { content: "eyes" },
  }),
  "GET /repos/{owner}/{repo}/milestones": () => ({ as: "installation", path: `${REPOSITORY}/milestones` }),
  "POST /repos/{owner}/{repo}/check-runs": () => ({
    as: "installation",
    path: `${REPOSITORY}/check-runs`,
    body: { name: "build", head_sha: sha, conclusion: "success", output: { title: "t", summary: "s" } },
  }),
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": () => ({
    as: "installation",
    path: `${REPOSITORY}/check-runs/${id.run}`,
    body: { conclusion: "neutral" },
  }),
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": () => ({ as: "installation", path: `${REPOSITORY}/pulls/2` }),
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": () => ({
    as: "installation",
    path: `${REPOSITORY}/collaborators/alice/permission`,
  }),
  "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs": () => ({
    as: "installation",
    path: `${REPOSITORY}/actions/workflows/e2e.yml/runs`,
  }),
  "GET /orgs/{org}/teams/{team_slug}": () => ({ as: "installation", path: "/orgs/acme/teams/leads" }),
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": () => ({
    as: "installation",
    path: "/orgs/acme/teams/delivery/memberships/alice",
  }),
};

async function ask(method: string, { as, path, body }: Asking): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${sandbox.url}/api/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${token[as]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

test.each(Object.entries(ASKED))("%s", async (operation, asking) => {
  const [method = ""] = operation.split(" ");
  const { path } = asking();
  const answer = await ask(method, asking());
  expect(answer.status).toBeLessThan(300);
  expect(answerProblems({ method, path }, answer.status, answer.body)).toEqual([]);
});

test("a custom role shows by its name, what it is built on by its permission", async () => {
  const { body } = await ask("GET", { as: "alice", path: `${REPOSITORY}/collaborators/alice/permission` });
  expect(body).toMatchObject({ permission: "write", role_name: "captain" });
});

test.each([
  ["a member of a child team is one of the parent's", "delivery", 200],
  ["a member of the parent is not thereby one of the child's", "leads", 200],
  ["nobody is in a team that is not there", "others", 404],
])("%s", async (_, team, status) => {
  const answer = await ask("GET", { as: "installation", path: `/orgs/acme/teams/${team}/memberships/alice` });
  expect(answer.status).toBe(status);
});
