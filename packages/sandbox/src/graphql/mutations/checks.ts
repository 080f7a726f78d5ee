// createCheckRun and updateCheckRun: for apps alone, each on its own runs.
import type { CreateCheckRunInput, UpdateCheckRunInput } from "@octokit/graphql-schema";
import { type CheckFields, createCheckRun, updateCheckRun } from "../../actions/checks.ts";
import type { WorldCheckRun } from "../../model-checks.ts";
import { failure, NotImplemented } from "../failure.ts";
import { permit } from "../permission.ts";
import { refTo } from "../references.ts";
import type { Viewer, ViewerScope } from "../scope.ts";
import { payload, subject } from "./subject.ts";

export const checkMutations = (viewer: Viewer) => ({
  createCheckRun: ({ input }: { input: CreateCheckRunInput }) => {
    const { scope } = subject(viewer, input.repositoryId, "Repository", "repository");
    permitApp(scope, "CreateCheckRun");
    const run = createCheckRun(scope, input.name, input.headSha, fieldsOf(input));
    return payload(input, { checkRun: () => refTo("run", scope, run) });
  },
  updateCheckRun: ({ input }: { input: UpdateCheckRunInput }) => {
    const { value: repository } = subject(viewer, input.repositoryId, "Repository", "repository");
    const { scope, value: run } = subject(viewer, input.checkRunId, "CheckRun", "run");
    permitApp(scope, "UpdateCheckRun");
    if (run.suite.app !== viewer.world.app || scope.repository !== repository) throw notOwn(run);
    updateCheckRun(scope, run, fieldsOf(input));
    return payload(input, { checkRun: () => refTo("run", scope, run) });
  },
});

function permitApp(scope: ViewerScope, mutation: string): void {
  if (scope.actor.installation === null) throw failure("FORBIDDEN", "Resource not accessible by personal access token");
  permit(scope, { mutation, permissions: ["checks"], role: "write" });
}

const notOwn = ({ suite }: WorldCheckRun) =>
  failure(
    "FORBIDDEN",
    `Invalid app_id \`${suite.app.id}\` - check run can only be modified by the GitHub App that created it.`,
  );

type CheckInput = Omit<CreateCheckRunInput, "headSha" | "name">;

const STATUSES = { QUEUED: "queued", IN_PROGRESS: "in_progress", COMPLETED: "completed" } as const;

function fieldsOf({
  status,
  conclusion,
  output,
  externalId,
  detailsUrl,
  actions,
  startedAt,
  completedAt,
}: CheckInput): CheckFields {
  if (status === "PENDING" || status === "WAITING") throw new NotImplemented(`a check run's status ${status}`);
  if (startedAt != null || completedAt != null) throw new NotImplemented("a check run's given time");
  if (output?.annotations?.length || output?.images?.length)
    throw new NotImplemented("a check run's annotation or image");
  return {
    status: status == null ? undefined : STATUSES[status],
    conclusion: conclusion?.toLowerCase(),
    output: output == null ? undefined : { title: output.title, summary: output.summary, text: output.text },
    externalId: externalId ?? undefined,
    detailsUrl: typeof detailsUrl === "string" ? detailsUrl : undefined,
    actions: actions?.map(({ label, description, identifier }) => ({ label, description, identifier })),
  };
}
