// What people do on GitHub, in words: the demo, the scenarios and the page act through it.

import { closeAlert, raiseAlert, setScanning } from "./actions/alerts.ts";
import { type Files, moveBranch, type PushDetails, push, updateBranch } from "./actions/branches.ts";
import {
  type CheckFields,
  createCheckRun,
  pressButton,
  rerequestRun,
  rerequestSuite,
  updateCheckRun,
} from "./actions/checks.ts";
import { addComment, deleteComment, editComment } from "./actions/comments.ts";
import { createDeployment, setDeploymentStatus } from "./actions/deployments.ts";
import { createIssue, editItem, type ItemFields, itemOrNotFound } from "./actions/items.ts";
import { addLabels, createLabel, deleteLabel, editLabel, labelOrNotFound, removeLabel } from "./actions/labels.ts";
import { setLocked } from "./actions/locks.ts";
import { dequeue, enqueue } from "./actions/merge-queue.ts";
import {
  createMilestone,
  deleteMilestone,
  editMilestone,
  type MilestoneFields,
  milestoneOrNotFound,
} from "./actions/milestones.ts";
import { pinIssue, unpinIssue } from "./actions/pins.ts";
import { setValues } from "./actions/properties.ts";
import { requestDeployment } from "./actions/protection.ts";
import { changeBase, createPull, markReady, merge } from "./actions/pulls.ts";
import { createRelease, deleteRelease, editRelease, publishRelease, type ReleaseFields } from "./actions/releases.ts";
import {
  deleteRepository,
  renameRepository,
  setArchived,
  setVisibility,
  transferRepository,
  type Visibility,
} from "./actions/repositories.ts";
import { dismissReview, editReview, type NewReview, submitReview } from "./actions/reviews.ts";
import { type Rule, requireCheck } from "./actions/rules.ts";
import { createStack } from "./actions/stacks.ts";
import { setStatus } from "./actions/statuses.ts";
import { addSubIssue } from "./actions/sub-issues.ts";
import { transferIssue } from "./actions/transfer.ts";
import { endWorkflow, type NewRun, startWorkflow } from "./actions/workflows.ts";
import type { Where } from "./events.ts";
import type { PullRequest, Repository, Stack, World, WorldIssue, WorldItem, WorldQueueEntry } from "./model.ts";
import type { Account, App } from "./model-accounts.ts";
import type { Alert, AlertKind, AlertSeverity } from "./model-alerts.ts";
import type { CheckSuite, WorldCheckRun } from "./model-checks.ts";
import type { Comment, WorldMilestone, WorldStateReason } from "./model-parts.ts";
import type { PropertyValue } from "./model-properties.ts";
import type { PullReview } from "./model-reviews.ts";
import type {
  Deployment,
  DeploymentState,
  ProtectionRequest,
  Release,
  WorkflowConclusion,
  WorkflowRun,
} from "./model-shipping.ts";
import type { CommitStatus, StatusState } from "./model-statuses.ts";
import { notFound } from "./world.ts";

export type Person = ReturnType<typeof person>;

export type PullFields = Omit<ItemFields, "title"> & {
  title?: string;
  branch?: string;
  base?: string;
  from?: Repository;
  draft?: boolean;
  files?: Files;
};

