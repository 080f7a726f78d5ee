// Runs of a workflow.
import { z } from "zod";
import { GitHubError } from "../model.ts";
import type { WorkflowRun } from "../model-shipping.ts";
import { workflowRunView } from "../views/workflow.ts";
import { notFound } from "../world.ts";
import { body, listed, numberParam, param, READ, type Rest, WRITE, whereOf } from "./router.ts";

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

const review = z.object({
  environment_name: z.string(),
  state: z.enum(["approved", "rejected"]),
  comment: z.string().optional(),
});

export function protectionRoutes(rest: Rest): void {
  rest.app.post("/repos/:owner/:repo/actions/runs/:run/deployment_protection_rule", async (context) => {
    const { repository } = await whereOf(rest, context, WRITE("write", "deployments"));
    const { environment_name, state, comment } = await body(context, review);
    const run = numberParam(context, "run");
    const asked = repository.protectionRequests.filter((request) => request.run === run);
    if (asked.length === 0) throw notFound();
    const waiting = asked.find((request) => request.environment === environment_name && request.state === "waiting");
    if (waiting === undefined) throw new GitHubError(422, "No deployment of the run waits for this environment");
    Object.assign(waiting, { state, comment: comment ?? null });
    return context.body(null, 204);
  });
}

/** `status` takes conclusions, too. */
const filterOf =
  ({ branch, event, status }: Record<string, string>) =>
  (run: WorkflowRun): boolean =>
    (branch === undefined || run.branch === branch) &&
    (event === undefined || run.event === event) &&
    (status === undefined || run.status === status || run.conclusion === status);
