// Runs of workflows, from their start to their end.
import { tell, type Where } from "../events.ts";
import type { Workflow, WorkflowConclusion, WorkflowRun } from "../model-shipping.ts";
import { workflowRunView, workflowView } from "../views/workflow.ts";
import { invalidField, nodeId } from "../world.ts";

export type NewRun = { branch?: string | undefined; event?: string | undefined };

const FOLDER = ".github/workflows/";

/** `file` as in `e2e.yml`; the workflow is known from its first run on. */
export function startWorkflow(where: Where, file: string, { branch, event = "push" }: NewRun = {}): WorkflowRun {
  const { world, repository, actor } = where;
  const on = branch ?? repository.defaultBranch;
  const sha = repository.branches.get(on);
  if (sha === undefined) throw invalidField("WorkflowRun", "head_branch", "invalid");
  const workflow = workflowOf(where, file);
  const id = world.nextId();
  const now = world.now();
  const run: WorkflowRun = {
    id,
    nodeId: nodeId("WFR", id),
    workflow,
    number: repository.workflowRuns.filter((each) => each.workflow === workflow).length + 1,
    event,
    branch: on,
    sha,
    status: "in_progress",
    conclusion: null,
    actor: actor.account,
    createdAt: now,
    updatedAt: now,
  };
  repository.workflowRuns.push(run);
  tellWorkflow(where, run, "in_progress");
  return run;
}

export function endWorkflow(where: Where, run: WorkflowRun, conclusion: WorkflowConclusion): void {
  Object.assign(run, { status: "completed", conclusion, updatedAt: where.world.now() });
  tellWorkflow(where, run, "completed");
}

function workflowOf({ world, repository }: Where, file: string): Workflow {
  const path = `${FOLDER}${file}`;
  const known = repository.workflows.find((each) => each.path === path);
  if (known !== undefined) return known;
  const id = world.nextId();
  const workflow = { id, nodeId: nodeId("W", id), name: file, path, createdAt: world.now() };
  repository.workflows.push(workflow);
  return workflow;
}

const tellWorkflow = (where: Where, run: WorkflowRun, action: string): void =>
  tell(where, "workflow_run", action, {
    workflow: workflowView(where.world, where.repository, run.workflow),
    workflow_run: workflowRunView(where.world, where.repository, run),
  });
