// Writes to one repository through REST; what is already as it should be is no error.
import type { ProbotOctokit } from "probot";
import { CHECK_NAME, RECHECK } from "./check-run.ts";
import type { CheckContent, RepositoryName, Writer } from "./port.ts";

type Rest = InstanceType<typeof ProbotOctokit>["rest"];

export function writer(rest: Rest, { owner, name }: RepositoryName): Writer {
  const repo = { owner, repo: name };
  return {
    createLabel: (label) => rest.issues.createLabel({ ...repo, ...label }).then(done, unless(422, isTaken)),
    addLabels: (number, labels) =>
      rest.issues.addLabels({ ...repo, issue_number: number, labels: [...labels] }).then(done),
    removeLabel: (number, label) =>
      rest.issues.removeLabel({ ...repo, issue_number: number, name: label }).then(done, unless(404, always)),
    createCheck: (sha, content) =>
      rest.checks.create({ ...repo, name: CHECK_NAME, head_sha: sha, ...completed(content) }).then(done),
    updateCheck: (id, content) => rest.checks.update({ ...repo, check_run_id: id, ...completed(content) }).then(done),
    createIssue: (issue) => rest.issues.create({ ...repo, ...issue }).then(done),
    updateIssue: (number, { stateReason, ...change }) =>
      rest.issues
        .update({
          ...repo,
          issue_number: number,
          ...change,
          ...(stateReason === undefined ? {} : { state_reason: stateReason }),
        })
        .then(done),
    comment: (number, body) => rest.issues.createComment({ ...repo, issue_number: number, body }).then(done),
    react: (comment, content) =>
      rest.reactions.createForIssueComment({ ...repo, comment_id: comment, content }).then(done, unless(404, always)),
  };
}

const done = (): void => undefined;
const always = (): boolean => true;

/** Always completed: a run in progress would block, and one left so would block for 14 days. */
const completed = ({ conclusion, title, summary }: CheckContent) => ({
  status: "completed" as const,
  conclusion,
  output: { title, summary },
  actions: [RECHECK],
});

/** An error of this status is fine where `accept` says so; any other goes on to the queue. */
const unless = (status: number, accept: (error: object) => boolean) => (error: unknown) => {
  if (error instanceof Error && "status" in error && error.status === status && accept(error)) return;
  throw error;
};

/** 422 with `already_exists` in its errors: https://docs.github.com/en/rest/overview/resources-in-the-rest-api#client-errors */
function isTaken(error: object): boolean {
  return "message" in error && typeof error.message === "string" && error.message.includes("already_exists");
}
