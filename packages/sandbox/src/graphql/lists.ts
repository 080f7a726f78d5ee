// Lists of issues and of pull requests, filtered and sorted as GitHub does it.
import type {
  IssueFilters,
  IssueOrder,
  PullRequestOrder,
  RepositoryIssuesArgs,
  RepositoryPullRequestsArgs,
} from "@octokit/graphql-schema";
import type { PullRequest, WorldIssue, WorldItem } from "../model.ts";
import { connection } from "./connection.ts";
import { NotImplemented } from "./failure.ts";
import { permitRead } from "./permission.ts";
import { refTo } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

type Among<Kind> = (item: Kind) => boolean;

const everything = () => true;

export function issueConnection(scope: ViewerScope, args: RepositoryIssuesArgs, among: Among<WorldItem> = everything) {
  permitRead(scope, "issues");
  const { states, labels, filterBy, orderBy, ...paging } = args;
  const tests = [among, inState(states), labelled(labels), ...filters(filterBy)];
  const found = scope.repository.items
    .filter((item) => item.kind === "issue")
    .filter((issue) => tests.every((test) => test(issue)));
  return connection(paging, found, { ...bySort(orderBy), view: (issue) => refTo("item", scope, issue) });
}

export function pullConnection(
  scope: ViewerScope,
  args: RepositoryPullRequestsArgs,
  among: Among<WorldItem> = everything,
) {
  permitRead(scope, "pull_requests");
  const { states, labels, baseRefName, headRefName, orderBy, ...paging } = args;
  const found = scope.repository.items
    .filter((item) => item.kind === "pull")
    .filter((pull) => among(pull) && labelled(labels)(pull))
    .filter((pull) => states == null || states.includes(pullState(pull)))
    .filter(({ base }) => baseRefName == null || base.ref === baseRefName)
    .filter(({ head }) => headRefName == null || head.ref === headRefName);
  return connection(paging, found, { ...bySort(orderBy), view: (pull) => refTo("item", scope, pull) });
}

export const pullState = ({ merged, state }: PullRequest) => (merged ? "MERGED" : state === "open" ? "OPEN" : "CLOSED");

/** One of the labels is enough. */
function labelled(names: readonly string[] | null | undefined): Among<WorldItem> {
  if (names == null) return everything;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return ({ labels }) => labels.some(({ name }) => wanted.has(name.toLowerCase()));
}

const inState =
  (states: readonly string[] | null | undefined): Among<WorldIssue> =>
  ({ state }) =>
    states == null || states.includes(state.toUpperCase());

function filters(by: IssueFilters | null | undefined): Among<WorldIssue>[] {
  if (by == null) return [];
  if (by.mentioned != null || by.viewerSubscribed === true)
    throw new NotImplemented("IssueFilters.mentioned or viewerSubscribed");
  const { createdBy, since } = by;
  return [
    inState(by.states),
    labelled(by.labels),
    ({ author }) => createdBy == null || sameLogin(author?.login, createdBy),
    ({ updatedAt }) => since == null || updatedAt >= new Date(since),
    ({ assignees }) => oneOf(by.assignee, assignees, ({ login }, wanted) => sameLogin(login, wanted)),
    ({ milestone }) => oneOf(by.milestoneNumber, present(milestone), ({ number }, wanted) => String(number) === wanted),
    ({ milestone }) => oneOf(by.milestone, present(milestone), ({ id }, wanted) => String(id) === wanted),
  ];
}

/** GitHub's `null` asks for none, `*` for any, and leaving it out for all. */
function oneOf<Value>(
  wanted: string | null | undefined,
  values: readonly Value[],
  is: (value: Value, wanted: string) => boolean,
) {
  if (wanted === undefined) return true;
  if (wanted === null) return values.length === 0;
  return wanted === "*" ? values.length > 0 : values.some((value) => is(value, wanted));
}

const present = <Value>(value: Value | null): Value[] => (value === null ? [] : [value]);

const sameLogin = (login: string | undefined, other: string): boolean => login?.toLowerCase() === other.toLowerCase();

/** By creation, unless asked otherwise. */
export function bySort(orderBy: IssueOrder | PullRequestOrder | null | undefined) {
  const key = (item: WorldItem): number[] => {
    switch (orderBy?.field) {
      case "UPDATED_AT":
        return [item.updatedAt.getTime(), item.number];
      case "COMMENTS":
        return [item.comments.length, item.number];
      default:
        return [item.createdAt.getTime(), item.number];
    }
  };
  return { key, direction: orderBy?.direction };
}
