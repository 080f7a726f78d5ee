// The latest completed run of a workflow on a branch: https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
import type { ProbotOctokit } from "probot";
import type { RunQuery } from "./facts.ts";
import type { Fact, FactValue } from "./model.ts";
import type { RepositoryName } from "./port.ts";

type Rest = InstanceType<typeof ProbotOctokit>["rest"];
type Run = Awaited<ReturnType<Rest["actions"]["listWorkflowRuns"]>>["data"]["workflow_runs"][number];

/** The first page is the one run that nearly always is enough. */
const PAGES = [
  { per_page: 1, page: 1 },
  ...Array.from({ length: 10 }, (_each, at) => ({ per_page: 100, page: at + 1 })),
];

export const runReader =
  (rest: Rest, name: RepositoryName) =>
  async (query: RunQuery): Promise<Fact> => {
    try {
      return { query, answer: { kind: "read", value: await latestRun(rest, name, query) } };
    } catch (error) {
      if (statusOf(error) === 404) return { query, answer: { kind: "read", value: "no-workflow" } };
      if (statusOf(error) === 403) return { query, answer: { kind: "denied", permission: "actions: read" } };
      throw error;
    }
  };

async function latestRun(
  { actions }: Rest,
  { owner, name }: RepositoryName,
  { file, branch }: RunQuery,
): Promise<FactValue<"workflow-run">> {
  const where = { owner, repo: name, workflow_id: file, branch, status: "completed" } as const;
  for (const page of PAGES) {
    const { data } = await actions.listWorkflowRuns({ ...where, ...page });
    const run = data.workflow_runs.find((each) => !isForeign(each, `${owner}/${name}`));
    if (run !== undefined) return { conclusion: run.conclusion ?? "none", url: run.html_url };
    if (data.workflow_runs.length < page.per_page) break;
  }
  return "no-run";
}

/** GitHub finds runs by their head branch's name, which a fork's pull request may share with the default branch. */
function isForeign({ event, head_repository: head }: Run, repository: string): boolean {
  if (!head) return event.startsWith("pull_request");
  return head.full_name.toLowerCase() !== repository.toLowerCase();
}

const statusOf = (error: unknown): unknown => (error instanceof Error && "status" in error ? error.status : undefined);
