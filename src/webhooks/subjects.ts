// From a webhook to what has to be looked at. A webhook says where to look, never what to do.
import type { z } from "zod";
import { parseGroupRef } from "../merge-group-ref.ts";
import type { CriterionName } from "../plan/criteria.ts";
import type { ReconcileRequest, Subject } from "../subject.ts";
import { MARKER_PREFIX, PLAN_FILE } from "../vocabulary.ts";
import { type Ignored, ignored } from "./ignored.ts";
import * as payloads from "./payloads.ts";

type Common = z.infer<typeof payloads.common>;
type Rule = (payload: unknown, common: Common) => Subject[] | Ignored;

const PHASES: Subject = { kind: "phases" };
const REPOSITORY: Subject = { kind: "repository" };

/** `self` is the login of the app's bot without "[bot]", if it is known; what the app wrote itself is as it decided. */
export function requestsFor(event: string, payload: unknown, self: string | null): ReconcileRequest[] | Ignored {
  if (event === "installation" || event === "installation_repositories") return onGained(payload);
  const common = payloads.common.safeParse(payload);
  if (!common.success) return ignored("no repository or installation in the payload");
  const { action, installation, repository, sender } = common.data;
  const name = action === undefined ? event : `${event}.${action}`;
  const rule = RULES.get(name);
  if (rule === undefined) return ignored(`${name} changes nothing that Milegate looks at`);
  const own = sender?.type === "Bot" && sender.login === `${self}[bot]`;
  if (own && ECHOES.has(name)) return ignored("written by the app itself");
  const subjects = rule(payload, common.data);
  if (!Array.isArray(subjects)) return subjects;
  const where = { installation: installation.id, owner: repository.owner.login, name: repository.name };
  return subjects.map((subject) => ({ repository: where, subject }));
}

const LEAVING = new Set(["deleted", "suspend", "removed"]);

/** Repositories that came to an installation are looked at whole; what leaves one is out of reach. */
function onGained(payload: unknown): ReconcileRequest[] | Ignored {
  const read = payloads.gained.safeParse(payload);
  if (!read.success) return ignored("no repositories in the payload");
  const { installation, repositories = [], repositories_added = [] } = read.data;
  const added = LEAVING.has(read.data.action) ? [] : [...repositories, ...repositories_added];
  if (added.length === 0) return ignored("no repositories were added");
  return added.flatMap(({ name, full_name }) => {
    const owner = full_name?.split("/", 1)[0] ?? installation.account?.login;
    return owner === undefined
      ? []
      : [{ repository: { installation: installation.id, owner, name }, subject: REPOSITORY }];
  });
}

/** So many at once are left to a sweep of the installation, which reads cheaply and spreads out. */
const MANY = 20;

/** The installation to be swept: it came back without a list of its repositories or with a long one, or the owner's plan changed. */
export function wholeInstallation(event: string, payload: unknown): number | null {
  if (event === "push") return changedForAll(payload);
  if (event !== "installation" && event !== "installation_repositories") return null;
  const read = payloads.gained.safeParse(payload);
  if (!read.success || LEAVING.has(read.data.action)) return null;
  const { installation, repositories = [], repositories_added = [] } = read.data;
  const count = repositories.length + repositories_added.length;
  const isBack = event === "installation" && count === 0;
  return isBack || count > MANY ? installation.id : null;
}

/** The file in the owner's `.github` repository counts in all the others. */
function changedForAll(payload: unknown): number | null {
  const [common, push] = [payloads.common.safeParse(payload), payloads.push.safeParse(payload)];
  if (!common.success || !push.success) return null;
  const { installation, repository } = common.data;
  const isOwners = repository.name.toLowerCase() === ".github";
  return isOwners && isOnDefault(push.data, repository) && touchesPlan(push.data) ? installation.id : null;
}

/** Where a payload does not say which branch that is, it may be this one. */
const isDefault = (branch: string | null, { default_branch }: Common["repository"]): boolean =>
  default_branch === undefined || branch === default_branch;

const isOnDefault = ({ ref }: { ref: string }, repository: Common["repository"]): boolean =>
  ref.startsWith("refs/heads/") && isDefault(ref.slice("refs/heads/".length), repository);

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

const onIssue = reading(payloads.issues, ({ issue }) => [item(issue.number)]);
/** What an issue counts for, and what pull requests that close it inherit, may have changed. */
const onCountedIssue = reading(payloads.issues, ({ issue }) => [item(issue.number), PHASES]);
const onPull = reading(payloads.pullRequest, ({ pull_request }) => [item(pull_request.number)]);
const onPhases: Rule = () => [PHASES];

const criterion = (name: CriterionName): Subject => ({ kind: "criterion", name });
const on =
  (name: CriterionName): Rule =>
  () => [criterion(name)];

/** A milestone may have one open pull request more or less. */
const inMilestone = ({ milestone }: { milestone?: unknown }): Subject[] =>
  milestone == null ? [] : [criterion("pull-requests-merged")];
