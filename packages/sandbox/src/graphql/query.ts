// Where queries begin: the viewer, a repository, or anything by its global id.
import { payerOf } from "../limits/payer.ts";
import type { Account } from "../model-accounts.ts";
import { findRepository, formerRepository } from "../world.ts";
import { actorView } from "./actors.ts";
import { connection, type Paging } from "./connection.ts";
import { type Cost, MAX_NODES } from "./cost.ts";
import { nodeNotFound } from "./failure.ts";
import { findNode } from "./node.ts";
import { repositoryOf } from "./references.ts";
import { isVisible, type Viewer } from "./scope.ts";

export const query = (viewer: Viewer, cost: Cost) => ({
  viewer: () => viewerView(viewer),
  rateLimit: () => rateLimit(viewer, cost),
  node: ({ id }: { id: string }) => findNode(viewer, id),
  nodes: ({ ids }: { ids: string[] }) => ids.map((id) => attempt(() => findNode(viewer, id))),
  repository: ({
    owner,
    name,
    followRenames = true,
  }: {
    owner: string;
    name: string;
    followRenames?: boolean | null;
  }) => {
    const former = followRenames === false ? undefined : formerRepository(viewer.world, owner, name);
    const repository = findRepository(viewer.world, owner, name) ?? former;
    if (repository !== undefined && isVisible(viewer, repository)) return repositoryOf({ ...viewer, repository });
    throw nodeNotFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
  },
  organization: ({ login }: { login: string }) => {
    const organization = accountOf(viewer.world.organizations, login);
    if (organization === undefined)
      throw nodeNotFound(`Could not resolve to an Organization with the login of '${login}'.`);
    return ownerView(viewer, organization);
  },
  repositoryOwner: ({ login }: { login: string }) => {
    const owner = accountOf([...viewer.world.organizations, ...viewer.world.users], login);
    return owner === undefined ? null : ownerView(viewer, owner);
  },
});

/** An account with its repositories; of those, whoever asks sees only their own and the public ones. */
const ownerView = (viewer: Viewer, owner: Account) => ({
  ...actorView(viewer, owner),
  repositories: (paging: Paging) =>
    connection(
      paging,
      viewer.world.repositories.filter((each) => each.owner === owner && isVisible(viewer, each)),
      { key: ({ name }) => [name], view: (repository) => repositoryOf({ ...viewer, repository }) },
    ),
});

/** GraphQL has a user here whoever it is, so an app keeps its "[bot]". */
const viewerView = (viewer: Viewer) => ({
  ...actorView(viewer, viewer.actor.account),
  __typename: "User",
  login: viewer.actor.account.login,
});

const accountOf = (accounts: readonly Account[], login: string): Account | undefined =>
  accounts.find((account) => account.login.toLowerCase() === login.toLowerCase());

/** What is left after the document itself: https://docs.github.com/en/graphql/reference/objects#ratelimit */
function rateLimit({ world, actor }: Viewer, { nodes, points }: Cost) {
  const { limit, used, remaining, resetAt } = world.meter.standing(payerOf(world, actor, "graphql"), "graphql");
  return { limit, cost: points, used, remaining, nodeCount: Math.min(nodes, MAX_NODES), resetAt };
}

/** In a list, an error stands for its one element. */
function attempt<Value>(run: () => Value): Value | Error {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
