// One repository with a given token: a person's or a workflow's. A short run needs no budget.
import type { Octokit } from "@octokit/rest";
import { makeAccess } from "./access.ts";
import type { AppIdentity } from "./context.ts";
import { readMemberProofs } from "./graphql/member-proofs.ts";
import { makeMemories } from "./memory.ts";
import type { OwnerPort, RepositoryName, RepositoryPort } from "./port.ts";
import { makeReader } from "./reader.ts";
import { requirementReader } from "./requirement.ts";
import { readVisibleRoster } from "./roster.ts";
import { layersReader } from "./stacks.ts";
import { makeWriter } from "./writer.ts";

/** Octokit would log each refusal; the caller reports it once. */
const silent = (): void => undefined;
export const silentLog = { debug: silent, info: silent, warn: silent, error: silent };

export function repositoryWith(octokit: Octokit, identity: AppIdentity, name: RepositoryName): RepositoryPort {
  const graphql = (document: string, variables: Record<string, unknown>) => octokit.graphql(document, variables);
  const { rest } = octokit;
  const known = {
    graphql,
    rest,
    requirement: requirementReader(rest, name),
    layersBelow: layersReader((route, parameters) => octokit.request(route, parameters), name),
    memory: makeMemories()(name),
  };
  return {
    read: makeReader(known, identity, name),
    access: makeAccess(octokit.rest, name),
    write: makeWriter(octokit.rest, graphql, name, identity),
  };
}

/** An owner's repositories as the token sees them. */
export function ownerWith(octokit: Octokit, owner: string): OwnerPort {
  const graphql = (document: string, variables: Record<string, unknown>) => octokit.graphql(document, variables);
  return {
    roster: ({ properties }) => readVisibleRoster(graphql, octokit, owner, properties),
    proofs: (asked) => readMemberProofs(graphql, owner, asked),
  };
}
