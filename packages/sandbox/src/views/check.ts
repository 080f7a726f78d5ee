// Check runs and suites as REST and webhooks show them.
import type { PullRequest, Repository, World, WorldItem } from "../model.ts";
import type { CheckSuite, WorldCheckRun } from "../model-checks.ts";
import { checkAppView } from "./account.ts";
import { apiOf, repositoryView } from "./repository.ts";

/** Only pull requests from the repository itself are listed; those of forks never are. */
function pullsOf(world: World, repository: Repository, sha: string) {
  const isHead = (item: WorldItem): item is PullRequest =>
    item.kind === "pull" && item.state === "open" && item.head.sha === sha && item.head.repository === repository;
  const side = ({ ref, sha: commit }: { ref: string; sha: string }) => ({
    ref,
    sha: commit,
    repo: { id: repository.id, url: apiOf(world, repository), name: repository.name },
  });
  return repository.items.filter(isHead).map((pull) => ({
    url: `${apiOf(world, repository)}/pulls/${pull.number}`,
    id: pull.id,
    number: pull.number,
    head: side(pull.head),
    base: side(pull.base),
  }));
}

export function checkRunView(world: World, repository: Repository, run: WorldCheckRun) {
  const url = `${apiOf(world, repository)}/check-runs/${run.id}`;
  const html = `${repository.url}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: run.nodeId,
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl === "" ? html : run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt.toISOString(),
    completed_at: run.completedAt?.toISOString() ?? null,
    output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite.id },
    app: checkAppView(world, run.suite.app),
    pull_requests: pullsOf(world, repository, run.headSha),
  };
}

function statusOf({ runs }: CheckSuite): { status: string; conclusion: string | null } {
  if (runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.some(({ status }) => status !== "completed")) return { status: "in_progress", conclusion: null };
  const worst = ["action_required", "failure", "neutral", "success"].find((each) =>
    runs.some(({ conclusion }) => conclusion === each),
  );
  return { status: "completed", conclusion: worst ?? null };
}

export function checkSuiteView(world: World, repository: Repository, suite: CheckSuite) {
  const url = `${apiOf(world, repository)}/check-suites/${suite.id}`;
  const commit = repository.commits.get(suite.headSha);
  const author = { name: commit?.author.login ?? "", email: `${commit?.author.login}@example.com` };
  const branch = [...repository.branches].find(([, sha]) => sha === suite.headSha)?.[0] ?? null;
  return {
    id: suite.id,
    node_id: suite.nodeId,
    head_branch: branch,
    head_sha: suite.headSha,
    ...statusOf(suite),
    url,
    before: commit?.parents[0] ?? null,
    after: suite.headSha,
    pull_requests: pullsOf(world, repository, suite.headSha),
    app: checkAppView(world, suite.app),
    repository: repositoryView(world, repository),
    created_at: suite.createdAt.toISOString(),
    updated_at: suite.updatedAt.toISOString(),
    latest_check_runs_count: suite.runs.length,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
    head_commit: {
      id: suite.headSha,
      tree_id: suite.headSha,
      message: commit?.message ?? "",
      timestamp: (commit?.date ?? suite.createdAt).toISOString(),
      author,
      committer: author,
    },
  };
}