/** Somebody at work in a repository; every method is one thing done on a page of GitHub's. */
export function person(world: World, repository: Repository, account: Account) {
  const where: Where = { world, repository, actor: { account, installation: null } };
  const item = (number: number): WorldItem => itemOrNotFound(where, number);
  const pull = (number: number): PullRequest => {
    const found = item(number);
    if (found.kind !== "pull") throw notFound();
    return found;
  };
  const issue = (number: number): WorldIssue => {
    const found = item(number);
    if (found.kind !== "issue") throw notFound();
    return found;
  };
  const milestone = (number: number): WorldMilestone => milestoneOrNotFound(where, number);
  return {
    ...milestones(where, milestone),
    ...labels(where, item),
    ...conversations(where, item),
    ...reviews(where, pull),
    ...shipping(where),
    openIssue: (title: string, fields: Omit<ItemFields, "title"> = {}): WorldIssue =>
      createIssue(where, { title, ...fields }),
    openPull: (title: string, fields: PullFields = {}): PullRequest => openPull(where, title, fields),
    edit: (number: number, fields: ItemFields): void => editItem(where, item(number), fields),
    close: (number: number, stateReason?: WorldStateReason): void =>
      editItem(where, item(number), { state: "closed", stateReason }),
    reopen: (number: number): void => editItem(where, item(number), { state: "open" }),
    setMilestone: (number: number, to: number | null): void => editItem(where, item(number), { milestone: to }),
    addSubIssue: (number: number, sub: WorldIssue, from: Repository = repository): void =>
      addSubIssue(where, issue(number), { repository: from, issue: sub }),
    requestDeployment: (environment: string, run?: number): ProtectionRequest =>
      requestDeployment(where, environment, run),
    setStatus: (context: string, state: StatusState, ref = "main"): CommitStatus =>
      setStatus(where, ref, context, state),
    /** What another app says of a commit, in a run of its own. */
    reportCheck: (app: App, name: string, fields: CheckFields, ref = "main"): WorldCheckRun =>
      createCheckRun(where, name, repository.branches.get(ref) ?? ref, fields, app),
    updateCheck: (run: WorldCheckRun, fields: CheckFields): void => updateCheckRun(where, run, fields),
    ...scanning(where),
    ...merging(where, pull),
    requireCheck: (name: string, rule: Rule = {}): void => requireCheck(repository, name, rule),
    /** Moves an open issue to another repository of the same owner. */
    transfer: (number: number, to: Repository): WorldIssue => transferIssue(where, issue(number), to),
    ...governance(where),
    pin: (number: number): void => pinIssue(where, issue(number)),
    unpin: (number: number): void => unpinIssue(where, issue(number)),
    recheck: (run: WorldCheckRun): void => pressButton(where, run, "recheck"),
    rerequest: (run: WorldCheckRun): void => rerequestRun(where, run),
    rerequestSuite: (suite: CheckSuite): void => rerequestSuite(where, suite),
  };
}

/** On a branch of its own, with a commit of its own, unless a branch is named that is there. */
function openPull(
  where: Where,
  title: string,
  { branch, base = "main", from, files, ...fields }: PullFields,
): PullRequest {
  const home = from ?? where.repository;
  const head = branch ?? `change-${where.world.nextId()}`;
  if (!home.branches.has(head)) push({ ...where, repository: home }, head, files ?? { [`${head}.txt`]: title });
  return createPull(where, { ...fields, title, head, base, from: home });
}

const milestones = (where: Where, find: (number: number) => WorldMilestone) => ({
  createMilestone: (title: string, fields: MilestoneFields = {}): WorldMilestone =>
    createMilestone(where, { ...fields, title }),
  editMilestone: (number: number, fields: MilestoneFields): void => editMilestone(where, find(number), fields),
  closeMilestone: (number: number): void => editMilestone(where, find(number), { state: "closed" }),
  reopenMilestone: (number: number): void => editMilestone(where, find(number), { state: "open" }),
  deleteMilestone: (number: number): void => deleteMilestone(where, find(number)),
});

const labels = (where: Where, find: (number: number) => WorldItem) => ({
  createLabel: (name: string, color?: string, description?: string): void =>
    void createLabel(where, { name, color, description }),
  renameLabel: (name: string, newName: string): void => editLabel(where, labelOrNotFound(where, name), { newName }),
  deleteLabel: (name: string): void => deleteLabel(where, labelOrNotFound(where, name)),
  label: (number: number, ...names: string[]): void => addLabels(where, find(number), names),
  unlabel: (number: number, name: string): void => removeLabel(where, find(number), name),
});

