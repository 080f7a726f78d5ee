// All repositories of an owner that a person's token can see.
import type { Octokit } from "@octokit/rest";
import { z } from "zod";
import { UsageError } from "./exit.ts";

export type OwnedRepository = { name: string; isArchived: boolean };

/** Without ownerAffiliations, GitHub also lists what a user only collaborates on: https://docs.github.com/en/graphql/reference/objects#user */
const DOCUMENT = `query OwnerRepositories($login: String!, $after: String) {
  repositoryOwner(login: $login) {
    login
    repositories(first: 100, after: $after, ownerAffiliations: [OWNER], orderBy: { field: NAME, direction: ASC }) {
      nodes { name isArchived }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const node = z.object({ name: z.string(), isArchived: z.boolean() });
const answer = z.object({
  repositoryOwner: z
    .object({
      login: z.string(),
      repositories: z.object({
        nodes: z.array(node.nullable()),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    })
    .nullable(),
});

/** In the order of their names; `login` as GitHub spells it. Rejects with a `UsageError` if there is no such owner. */
export async function ownerRepositories(
  octokit: Octokit,
  owner: string,
): Promise<{ login: string; repositories: OwnedRepository[] }> {
  const repositories: OwnedRepository[] = [];
  for (let after: string | null = null; ; ) {
    const { repositoryOwner } = answer.parse(await octokit.graphql(DOCUMENT, { login: owner, after }));
    if (repositoryOwner === null)
      throw new UsageError(`GITHUB_TOKEN can't see a user or an organization "${owner}". Check its name.`);
    const { login, repositories: page } = repositoryOwner;
    repositories.push(...page.nodes.filter((each) => each !== null));
    if (!page.pageInfo.hasNextPage) return { login, repositories };
    after = page.pageInfo.endCursor;
  }
}
