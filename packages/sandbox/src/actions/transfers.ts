// Transfers of issues from one repository to another: https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/transferring-an-issue-to-another-repository
import { tellIssue, type Where } from "../events.ts";
import { GitHubError, type Issue, type Repository } from "../model.ts";
import { issueView } from "../views/item.ts";
import { repositoryView } from "../views/repository.ts";
import { nodeId } from "../world.ts";
import { nextNumber } from "./items.ts";
import { findLabel } from "./labels.ts";
import { note } from "./timeline.ts";

/**
 * The issue gets a new number and keeps its comments with their authors and times; labels are matched by name, and there is no
 * milestone where none has the title. Throws GitHub's refusal for a closed issue.
 */
export function transferIssue(where: Where, issue: Issue, to: Repository): Issue {
  if (issue.state === "closed") throw new GitHubError(422, "Issue is closed and can't be transferred");
  const { world, repository: from, actor } = where;
  const id = world.nextId();
  const there: Where = { world, repository: to, actor };
  const moved: Issue = {
    ...issue,
    id,
    nodeId: nodeId("I", id),
    number: nextNumber(to),
    labels: issue.labels.flatMap(({ name }) => findLabel(there, name) ?? []),
    milestone: to.milestones.find(({ title }) => title === issue.milestone?.title) ?? null,
    pinned: false,
    timeline: [...issue.timeline],
    updatedAt: world.now(),
  };
  from.items = from.items.filter((each) => each !== issue);
  to.items.push(moved);
  note(there, moved, "transferred", { from });
  const [before, after] = [issueView(world, from, issue), issueView(world, to, moved)];
  tellIssue(where, issue, "transferred", {
    changes: { new_issue: after, new_repository: repositoryView(world, to) },
  });
  tellIssue(there, moved, "opened", {
    changes: { old_issue: before, old_repository: repositoryView(world, from) },
  });
  return moved;
}
