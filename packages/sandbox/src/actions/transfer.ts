// Moves an issue to another repository: https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/transferring-an-issue-to-another-repository
import { tellIssue, type Where } from "../events.ts";
import { GitHubError, type Repository, type WorldIssue } from "../model.ts";
import type { WorldMilestone } from "../model-parts.ts";
import { hasRole } from "../roles.ts";
import { issueView } from "../views/item.ts";
import { repositoryView } from "../views/repository.ts";
import { nodeId } from "../world.ts";
import { nextNumber } from "./items.ts";
import { findLabel } from "./labels.ts";
import { findIssueById } from "./sub-issues.ts";
import { note } from "./timeline.ts";

/** A new issue with a new number and id, the old one's comments with their authors and ids, and what the target has of its labels and milestone. */
export function transferIssue(where: Where, issue: WorldIssue, target: Repository): WorldIssue {
  checkTransfer(where, issue, target);
  const { world, repository } = where;
  const there = { ...where, repository: target };
  const id = world.nextId();
  const moved: WorldIssue = {
    ...issue,
    id,
    nodeId: nodeId("I", id),
    number: nextNumber(target),
    labels: issue.labels.flatMap(({ name }) => findLabel(there, name) ?? []),
    milestone: milestoneIn(target, issue.milestone),
    timeline: [...issue.timeline],
    pinned: false,
    updatedAt: world.now(),
  };
  const before = issueView(world, repository, issue);
  repository.items = repository.items.filter((item) => item !== issue);
  repository.transferred.set(issue.number, { repository: target, number: moved.number });
  target.items.push(moved);
  keepFamily(where, issue, moved);
  note(there, moved, "transferred", { fromRepository: repository });
  tellBoth(there, { before, from: repository, moved });
  return moved;
}

function checkTransfer({ repository, actor }: Where, issue: WorldIssue, target: Repository): void {
  const { account } = actor;
  if (!hasRole(repository, account, "write") || !hasRole(target, account, "write"))
    throw new GitHubError(403, `${account.login} does not have the correct permissions to execute \`TransferIssue\``);
  if (issue.state !== "open") throw new GitHubError(422, "Only open issues can be transferred");
  const isElsewhere = target.owner !== repository.owner || target === repository;
  if (isElsewhere || (repository.private && !target.private) || !target.hasIssues || target.archived)
    throw new GitHubError(422, "Issue can't be transferred to that repository");
}

/** Its parent and its sub-issues go by ids. */
function keepFamily({ world, repository }: Where, { id, parentId, subIssueIds }: WorldIssue, moved: WorldIssue): void {
  const related = [parentId, ...subIssueIds].filter((each) => each !== null);
  for (const each of related) {
    const issue = findIssueById(world, repository.owner, each)?.issue;
    if (issue === undefined) continue;
    if (issue.parentId === id) issue.parentId = moved.id;
    issue.subIssueIds = issue.subIssueIds.map((sub) => (sub === id ? moved.id : sub));
  }
}

/** GitHub takes the one with the same name and due date. */
const milestoneIn = ({ milestones }: Repository, from: WorldMilestone | null): WorldMilestone | null =>
  milestones.find(
    ({ title, dueOn }) =>
      title.toLowerCase() === from?.title.toLowerCase() && dueOn?.getTime() === from.dueOn?.getTime(),
  ) ?? null;

type Moving = { before: object; from: Repository; moved: WorldIssue };

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues */
function tellBoth(there: Where, { before, from, moved }: Moving): void {
  const { world, repository: target } = there;
  const left = { new_issue: issueView(world, target, moved), new_repository: repositoryView(world, target) };
  tellIssue({ ...there, repository: from }, moved, "transferred", { issue: before, changes: left });
  const came = { old_issue: before, old_repository: repositoryView(world, from) };
  tellIssue(there, moved, "opened", { changes: came });
}
