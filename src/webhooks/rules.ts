// Which webhook looks at what, one line an event; what changes an exit criterion is said by the criteria themselves.
import type { z } from "zod";
import { parseReviewMarker } from "../decisions/review-marker.ts";
import { tasksBelow } from "../markdown/tasks.ts";
import { parseGroupRef } from "../merge-group-ref.ts";
import type { Subject } from "../subject.ts";
import { MARKER_PREFIX } from "../vocabulary.ts";
import { isOnDefault } from "./conditions.ts";
import { type Ignored, ignored } from "./ignored.ts";
import * as payloads from "./payloads.ts";
import { touchesPlan } from "./plan-push.ts";

type Common = z.infer<typeof payloads.common>;
type Rule = (payload: unknown, common: Common) => Subject[] | Ignored;

const PHASES: Subject = { kind: "phases" };
const DASHBOARD: Subject = { kind: "dashboard" };
const REPOSITORY: Subject = { kind: "repository" };

/** A payload without the fields that its rule reads is nothing we know. */
const reading =
  <Shape extends z.ZodType>(
    shape: Shape,
    rule: (payload: z.infer<Shape>, common: Common) => Subject[] | Ignored,
  ): Rule =>
  (payload, common) => {
    const read = shape.safeParse(payload);
    return read.success
      ? rule(read.data, common)
      : ignored(`unexpected payload: ${read.error.issues[0]?.path.join(".")}`);
  };

const item = (number: number): Subject => ({ kind: "item", number });

/** Of a boundary review, whose open boxes checks may name. */
const onEdited = reading(payloads.editedIssue, ({ issue: { number, body, user }, changes }) => {
  const before = changes?.body?.from;
  const isReview = user?.type === "Bot" && before !== undefined && parseReviewMarker(before) !== null;
  return isReview && openTasks(before) !== openTasks(body ?? "") ? [item(number), PHASES] : [item(number)];
});
const openTasks = (body: string): number => tasksBelow(body, "Review").open.length;
/** What an issue counts for, and what pull requests that close it inherit, may have changed. */
const onCountedIssue = reading(payloads.issues, ({ issue }) => [item(issue.number), PHASES]);
/** The issue may have been the dashboard itself. */
const onGone = reading(payloads.issues, ({ issue }) => [item(issue.number), PHASES, DASHBOARD]);
const onPull = reading(payloads.pullRequest, ({ pull_request }) => [item(pull_request.number)]);
const onMilestone = (follows: Subject) =>
  reading(payloads.milestonePayload, ({ milestone }) => [{ kind: "milestone", number: milestone.number }, follows]);

/** A bot's comment may be a record of the app's, and one that somebody edited or deleted counts no more. */
const onRecord = reading(payloads.recordCommentPayload, ({ issue, comment, changes }) => {
  const looksLike = [comment.body, changes?.body?.from ?? ""].some((body) => body.includes(MARKER_PREFIX));
  return comment.user?.type === "Bot" && looksLike ? [item(issue.number), PHASES] : ignored("no record of the app's");
});

const ENDED = `${MARKER_PREFIX}override-cancel `;

/** Who leaves a shared head leaves its check to the others, whose verdict may be milder. */
const commit = (sha: string): Subject => ({ kind: "commit", sha });
const commits = (sha: string | undefined): Subject[] => (sha === undefined ? [] : [commit(sha)]);

/** The head of a merge group is the head of no pull request. */
function checked(sha: string, branch: string | null | undefined): Subject[] {
  const ref = `refs/heads/${branch}`;
  const group = parseGroupRef(ref);
  return [
    commit(sha),
    ...(group === null ? [] : [{ kind: "group", sha, ref, base: `refs/heads/${group.base}` } as const]),
  ];
}
const onCheckRun = reading(payloads.checkRun, ({ check_run: { head_sha, check_suite } }) =>
  checked(head_sha, check_suite?.head_branch),
);

