// Runs of a workflow.
import type { WorkflowRun } from "../model-shipping.ts";
import { workflowRunView } from "../views/workflow.ts";
import { notFound } from "../world.ts";
import { listed, param, READ, type Rest, whereOf } from "./router.ts";

export function workflowRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/actions/workflows/:file/runs", async (context) => {
    const { repository } = await whereOf(rest, context, READ("actions"));
    const file = param(context, "file");
    const workflow = repository.workflows.find(({ id, path }) => path.endsWith(`/${file}`) || String(id) === file);
    const known = [
      ...(repository.commits.get(repository.branches.get(repository.defaultBranch) ?? "")?.files.keys() ?? []),
    ];
    if (workflow === undefined && !known.includes(`.github/workflows/${file}`)) throw notFound();
    const found = repository.workflowRuns
      .filter((run) => run.workflow === workflow)
      .filter(filterOf(context.req.query()))
      .toReversed();
    return listed(context, "workflow_runs", found, (run) => workflowRunView(world, repository, run));
  });
}

/** `status` takes conclusions, too. */
const filterOf =
  ({ branch, event, status }: Record<string, string>) =>
  (run: WorkflowRun): boolean =>
    (branch === undefined || run.branch === branch) &&
    (event === undefined || run.event === event) &&
    (status === undefined || run.status === status || run.conclusion === status);