const governance = (where: Where) => ({
  renameRepository: (name: string): void => renameRepository(where, name),
  setVisibility: (visibility: Visibility): void => setVisibility(where, visibility),
  setProperty: (name: string, value: PropertyValue): void => setValues(where, [{ name, value }]),
  setArchived: (archived: boolean): void => setArchived(where, archived),
  transferRepository: (to: Account): void => transferRepository(where, to),
  deleteRepository: (): void => deleteRepository(where),
});

const conversations = (where: Where, find: (number: number) => WorldItem) => ({
  comment: (number: number, body: string): Comment => addComment(where, find(number), body),
  editComment: (number: number, comment: Comment, body: string): void =>
    editComment(where, find(number), comment, body),
  deleteComment: (number: number, comment: Comment): void => deleteComment(where, find(number), comment),
  lock: (number: number): void => setLocked(where, find(number), true),
  unlock: (number: number): void => setLocked(where, find(number), false),
});

const merging = (where: Where, pull: (number: number) => PullRequest) => ({
  /** Who wrote, committed or signed it may be others. */
  push: (branch: string, files: Files = { "change.txt": "change" }, details: PushDetails = {}): string =>
    push(where, branch, files, details),
  /** From the bottom, each based on the branch of the one before. */
  stack: (...numbers: number[]): Stack => createStack(where, numbers.map(pull)),
  updateBranch: (number: number): string => updateBranch(where, pull(number)),
  moveBranch: (branch: string, sha: string): void => moveBranch(where, branch, sha),
  changeBase: (number: number, base: string): void => changeBase(where, pull(number), base),
  markReady: (number: number): void => markReady(where, pull(number)),
  autoMerge: (number: number): void => {
    pull(number).autoMerge = true;
  },
  enqueue: (number: number): WorldQueueEntry => enqueue(where, pull(number)),
  dequeue: (number: number): void => dequeue(where, pull(number)),
  merge: (number: number): string => merge(where, pull(number)),
});

const scanning = (where: Where) => ({
  scanFor: (...kinds: AlertKind[]): void => {
    for (const kind of kinds) setScanning(where, kind, true);
  },
  stopScanning: (kind: AlertKind): void => setScanning(where, kind, false),
  /** What a scanner finds. */
  raiseAlert: (kind: AlertKind, severity: AlertSeverity | null = null): Alert => raiseAlert(where, kind, severity),
  closeAlert: (alert: Alert): void => closeAlert(where, alert),
});

const reviews = (where: Where, find: (number: number) => PullRequest) => ({
  review: (number: number, review: NewReview): PullReview => submitReview(where, find(number), review),
  approve: (number: number): PullReview => submitReview(where, find(number), { state: "approved" }),
  editReview: (number: number, review: PullReview, body: string): void => editReview(where, find(number), review, body),
  dismissReview: (number: number, review: PullReview): void => dismissReview(where, find(number), review),
});

const shipping = (where: Where) => ({
  createRelease: (tag: string, fields: ReleaseFields = {}): Release => createRelease(where, tag, fields),
  publishRelease: (release: Release): void => publishRelease(where, release),
  editRelease: (release: Release, fields: Omit<ReleaseFields, "draft" | "target">): void =>
    editRelease(where, release, fields),
  deleteRelease: (release: Release): void => deleteRelease(where, release),
  /** A deployment that is at once where `state` says; further statuses with `deploymentBecomes`. */
  deploy: (environment: string, state: DeploymentState, ref?: string): Deployment => {
    const deployment = createDeployment(where, { environment, ref });
    setDeploymentStatus(where, deployment, state);
    return deployment;
  },
  deploymentBecomes: (deployment: Deployment, state: DeploymentState): void =>
    setDeploymentStatus(where, deployment, state),
  startWorkflow: (file: string, run: NewRun = {}): WorkflowRun => startWorkflow(where, file, run),
  endWorkflow: (run: WorkflowRun, conclusion: WorkflowConclusion): void => endWorkflow(where, run, conclusion),
  /** From start to end. */
  runWorkflow: (file: string, conclusion: WorkflowConclusion, run: NewRun = {}): void =>
    endWorkflow(where, startWorkflow(where, file, run), conclusion),
});