export const RULES: ReadonlyMap<string, Rule> = new Map(
  Object.entries<Rule>({
    "issues.opened": onCountedIssue,
    "issues.closed": onCountedIssue,
    "issues.reopened": onCountedIssue,
    "issues.milestoned": onCountedIssue,
    "issues.demilestoned": onCountedIssue,
    "issues.labeled": onCountedIssue,
    "issues.unlabeled": onCountedIssue,
    "issues.edited": onEdited,
    "issues.deleted": onGone,
    "issues.transferred": onGone,
    "pull_request.opened": onPull,
    "pull_request.reopened": onPull,
    "pull_request.synchronize": reading(payloads.pullRequestMoved, ({ pull_request, before }) => [
      item(pull_request.number),
      ...commits(before),
    ]),
    "pull_request.edited": onPull,
    "pull_request.labeled": onPull,
    "pull_request.unlabeled": onPull,
    "pull_request.milestoned": onPull,
    "pull_request.demilestoned": onPull,
    "pull_request.ready_for_review": onPull,
    "pull_request.stacked": onPull,
    "pull_request.closed": reading(payloads.pullRequestClosed, ({ pull_request }) => [
      item(pull_request.number),
      ...commits(pull_request.head?.sha),
    ]),
    "issue_comment.created": reading(payloads.issueComment, ({ issue, comment }) => {
      // The override that it ends has yet to name it.
      if (comment.user?.type === "Bot" && comment.body.startsWith(ENDED)) return [item(issue.number)];
      if (comment.user === null || comment.user.type === "Bot") return ignored("a bot's comment");
      if (!/\/phase/i.test(comment.body)) return ignored("no command in the comment");
      return [{ kind: "command", item: issue.number, comment: comment.node_id }];
    }),
    "issue_comment.edited": onRecord,
    "issue_comment.deleted": onRecord,
    "milestone.created": onMilestone(PHASES),
    "milestone.closed": onMilestone(PHASES),
    "milestone.opened": onMilestone(PHASES),
    "milestone.edited": reading(payloads.milestoneEdit, ({ milestone, changes }) => [
      { kind: "milestone", number: milestone.number },
      changes !== undefined && changes.title === undefined ? PHASES : REPOSITORY,
    ]),
    // Its items may keep a label that only it accounted for.
    "milestone.deleted": onMilestone(REPOSITORY),
    "label.edited": () => [REPOSITORY],
    "label.deleted": () => [REPOSITORY],
    "check_run.rerequested": onCheckRun,
    "check_run.requested_action": onCheckRun,
    "check_suite.rerequested": reading(payloads.checkSuite, ({ check_suite: { head_sha, head_branch } }) =>
      checked(head_sha, head_branch),
    ),
    "merge_group.checks_requested": reading(
      payloads.mergeGroup,
      ({ merge_group: { head_sha, head_ref, base_ref } }) => [
        { kind: "group", sha: head_sha, ref: head_ref, base: base_ref },
      ],
    ),
    "deployment_protection_rule.requested": reading(
      payloads.protectionRule,
      ({ environment, deployment_callback_url: run }) => [{ kind: "deployment", run, environment }],
    ),
    push: reading(payloads.pushPayload, (push, { repository }) => {
      if (!isOnDefault(push, repository)) return ignored("not on the default branch");
      return touchesPlan(push) ? [REPOSITORY] : ignored("not the plan");
    }),
    // What happens to a repository as a whole may be news for the others of its delivery, too.
    ...Object.fromEntries(
      [
        ...["created", "deleted", "edited", "renamed", "transferred"],
        ...["archived", "unarchived", "privatized", "publicized"],
      ].map((action) => [`repository.${action}`, () => [REPOSITORY]]),
    ),
    "custom_property_values.updated": () => [REPOSITORY],
  }),
);

/** The checks that wait for a decision lead to the review, whose number is only known now. */
export const isReviewOpened = (name: string, payload: unknown): boolean =>
  name === "issues.opened" &&
  parseReviewMarker(payloads.writtenIssue.safeParse(payload).data?.issue.body ?? "") !== null;

/** Events that the app's own writes cause, and that carry no news: acting on them would be a loop. */
export const ECHOES = new Set([
  "issues.labeled",
  "issues.unlabeled",
  "pull_request.labeled",
  "pull_request.unlabeled",
  "issues.edited",
  "issues.opened",
]);
