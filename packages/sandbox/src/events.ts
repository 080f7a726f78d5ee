// What GitHub tells the app: builds the payload that every webhook shares and hands it to the world.

import { eventsOf } from "./grants.ts";
import type { Installation, PullRequest, Repository, World, WorldActor, WorldItem } from "./model.ts";
import type { Account } from "./model-accounts.ts";
import type { Comment, Label, WorldMilestone } from "./model-parts.ts";
import type { PullReview } from "./model-reviews.ts";
import { accountView, installationView, organizationView } from "./views/account.ts";
import { commentView, issueView, labelView, milestoneView, pullView } from "./views/item.ts";
import { repositoryView } from "./views/repository.ts";
import { reviewView } from "./views/review.ts";
import { installationOf } from "./world.ts";

export type Where = { world: World; repository: Repository; actor: WorldActor };

/** Only an app that is installed hears of it. */
export function tell({ world, repository, actor }: Where, event: string, action: string | null, payload: object): void {
  world.replica?.observe();
  const installation = installationOf(world, repository);
  if (installation === undefined || !eventsOf(world, installation).includes(event)) return;
  const { owner } = repository;
  world.emit({
    event,
    action,
    repository,
    installation,
    payload: {
      ...(action === null ? {} : { action }),
      ...payload,
      repository: repositoryView(world, repository),
      ...(owner.type === "Organization" ? { organization: organizationView(world, owner) } : {}),
      sender: accountView(world, actor.account),
      installation: { id: installation.id, node_id: installation.nodeId },
    },
  });
}

/** What happens to an organization as a whole. */
export function tellOrganization(
  { world, account }: { world: World; account: Account },
  organization: Account,
  event: string,
  action: string,
  payload: object,
): void {
  world.replica?.observe();
  const installation = world.installations.find((each) => each.account === organization);
  if (installation === undefined || !eventsOf(world, installation).includes(event)) return;
  world.emit({
    event,
    action,
    repository: null,
    installation,
    payload: {
      action,
      ...payload,
      organization: organizationView(world, organization),
      sender: accountView(world, account),
      installation: { id: installation.id, node_id: installation.nodeId },
    },
  });
}

/** Every app gets the events of its installations, whatever it subscribes to. They name no repository at the top. */
export function tellInstallation(
  { world, account }: { world: World; account: Account },
  installation: Installation,
  event: "installation" | "installation_repositories",
  payload: { action: string } & Record<string, unknown>,
): void {
  world.replica?.observe();
  const view = installationView(world, installation);
  const sender = accountView(world, account);
  world.emit({
    event,
    action: payload.action,
    repository: null,
    installation,
    payload: { ...payload, installation: view, sender },
  });
}

export const tellIssue = (where: Where, item: WorldItem, action: string, more: object = {}): void =>
  tell(where, "issues", action, { issue: issueView(where.world, where.repository, item), ...more });

export const tellPull = (where: Where, pull: PullRequest, action: string, more: object = {}): void =>
  tell(where, "pull_request", action, {
    number: pull.number,
    pull_request: pullView(where.world, where.repository, pull),
    ...more,
  });

/** As an issue or as a pull request, whichever it is. */
export function tellItem(where: Where, item: WorldItem, action: string, more: object = {}): void {
  if (item.kind === "issue") tellIssue(where, item, action, more);
  else tellPull(where, item, action, more);
}

export const tellMilestone = (where: Where, milestone: WorldMilestone, action: string, more: object = {}): void =>
  tell(where, "milestone", action, { milestone: milestoneView(where.world, where.repository, milestone), ...more });

export const tellLabel = (where: Where, label: Label, action: string, more: object = {}): void =>
  tell(where, "label", action, { label: labelView(where.world, where.repository, label), ...more });

export function tellComment(where: Where, item: WorldItem, comment: Comment, action: string, more: object = {}): void {
  const { world, repository } = where;
  const payload = { issue: issueView(world, repository, item), comment: commentView(world, repository, item, comment) };
  tell(where, "issue_comment", action, { ...payload, ...more });
}

export function tellReview(
  where: Where,
  pull: PullRequest,
  review: PullReview,
  action: string,
  more: object = {},
): void {
  const { world, repository } = where;
  const payload = {
    review: reviewView(world, repository, pull, review),
    pull_request: pullView(world, repository, pull),
  };
  tell(where, "pull_request_review", action, { ...payload, ...more });
}
