// Workflows and their runs as REST and webhooks show them.
import type { Repository, World } from "../model.ts";
import type { Workflow, WorkflowRun } from "../model-shipping.ts";
import { accountView } from "./account.ts";
import { apiOf, repositoryView } from "./repository.ts";

export function workflowView(world: World, repository: Repository, workflow: Workflow) {
  const html = `${repository.url}/actions/workflows/${workflow.path.split("/").at(-1)}`;
  return {
    id: workflow.id,
    node_id: workflow.nodeId,
    name: workflow.name,
    path: workflow.path,
    state: "active",
    created_at: workflow.createdAt.toISOString(),
    updated_at: workflow.createdAt.toISOString(),
    url: `${apiOf(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: html,
    badge_url: `${html}/badge.svg`,
  };
}

const LINKS = ["jobs", "logs", "cancel", "rerun", "artifacts"] as const;

export function workflowRunView(world: World, repository: Repository, run: WorkflowRun) {
  const api = apiOf(world, repository);
  const url = `${api}/actions/runs/${run.id}`;
  return {
    id: run.id,
    node_id: run.nodeId,
    name: run.workflow.name,
    display_title: run.workflow.name,
    path: run.workflow.path,
    workflow_id: run.workflow.id,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.branch,
    head_sha: run.sha,
    head_commit: headCommit(repository, run),
    check_suite_id: run.id,
    check_suite_node_id: run.nodeId,
    pull_requests: [],
    referenced_workflows: [],
    actor: accountView(world, run.actor),
    triggering_actor: accountView(world, run.actor),
    created_at: run.createdAt.toISOString(),
    updated_at: run.updatedAt.toISOString(),
    run_started_at: run.createdAt.toISOString(),
    url,
    html_url: `${repository.url}/actions/runs/${run.id}`,
    ...Object.fromEntries(LINKS.map((name) => [`${name}_url`, `${url}/${name}`])),
    check_suite_url: `${api}/check-suites/${run.id}`,
    workflow_url: `${api}/actions/workflows/${run.workflow.id}`,
    previous_attempt_url: null,
    repository: repositoryView(world, repository),
    head_repository: repositoryView(world, repository),
  };
}

function headCommit({ commits }: Repository, { sha, createdAt }: WorkflowRun) {
  const commit = commits.get(sha);
  const author = { name: commit?.author.login ?? "", email: `${commit?.author.login}@example.com` };
  const timestamp = (commit?.date ?? createdAt).toISOString();
  return { id: sha, tree_id: sha, message: commit?.message ?? "", timestamp, author, committer: author };
}