const onPullComingOrGoing = reading(payloads.pullRequest, ({ pull_request }) => [
  item(pull_request.number),
  ...inMilestone(pull_request),
]);
const onPullMilestone = reading(payloads.pullRequest, ({ pull_request }) => [
  item(pull_request.number),
  criterion("pull-requests-merged"),
]);

/** A bot's comment may be a record of the app's, and one that somebody edited or deleted counts no more. */
const onRecord = reading(payloads.recordComment, ({ issue, comment, changes }) => {
  const looksLike = [comment.body, changes?.body?.from ?? ""].some((body) => body.includes(MARKER_PREFIX));
  return comment.user?.type === "Bot" && looksLike ? [item(issue.number), PHASES] : ignored("no record of the app's");
});

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

const RULES: ReadonlyMap<string, Rule> = new Map(
  Object.entries<Rule>({
    "issues.opened": onCountedIssue,
    "issues.closed": onCountedIssue,
    "issues.reopened": onCountedIssue,
    "issues.milestoned": onCountedIssue,
    "issues.demilestoned": onCountedIssue,
    "issues.labeled": onCountedIssue,
    "issues.unlabeled": onCountedIssue,
    "issues.edited": onIssue,
    "issues.deleted": onPhases,
    "issues.transferred": onPhases,
    "pull_request.opened": onPullComingOrGoing,
    "pull_request.reopened": onPullComingOrGoing,
    "pull_request.synchronize": reading(payloads.pullRequestMoved, ({ pull_request, before }) => [
      item(pull_request.number),
      ...commits(before),
    ]),
    "pull_request.edited": onPull,
    "pull_request.labeled": onPull,
    "pull_request.unlabeled": onPull,
    "pull_request.milestoned": onPullMilestone,
    "pull_request.demilestoned": onPullMilestone,
    "pull_request.ready_for_review": onPull,
    "pull_request.closed": reading(payloads.pullRequestClosed, ({ pull_request }) => [
      item(pull_request.number),
      ...commits(pull_request.head?.sha),
      ...inMilestone(pull_request),
    ]),
    "issue_comment.created": reading(payloads.issueComment, ({ issue, comment }) => {
      if (comment.user === null || comment.user.type === "Bot") return ignored("a bot's comment");
      if (!/\/phase/i.test(comment.body)) return ignored("no command in the comment");
      return [{ kind: "command", item: issue.number, comment: comment.node_id }];
    }),
    "issue_comment.edited": onRecord,
    "issue_comment.deleted": onRecord,
    "milestone.created": onPhases,
    "milestone.closed": onPhases,
    "milestone.opened": onPhases,
    "milestone.edited": reading(payloads.milestone, ({ changes }) => [
      changes !== undefined && changes.title === undefined ? PHASES : REPOSITORY,
    ]),
    // Its items may keep a label that only it accounted for.
    "milestone.deleted": () => [REPOSITORY],
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
    push: reading(payloads.push, (push, { repository }) => {
      if (!isOnDefault(push, repository)) return ignored("not on the default branch");
      if (touchesPlan(push)) return [REPOSITORY];
      return addsOrRemoves(push) ? [criterion("files-exist")] : ignored("no file added or removed, and not the plan");
    }),
    "workflow_run.completed": reading(payloads.workflowRun, ({ workflow_run }, { repository }) =>
      isDefault(workflow_run.head_branch, repository) ? [criterion("workflow")] : ignored("not on the default branch"),
    ),
    "release.published": on("release"),
    "release.unpublished": on("release"),
    "release.edited": on("release"),
    "release.deleted": on("release"),
    "release.released": on("release"),
    "release.prereleased": on("release"),
    "deployment.created": on("deployment"),
    "deployment_status.created": on("deployment"),
    "repository.edited": () => [REPOSITORY],
    "repository.renamed": () => [REPOSITORY],
    "repository.transferred": () => [REPOSITORY],
    "repository.unarchived": () => [REPOSITORY],
  }),
);

/** Events that the app's own writes cause, and that carry no news: acting on them would be a loop. */
const ECHOES = new Set([
  "issues.labeled",
  "issues.unlabeled",
  "pull_request.labeled",
  "pull_request.unlabeled",
  "issues.edited",
  "issues.opened",
]);

/** GitHub lists at most 2,048 commits of a push, and none of those that a force-push took away: it can have changed any file. */
function touchesPlan({ commits = [], forced = false }: z.infer<typeof payloads.push>): boolean {
  const files = commits.flatMap(({ added = [], modified = [], removed = [] }) => [...added, ...modified, ...removed]);
  const isUnsaid = commits.some(({ added, modified, removed }) => (added ?? modified ?? removed) === undefined);
  return forced || commits.length === 0 || commits.length >= 2048 || isUnsaid || files.includes(PLAN_FILE);
}

const addsOrRemoves = ({ commits = [] }: z.infer<typeof payloads.push>): boolean =>
  commits.some(({ added = [], removed = [] }) => added.length + removed.length > 0);

const EVENTS = new Set([
  "installation",
  "installation_repositories",
  ...[...RULES.keys()].map((name) => name.split(".")[0]),
]);

/** Whether anything of this event is looked at. */
export const isKnownEvent = (event: string): boolean => EVENTS.has(event);
