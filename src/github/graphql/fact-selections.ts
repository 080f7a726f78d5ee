// Facts as GraphQL asks for them, each below `repository` and none needing another.
import type { FactKind, FactQuery } from "../model.ts";

/**
 * Workflow runs are REST's alone: https://docs.github.com/en/rest/actions/workflow-runs
 * Which pull requests' comments to read is known only after a first read.
 */
export type GraphqlKind = Exclude<FactKind, "workflow-run" | "commented-pulls">;

export type Selection<Kind extends GraphqlKind> = (query: FactQuery<Kind>, after: string | null) => string;

/** A JSON string is a GraphQL string, too, but for halves of characters, which neither server takes. */
const quoted = (text: string): string => JSON.stringify(text.toWellFormed());

const from = (after: string | null): string => (after === null ? "" : `, after: ${quoted(after)}`);

/** GitHub's filter by several labels finds issues with any of them, so it is given one; all are looked at afterwards. */
const labelled = ([first]: readonly string[]): string => (first === undefined ? "" : `, labels: [${quoted(first)}]`);

const ISSUE = "number title url closed stateReason createdAt labels(first: 100) { nodes { name } }";
const PAGE = "pageInfo { hasNextPage endCursor }";
const OLDEST_FIRST = "orderBy: { field: CREATED_AT, direction: ASC }";
const NEWEST_FIRST = "orderBy: { field: CREATED_AT, direction: DESC }";

export const milestoneIssues: Selection<"milestone-issues"> = ({ milestone, labels }, after) =>
  `milestone(number: ${milestone}) {
    issues(first: 100${from(after)}${labelled(labels)}, states: [OPEN, CLOSED], ${OLDEST_FIRST}) { nodes { ${ISSUE} } ${PAGE} }
  }`;

export const openIssues: Selection<"open-issues"> = ({ labels }, after) =>
  `issues(first: 100${from(after)}${labelled(labels)}, states: [OPEN], ${OLDEST_FIRST}) { totalCount nodes { ${ISSUE} } ${PAGE} }`;

export const droppedIssues: Selection<"dropped-issues"> = ({ milestone }, after) =>
  `milestone(number: ${milestone}) {
    issues(first: 100${from(after)}, states: [CLOSED], ${OLDEST_FIRST}) { nodes { stateReason } ${PAGE} }
  }`;

export const addedIssues: Selection<"added-issues"> = ({ milestone }, after) =>
  `milestone(number: ${milestone}) {
    issues(first: 50${from(after)}, states: [OPEN, CLOSED], ${NEWEST_FIRST}) { nodes { ${ISSUE} } ${PAGE} }
  }`;

export const openPulls: Selection<"open-pulls"> = ({ milestone }) =>
  `milestone(number: ${milestone}) {
    pullRequests(first: 10, states: [OPEN], ${OLDEST_FIRST}) { totalCount nodes { number title url } }
  }`;

export const releases: Selection<"releases"> = (_query, after) =>
  `releases(first: 100${from(after)}, ${NEWEST_FIRST}) { nodes { tagName name url isDraft isPrerelease publishedAt } ${PAGE} }`;

/** Environments' names differ only beyond case, and the filter may not know that; some more than the latest, to compare them here. */
export const deployment: Selection<"deployment"> = ({ environment }) => {
  const names = [...new Set([environment, environment.toLowerCase()])].map(quoted).join(", ");
  return `deployments(first: 20, environments: [${names}], ${NEWEST_FIRST}) { nodes { environment createdAt latestStatus { state } } }`;
};

export const path: Selection<"path"> = ({ path: at }) => `object(expression: ${quoted(`HEAD:${at}`)}) { __typename }`;
