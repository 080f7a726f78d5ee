// workflow-run: the latest completed run of a workflow on a branch: https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
import type { RestClient } from "../client.ts";
import type { ReadContext } from "../context.ts";
import { type FactAnswer, requestFact } from "./definition.ts";

/** `file` is the workflow's file name. */
type Question = { kind: "workflow-run"; file: string; branch: string };
type Answer = { conclusion: string; url: string } | "no-workflow" | "no-run";

type Run = Awaited<ReturnType<RestClient["actions"]["listWorkflowRuns"]>>["data"]["workflow_runs"][number];

/** The first page is the one run that nearly always is enough. */
const PAGES = [
  { per_page: 1, page: 1 },
  ...Array.from({ length: 10 }, (_each, at) => ({ per_page: 100, page: at + 1 })),
];

/** Runs are REST's alone. */
export const workflowRunFact = requestFact({
  kind: "workflow-run",
  along: true,
  read: async (context, question: Question): Promise<FactAnswer<Answer>> => {
    try {
      return { kind: "read", value: await latestRun(context, question) };
    } catch (error) {
      if (statusOf(error) === 404) return { kind: "read", value: "no-workflow" };
      if (statusOf(error) === 403) return { kind: "denied", permission: "actions: read" };
      throw error;
    }
  },
});

async function latestRun({ rest, where }: ReadContext, { file, branch }: Question): Promise<Answer> {
  const { owner, name: repo } = where;
  const asked = { owner, repo, workflow_id: file, branch, status: "completed" } as const;
  for (const page of PAGES) {
    const { data } = await rest.actions.listWorkflowRuns({ ...asked, ...page });
    const run = data.workflow_runs.find((each) => !isForeign(each, `${owner}/${repo}`));
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
