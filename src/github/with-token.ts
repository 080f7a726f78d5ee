// One repository through a token that somebody else manages: a person's, or a workflow's. No budget: it is for a run that ends.
import type { Octokit } from "@octokit/rest";
import { access } from "./access.ts";
import type { Identity } from "./context.ts";
import { makeMemories } from "./memory.ts";
import type { Repository, RepositoryName } from "./port.ts";
import { reader } from "./reader.ts";
import { requirementReader } from "./requirement.ts";
import { writer } from "./writer.ts";

/** Octokit would print each refusal; what matters of one is said once, by whoever asked. */
const silent = (): void => undefined;
export const silentLog = { debug: silent, info: silent, warn: silent, error: silent };

export function repositoryWith(octokit: Octokit, identity: Identity, name: RepositoryName): Repository {
  const graphql = (document: string, variables: Record<string, unknown>) => octokit.graphql(document, variables);
  const { rest } = octokit;
  const known = {
    graphql,
    rest,
    requirement: requirementReader(rest, name),
    memory: makeMemories()(name),
  };
  return {
    read: reader(known, identity, name),
    access: access(octokit.rest, name),
    write: writer(octokit.rest, graphql, name, identity),
  };
}
