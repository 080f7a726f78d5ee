// Writes to one repository through REST; what is already as it should be is no error.
import { GraphqlResponseError } from "@octokit/graphql";
import type { ProbotOctokit } from "probot";
import { CHECK_NAME, PLAN_CHECK_NAME } from "../vocabulary.ts";
import { sendBatch } from "./check-batch.ts";
import { RECHECK_BUTTON } from "./check-run.ts";
import type { BotIdentity } from "./context.ts";
import { postDiscussion } from "./discussions.ts";
import type { CheckContent, PlanCheckContent } from "./entities.ts";
import type { Graphql } from "./graphql/query.ts";
import type { NewIssue, RepositoryName, Writer } from "./port.ts";

type Rest = InstanceType<typeof ProbotOctokit>["rest"];

export function makeWriter(rest: Rest, graphql: Graphql, { owner, name }: RepositoryName, who: BotIdentity): Writer {
  const repo = { owner, repo: name };
  return {
    createLabel: (label) => rest.issues.createLabel({ ...repo, ...label }).then(done, unless(422, "already_exists")),
    addLabels: (number, labels) =>
      rest.issues.addLabels({ ...repo, issue_number: number, labels: [...labels] }).then(done),
    removeLabel: (number, label) =>
      rest.issues.removeLabel({ ...repo, issue_number: number, name: label }).then(done, unless(404)),
    createCheck: (sha, content) =>
      rest.checks
        .create({ ...repo, name: CHECK_NAME, head_sha: sha, ...completed(content) })
        .then(({ data: { id, node_id } }) => ({ id, node: node_id })),
    updateCheck: (id, _sha, content) =>
      rest.checks.update({ ...repo, check_run_id: id, ...completed(content) }).then(done),
    answerDeployment: (run, environment, { approved, comment }) =>
      rest.actions
        .reviewCustomGatesForRun({
          ...repo,
          run_id: run,
          environment_name: environment,
          state: approved ? "approved" : "rejected",
          comment,
        })
        .then(done, unless(422)),
    setChecks: (checks) => sendBatch(graphql, checks),
    setPlanCheck: async (sha, existing, content) => {
      const [first, ...further] = annotated(content);
      const { data } =
        existing === null
          ? await rest.checks.create({ ...repo, name: PLAN_CHECK_NAME, head_sha: sha, ...first })
          : await rest.checks.update({ ...repo, check_run_id: existing, ...first });
      for (const each of further) await rest.checks.update({ ...repo, check_run_id: data.id, ...each });
    },
    createIssue: async ({ pin = false, ...issue }) => {
      const made = await createIssue(rest, repo, issue);
      if (pin) await pinIssue(graphql, made.node_id);
    },
    updateIssue: (number, { stateReason, ...change }) =>
      rest.issues
        .update({
          ...repo,
          issue_number: number,
          ...change,
          ...(stateReason === undefined ? {} : { state_reason: stateReason }),
        })
        .then(({ data }) => new Date(data.updated_at)),
    comment: (number, body) =>
      rest.issues.createComment({ ...repo, issue_number: number, body }).then(({ data }) => data.id),
    updateComment: (comment, body) =>
      rest.issues.updateComment({ ...repo, comment_id: comment, body }).then(done, unless(404)),
    announce: (discussion) => postDiscussion({ graphql, who, where: { owner, name } }, discussion),
    react: (comment, content) =>
      rest.reactions.createForIssueComment({ ...repo, comment_id: comment, content }).then(done, unless(404)),
  };
}

/** GitHub refuses the whole issue for one person who can't be assigned; the issue matters more, and then the others. */
async function createIssue(rest: Rest, repo: { owner: string; repo: string }, issue: Omit<NewIssue, "pin">) {
  const refusal = unless(422);
  const made = await rest.issues.create({ ...repo, ...issue }).catch((error: unknown) => {
    if (issue.assignees.length === 0) throw error;
    return refusal(error);
  });
  if (made !== undefined) return made.data;
  const { data } = await rest.issues.create({ ...repo, ...issue, assignees: [] });
  let assigned: string[] = [];
  for (const login of issue.assignees.length === 1 ? [] : issue.assignees) {
    const assignees = [...assigned, login];
    await rest.issues.update({ ...repo, issue_number: data.number, assignees }).then(() => {
      assigned = assignees;
    }, refusal);
  }
  return data;
}

const PIN = `mutation Pin($issue: ID!) { pinIssue(input: { issueId: $issue }) { issue { number } } }`;

/** A repository has room for three: https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/pinning-an-issue-to-your-repository */
async function pinIssue(graphql: Graphql, issue: string): Promise<void> {
  await graphql(PIN, { issue }).catch((error: unknown) => {
    if (!(error instanceof GraphqlResponseError)) throw error;
  });
}

const done = (): void => undefined;

/** Always completed: a run in progress would block, and one left so would block for 14 days. */
const completed = ({ conclusion, title, summary, detailsUrl, externalId }: CheckContent) => ({
  status: "completed" as const,
  conclusion,
  output: { title, summary },
  details_url: detailsUrl,
  ...(externalId !== undefined && { external_id: externalId }),
  actions: [RECHECK_BUTTON],
});

/** GitHub adds up to 50 annotations with each request: https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const ANNOTATIONS_AT_ONCE = 50;

/** Only the last request gives the check its title, so one that was cut off before is known to lack something. */
function annotated({ conclusion, title, summary, annotations, path, detailsUrl }: PlanCheckContent) {
  const requests = Math.max(1, Math.ceil(annotations.length / ANNOTATIONS_AT_ONCE));
  const [first, ...further] = Array.from({ length: requests }, (_each, index) => ({
    status: "completed" as const,
    conclusion,
    details_url: detailsUrl,
    output: {
      title: index === requests - 1 ? title : `${title} …`,
      summary,
      annotations: annotations
        .slice(index * ANNOTATIONS_AT_ONCE, (index + 1) * ANNOTATIONS_AT_ONCE)
        .map(({ line, column, message }) => ({
          path,
          start_line: line,
          end_line: line,
          start_column: column,
          end_column: column,
          annotation_level: "failure" as const,
          message,
        })),
    },
  }));
  return [first, ...further] as const;
}

/** GitHub names the field or the code in the message: https://docs.github.com/en/rest/overview/resources-in-the-rest-api#client-errors */
const isRefusal = (error: unknown, status: number, word = ""): boolean =>
  error instanceof Error && "status" in error && error.status === status && error.message.includes(word);

/** Passes over this refusal, which says that it is so already; any other goes on to the queue. */
const unless = (status: number, word?: string) => (error: unknown) => {
  if (!isRefusal(error, status, word)) throw error;
};
