// Posts a discussion once. Only GraphQL has discussions. https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
import { GraphqlResponseError } from "@octokit/graphql";
import { z } from "zod";
import type { Graphql } from "./graphql/query.ts";
import { isSelf } from "./graphql/readings.ts";
import { actor } from "./graphql/shapes.ts";
import type { DiscussionAnswer, DiscussionContent } from "./port.ts";

const DISCUSSIONS = `query Discussions($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    id
    discussionCategories(first: 100) { nodes { id name slug } }
    discussions(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { url body author { __typename login } }
    }
  }
}`;

const CREATE = `mutation CreateDiscussion($repositoryId: ID!, $categoryId: ID!, $title: String!, $body: String!) {
  createDiscussion(input: { repositoryId: $repositoryId, categoryId: $categoryId, title: $title, body: $body }) {
    discussion { url }
  }
}`;

const nodes = <Node extends z.ZodType>(node: Node) => z.object({ nodes: z.array(node) });
const found = z.object({
  repository: z.object({
    id: z.string(),
    discussionCategories: nodes(z.object({ id: z.string(), name: z.string(), slug: z.string() })),
    discussions: nodes(z.object({ url: z.string(), body: z.string(), author: actor })),
  }),
});
const created = z.object({ createDiscussion: z.object({ discussion: z.object({ url: z.string() }) }) });

type Context = { graphql: Graphql; self: string; where: { owner: string; name: string } };

/** `mark` is in the body and identifies a discussion that was already posted. A permanent refusal by GitHub is not an error. */
export async function postDiscussion(
  context: Context,
  { category, title, body, mark }: DiscussionContent,
): Promise<DiscussionAnswer> {
  const { graphql, self, where } = context;
  try {
    const { repository } = found.parse(await graphql(DISCUSSIONS, where));
    const known = repository.discussions.nodes.find((each) => isSelf(self, each.author) && each.body.includes(mark));
    if (known !== undefined) return { kind: "posted", url: known.url };
    const wanted = category.toLowerCase();
    const into = repository.discussionCategories.nodes.find(
      ({ name, slug }) => name.toLowerCase() === wanted || slug.toLowerCase() === wanted,
    );
    if (into === undefined) return { kind: "no-category" };
    const made = await graphql(CREATE, { repositoryId: repository.id, categoryId: into.id, title, body });
    return { kind: "posted", url: created.parse(made).createDiscussion.discussion.url };
  } catch (error) {
    if (isRefusal(error)) return { kind: "refused" };
    throw error;
  }
}

const REFUSALS = new Set(["FORBIDDEN", "NOT_FOUND", "UNPROCESSABLE", "INSUFFICIENT_SCOPES"]);

/** The permission is missing, or discussions are disabled. Outages and limits are not refusals. */
const isRefusal = (error: unknown): boolean =>
  error instanceof GraphqlResponseError &&
  (error.errors ?? []).length > 0 &&
  (error.errors ?? []).every(({ type, message }: { type?: string; message: string }) =>
    type === undefined ? /not accessible|disabled/i.test(message) : REFUSALS.has(type),
  );
