// What GitHub's GraphQL has and the published schema that the sandbox reads (@octokit/graphql-schema 15.25.0) doesn't have yet.
// Sub-issues: https://docs.github.com/en/graphql/reference/objects#issue
// Stacks (public preview): https://github.github.com/gh-stack/reference/graphql-api/
// Both as of November 2026. What the schema gets by itself goes from here: a test says so.

export const OVERLAY = `
extend type Issue {
  parent: Issue
  subIssues(after: String, before: String, first: Int, last: Int): IssueConnection!
  subIssuesSummary: SubIssuesSummary!
}

type SubIssuesSummary {
  completed: Int!
  percentCompleted: Int!
  total: Int!
}

extend type PullRequest {
  stack: PullRequestStack
  stackEntry: PullRequestStackEntry
}

type PullRequestStack implements Node {
  id: ID!
  number: Int!
  size: Int!
  baseRefName: String!
  entries(after: String, before: String, first: Int, last: Int): PullRequestStackEntryConnection!
}

type PullRequestStackEntry implements Node {
  id: ID!
  position: Int!
  pullRequest: PullRequest
  stack: PullRequestStack
}

type PullRequestStackEntryConnection {
  edges: [PullRequestStackEntryEdge]
  nodes: [PullRequestStackEntry]
  pageInfo: PageInfo!
  totalCount: Int!
}

type PullRequestStackEntryEdge {
  cursor: String!
  node: PullRequestStackEntry
}
`;
