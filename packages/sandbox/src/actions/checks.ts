// Check runs: made and updated by the app, asked for again by people.
import { tell, type Where } from "../events.ts";
import { GitHubError } from "../model.ts";
import type { App } from "../model-accounts.ts";
import type { Annotation, CheckSuite, WorldCheckRun } from "../model-checks.ts";
import { checkRunView, checkSuiteView } from "../views/check.ts";
import { invalidField, nodeId, notFound } from "../world.ts";

export type CheckFields = {
  status?: WorldCheckRun["status"] | undefined;
  conclusion?: string | null | undefined;
  output?:
    | {
        title?: string | null | undefined;
        summary?: string | null | undefined;
        text?: string | null | undefined;
        annotations?: Annotation[] | undefined;
      }
    | undefined;
  externalId?: string | undefined;
  detailsUrl?: string | undefined;
  actions?: WorldCheckRun["actions"] | undefined;
};

/** In bytes: https://docs.github.com/en/rest/checks/runs */
const TEXT_LIMIT = 65_535;

/** A request's; what an update brings is added to what is there. */
const ANNOTATION_LIMIT = 50;

function check({ output, actions = [] }: CheckFields): void {
  const annotations = output?.annotations ?? [];
  if (annotations.length > ANNOTATION_LIMIT) throw invalidField("CheckRun", "annotations", "too_many");
  // Columns are taken on a single line only: https://docs.github.com/en/rest/checks/runs#create-a-check-run
  if (annotations.some((each) => each.start_column !== null && each.start_line !== each.end_line))
    throw invalidField("CheckRun", "annotations", "invalid");
  if (annotations.some(({ message }) => Buffer.byteLength(message) > TEXT_LIMIT || message === ""))
    throw invalidField("CheckRun", "annotations", "invalid");
  for (const text of [output?.summary, output?.text]) {
    if (text != null && Buffer.byteLength(text) > TEXT_LIMIT) throw invalidField("CheckRun", "summary", "too_large");
  }
  const fits = actions.every(
    ({ label, description, identifier }) => label.length <= 20 && description.length <= 40 && identifier.length <= 20,
  );
  if (actions.length > 3 || !fits) throw invalidField("CheckRun", "actions", "invalid");
  if (output !== undefined && (output.summary ?? "") === "")
    throw invalidField("CheckRun", "output.summary", "missing_field");
}

function suiteOf({ world, repository }: Where, headSha: string, app: App): CheckSuite {
  const known = repository.suites.find((suite) => suite.headSha === headSha && suite.app === app);
  if (known !== undefined) return known;
  const id = world.nextId();
  const suite = {
    id,
    nodeId: nodeId("CS", id),
    app,
    headSha,
    runs: [],
    createdAt: world.now(),
    updatedAt: world.now(),
  };
  repository.suites.push(suite);
  return suite;
}

/** `app` is the app whose run it is: checks are made by apps alone. */
export function createCheckRun(
  where: Where,
  name: string,
  headSha: string,
  fields: CheckFields,
  app: App = where.world.app,
): WorldCheckRun {
  if (!where.repository.commits.has(headSha)) throw new GitHubError(422, `No commit found for SHA: ${headSha}`);
  check(fields);
  const suite = suiteOf(where, headSha, app);
  const id = where.world.nextId();
  const run: WorldCheckRun = {
    id,
    nodeId: nodeId("CR", id),
    name,
    headSha,
    status: "queued",
    conclusion: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    externalId: "",
    detailsUrl: "",
    actions: [],
    startedAt: where.world.now(),
    completedAt: null,
    suite,
  };
  suite.runs.push(run);
  assign(where, run, fields);
  tellRun(where, run, "created");
  if (run.status === "completed") tellRun(where, run, "completed");
  return run;
}

export function updateCheckRun(where: Where, run: WorldCheckRun, fields: CheckFields): void {
  check(fields);
  if (run.status === "completed" && fields.status !== undefined && fields.status !== "completed")
    throw invalidField("CheckRun", "status", "invalid");
  assign(where, run, fields);
  if (run.status === "completed") tellRun(where, run, "completed");
}

function assign({ world }: Where, run: WorldCheckRun, { conclusion, output, ...fields }: CheckFields): void {
  const status = conclusion == null ? (fields.status ?? run.status) : "completed";
  if (status === "completed" && (conclusion ?? run.conclusion) === null)
    throw invalidField("CheckRun", "conclusion", "missing_field");
  const now = world.now();
  Object.assign(run, {
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    status,
    ...(conclusion == null ? {} : { conclusion }),
    ...(output === undefined
      ? {}
      : { output: { title: output.title ?? null, summary: output.summary ?? null, text: output.text ?? null } }),
    annotations: [...run.annotations, ...(output?.annotations ?? [])],
    completedAt: status === "completed" ? now : null,
  });
  run.suite.updatedAt = now;
}

/** An app hears of every run that is made or completes, but of buttons only below its own. */
const TOLD_TO_ALL = new Set(["created", "completed"]);

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run */
function tellRun(where: Where, run: WorldCheckRun, action: string, more: object = {}): void {
  if (run.suite.app !== where.world.app && !TOLD_TO_ALL.has(action)) return;
  const view = {
    ...checkRunView(where.world, where.repository, run),
    check_suite: checkSuiteView(where.world, where.repository, run.suite),
  };
  tell(where, "check_run", action, { check_run: view, ...more });
}

export const rerequestRun = (where: Where, run: WorldCheckRun): void => tellRun(where, run, "rerequested");

export function rerequestSuite(where: Where, suite: CheckSuite): void {
  tell(where, "check_suite", "rerequested", { check_suite: checkSuiteView(where.world, where.repository, suite) });
}

/** Somebody presses a button below the check. */
export function pressButton(where: Where, run: WorldCheckRun, identifier: string): void {
  if (!run.actions.some((action) => action.identifier === identifier)) throw notFound();
  tellRun(where, run, "requested_action", { requested_action: { identifier } });
}

/** GitHub makes a suite for the app at every push, and sends the app an event. */
export function requestSuite(where: Where, headSha: string): void {
  const suite = suiteOf(where, headSha, where.world.app);
  tell(where, "check_suite", "requested", { check_suite: checkSuiteView(where.world, where.repository, suite) });
}

export function runOrNotFound({ repository }: Where, id: number): WorldCheckRun {
  const run = repository.suites.flatMap(({ runs }) => runs).find((each) => each.id === id);
  if (run === undefined) throw notFound();
  return run;
}
