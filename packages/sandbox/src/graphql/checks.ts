// Commits' check suites and check runs as GraphQL shows them.
import type { CheckRunFilter, CheckSuiteFilter } from "@octokit/graphql-schema";
import type { CheckSuite, WorldCheckRun } from "../model-checks.ts";
import { checkSuiteView } from "../views/check.ts";
import { appNode } from "./actors.ts";
import { connection, type Paging } from "./connection.ts";
import { permitRead } from "./permission.ts";
import { repositoryOf } from "./references.ts";
import { commitOrNull } from "./revisions.ts";
import type { ViewerScope } from "./scope.ts";

const byId = ({ id }: { id: number }) => [id];
const upper = (value: string | null): string | null => value?.toUpperCase() ?? null;

export function suiteConnection(
  scope: ViewerScope,
  sha: string,
  { filterBy, ...paging }: Paging & { filterBy?: CheckSuiteFilter | null },
) {
  permitRead(scope, "checks");
  const { appId, checkName } = filterBy ?? {};
  const found = scope.repository.suites
    .filter(({ headSha }) => headSha === sha)
    .filter(({ app }) => appId == null || app.id === appId)
    .filter(({ runs }) => checkName == null || runs.some(({ name }) => name === checkName));
  return connection(paging, found, { key: byId, view: (suite) => suiteView(scope, suite) });
}

export const suiteView = (scope: ViewerScope, suite: CheckSuite) => ({
  __typename: "CheckSuite",
  id: suite.nodeId,
  databaseId: suite.id,
  app: () => appNode(suite.app),
  status: () => upper(outcome(scope, suite).status),
  conclusion: () => upper(outcome(scope, suite).conclusion),
  createdAt: suite.createdAt,
  updatedAt: suite.updatedAt,
  commit: () => commitOrNull(scope, suite.headSha),
  repository: () => repositoryOf(scope),
  checkRuns: ({ filterBy, ...paging }: Paging & { filterBy?: CheckRunFilter | null }) =>
    connection(paging, filtered(suite.runs, filterBy ?? {}), { key: byId, view: (run) => runView(scope, run) }),
});

const outcome = ({ world, repository }: ViewerScope, suite: CheckSuite) => checkSuiteView(world, repository, suite);

/** The newest run of each name. */
const latest = (runs: readonly WorldCheckRun[]): WorldCheckRun[] =>
  runs.filter((run) => !runs.some(({ name, id }) => name === run.name && id > run.id));

function filtered(runs: readonly WorldCheckRun[], by: CheckRunFilter): WorldCheckRun[] {
  const statuses = by.statuses ?? (by.status == null ? null : [by.status]);
  return (by.checkType === "LATEST" ? latest(runs) : [...runs])
    .filter(({ name }) => by.checkName == null || name === by.checkName)
    .filter(({ suite }) => by.appId == null || suite.app.id === by.appId)
    .filter(({ status }) => statuses === null || statuses.some((each) => each === upper(status)))
    .filter(({ conclusion }) => by.conclusions == null || by.conclusions.some((each) => each === upper(conclusion)));
}

export const runView = (scope: ViewerScope, run: WorldCheckRun) => ({
  __typename: "CheckRun",
  id: run.nodeId,
  databaseId: run.id,
  name: run.name,
  status: upper(run.status),
  conclusion: upper(run.conclusion),
  title: run.output.title,
  summary: run.output.summary,
  text: run.output.text,
  externalId: run.externalId,
  detailsUrl: run.detailsUrl,
  startedAt: run.startedAt,
  completedAt: run.completedAt,
  url: `${scope.repository.url}/runs/${run.id}`,
  permalink: `${scope.repository.url}/runs/${run.id}`,
  checkSuite: () => suiteView(scope, run.suite),
  repository: () => repositoryOf(scope),
});
