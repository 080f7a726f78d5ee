// docs/github.md: what Milegate asks of GitHub, from its own documents and calls.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { costOf } from "@milegate/sandbox";
import { Octokit } from "@octokit/rest";
import { parse } from "graphql";
import { sendBatch } from "../src/github/check-batch.ts";
import { makeCommentsMemory } from "../src/github/comments-memory.ts";
import { commitsAlong } from "../src/github/commits-along.ts";
import { commentedPullsFact } from "../src/github/facts/commented-pulls.ts";
import * as documents from "../src/github/graphql/documents.ts";
import { ACTOR } from "../src/github/graphql/fragments.ts";
import { readMemberProofs } from "../src/github/graphql/member-proofs.ts";
import type { Graphql } from "../src/github/graphql/query.ts";
import { readStandings } from "../src/github/graphql/standings.ts";
import { readLinkedIssues, readPullBodies, withAllClosed } from "../src/github/linked-issues.ts";
import { readLists } from "../src/github/lists.ts";
import { PAGE_SIZES } from "../src/github/page-size.ts";
import { readPullCommits } from "../src/github/pull-commits.ts";
import { withAllLabels } from "../src/github/whole-labels.ts";
import { table } from "../src/markdown/table.ts";

type Sent = { document: string; variables: Record<string, unknown> };
type Row = { name: string; when: string; small: Sent; large: Sent };

const alone = (document: string): Sent => ({ document, variables: {} });

/** What a read sends after these answers; it gets none to that. */
async function sentBy(run: (graphql: Graphql) => Promise<unknown>, ...answers: readonly unknown[]): Promise<Sent> {
  const sent: Sent[] = [];
  const graphql: Graphql = (document, variables = {}) => {
    const answer = answers[sent.push({ document, variables }) - 1];
    return answer === undefined ? Promise.reject(new Error("no answer")) : Promise.resolve(answer);
  };
  await run(graphql).catch(() => undefined);
  const last = sent[answers.length];
  if (last === undefined) throw new Error("nothing was sent");
  return last;
}

const identity = { appId: 1, self: "milegate" };
const where = { owner: "octo", name: "shop" };
const comments = makeCommentsMemory(() => new Date(0));
const contextOf = (graphql: Graphql) => ({ graphql, rest: new Octokit().rest, identity, where, comments });
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const LARGEST = PAGE_SIZES[0];
const SMALLEST = PAGE_SIZES.at(-1) ?? LARGEST;

const lists = (count: number) =>
  sentBy((graphql) =>
    readLists(
      contextOf(graphql),
      numbers(count).map((milestone) => ({ kind: "issues", of: { milestone } })),
    ),
  );
const standings = (count: number) =>
  sentBy((graphql) =>
    readStandings(
      graphql,
      numbers(count).map((at) => ({ installation: 1, owner: "octo", name: `shop-${at}` })),
    ),
  );
const proofs = (count: number) =>
  sentBy((graphql) =>
    readMemberProofs(
      graphql,
      "octo",
      numbers(count).map((at) => ({ name: `shop-${at}`, milestones: numbers(2) })),
    ),
  );
const checks = (count: number) =>
  sentBy((graphql) => {
    const content = { conclusion: "success", title: "", summary: "", detailsUrl: "" } as const;
    return sendBatch(
      graphql,
      numbers(count).map((at) => ({ repository: "R", headSha: String(at), existing: null, content })),
    );
  });
const commented = () =>
  sentBy((graphql) => commentedPullsFact.read(contextOf(graphql), { kind: "commented-pulls", since: new Date(0) }));

const linked = (count: number) => sentBy((graphql) => readLinkedIssues(contextOf(graphql), numbers(count)));
const bodies = (count: number) => sentBy((graphql) => readPullBodies(contextOf(graphql), numbers(count)));
const commitsOf = (counts: readonly number[]) => (graphql: Graphql) =>
  readPullCommits(
    contextOf(graphql),
    counts.map((count, at) => ({ number: at + 1, headSha: "0", base: "main", count })),
  );
const commits = (counts: readonly number[]) => sentBy(commitsOf(counts));
const NEXT_PAGE = { hasNextPage: true, endCursor: "c" };
const moreCommits = () => {
  const first = { totalCount: 200, nodes: [], pageInfo: NEXT_PAGE };
  const pull = { author: null, repository: { nameWithOwner: "octo/shop" }, commits: first };
  return sentBy(commitsOf([200]), { repository: { p1: pull } });
};
const moreClosing = () =>
  sentBy((graphql) =>
    withAllClosed(contextOf(graphql), { number: 1, closes: [] }, { closes: { totalCount: 100, nodes: [] } }),
  );
const moreLabels = () =>
  sentBy((graphql) =>
    withAllLabels(contextOf(graphql), { number: 1, labels: { nodes: [], pageInfo: NEXT_PAGE }, timelineItems: null }),
  );

/** Documents without anything to fill in, as they are in the source. */
function writtenIn(file: string, name: string): Sent {
  const text = readFileSync(new URL(`../src/github/${file}`, import.meta.url), "utf8");
  const found = new RegExp(`[\`"]((?:query|mutation) ${name}\\b[^\`"]*)[\`"]`).exec(text)?.[1];
  if (found === undefined) throw new Error(`src/github/${file} has no document called ${name}`);
  return alone(found.replaceAll(/\$\{ACTOR\}/g, ACTOR));
}

const same = (sent: Sent) => ({ small: sent, large: sent });
const pulls = (of: typeof documents.openPullsDocument) => ({
  small: alone(of("", SMALLEST)),
  large: alone(of("", LARGEST)),
});
const more = (of: typeof documents.moreOpenPullsDocument) => ({
  small: alone(of(SMALLEST)),
  large: alone(of(LARGEST)),
});
const some = (of: (numbers: readonly number[]) => string, most: number) => ({
  small: alone(of(numbers(1))),
  large: alone(of(numbers(most))),
});
const files = (count: number) =>
  alone(documents.planFilesDocument(numbers(count).map((number) => ({ number, sha: "0" }))));

/** Large is as much as one request ever asks for. */
const rows: readonly Row[] = [
  {
    name: "Items",
    when: "an event of an issue or a pull request, a new head's commits included",
    ...some((of) => documents.itemsDocument(of, "", () => commitsAlong(of.length)), 50),
  },
  {
    name: "LinkedIssues",
    when: "issues that only a pull request's text names",
    small: await linked(1),
    large: await linked(50),
  },
  { name: "Bodies", when: "pull requests on another base", small: await bodies(1), large: await bodies(50) },
  {
    name: "PullCommits",
    when: "pull requests of a phase before the last, or by an exempt author, whose commits did not come along",
    small: await commits([10]),
    large: await commits([100, 100, 100, 100, 100]),
  },
  { name: "MoreCommits", when: "more than 100 commits in one of them", ...same(await moreCommits()) },
  { name: "Closing", when: "more issues that a pull request closes", ...same(await moreClosing()) },
  { name: "MoreLabels", when: "more labels on an item than lists bring", ...same(await moreLabels()) },
  { name: "Heads", when: "more than 100 open pull requests", ...same(alone(documents.MORE_HEADS)) },
  {
    name: "ClosedPulls",
    when: "each page of closed pull requests that a full look does not know, four at most",
    ...same(alone(documents.CLOSED_PULLS)),
  },
  { name: "ItemsAlone", when: "items of which lists do not bring enough", ...some(documents.itemsAloneDocument, 50) },
  { name: "OpenPulls", when: "an event that changes phases, a full look", ...pulls(documents.openPullsDocument) },
  { name: "MoreOpenPulls", when: "each further page of them", ...more(documents.moreOpenPullsDocument) },
  {
    name: "Repository",
    when: "the dashboard, deployments, between rounds",
    ...same(alone(documents.repositoryDocument(""))),
  },
  {
    name: "RecentPulls",
    when: "a plan that a pull request proposes",
    small: alone(documents.recentPullsDocument(SMALLEST)),
    large: alone(documents.recentPullsDocument(50)),
  },
  { name: "OwnerVersions", when: "an owner's file that became invalid", ...same(alone(documents.OWNER_VERSIONS)) },
  { name: "OwnIssues", when: "more than 100 issues of the app's own", ...same(alone(documents.MORE_OWN_ISSUES)) },
  { name: "OwnIssuesAlone", when: "reviews that lost their label", ...some(documents.ownIssuesDocument, 50) },
  { name: "History", when: "a review with more than 100 events", ...same(alone(documents.MORE_HISTORY)) },
  {
    name: "RepositoryLabels",
    when: "more than 100 labels of the repository",
    ...same(alone(documents.MORE_REPOSITORY_LABELS)),
  },
  { name: "Viewer", when: "once a start and installation", ...same(writtenIn("connect.ts", "Viewer")) },
  { name: "Records", when: "pull requests that the app commented on", ...some(documents.commentsDocument, 20) },
  {
    name: "EarlierComments",
    when: "more than 100 new comments on one of them",
    ...same(alone(documents.EARLIER_COMMENTS)),
  },
  { name: "RecordsById", when: "records before its last 100 comments", ...same(alone(documents.RECORDS_BY_ID)) },
  { name: "MoreComments", when: "a review with more than 100 comments", ...same(alone(documents.MORE_COMMENTS)) },
  { name: "Reviews", when: "more reviews than a page holds", ...same(alone(documents.MORE_REVIEWS)) },
  { name: "Milestones", when: "more milestones than a page holds", ...same(alone(documents.MORE_MILESTONES)) },
  { name: "Facts", when: "exit criteria, beyond what comes along", ...same(alone(documents.factsDocument("id"))) },
  { name: "CommentedPulls", when: "a review that lists overrides", ...same(await commented()) },
  { name: "Lists", when: "a full look, all lists in one", small: await lists(6), large: await lists(40) },
  { name: "PlanFiles", when: "pull requests that change the plan", small: files(1), large: files(50) },
  { name: "Files", when: "more than 100 files in one of them", ...same(alone(documents.MORE_FILES)) },
  { name: "MergeQueue", when: "a merge group, or a queued pull request", ...same(alone(documents.MERGE_QUEUE)) },
  { name: "CommitCheck", when: "a merge group", ...same(alone(documents.COMMIT_CHECK)) },
  { name: "Dashboards", when: "the dashboard", ...same(alone(documents.DASHBOARD_ISSUES)) },
  { name: "Conversation", when: "a command", ...same(alone(documents.COMMAND_CONVERSATION)) },
  {
    name: "Standings",
    when: "a sweep, 25 repositories at once",
    small: await standings(1),
    large: await standings(25),
  },
  { name: "SetChecks", when: "several checks at once", small: await checks(1), large: await checks(25) },
  {
    name: "MemberProofs",
    when: "a gate of a delivery is about to open",
    small: await proofs(1),
    large: await proofs(50),
  },
  { name: "Roster", when: "the command line, for a delivery", ...same(writtenIn("roster.ts", "Roster")) },
  { name: "Discussions", when: "before an announcement", ...same(writtenIn("discussions.ts", "Discussions")) },
  { name: "CreateDiscussion", when: "an announcement", ...same(writtenIn("discussions.ts", "CreateDiscussion")) },
  { name: "Pin", when: "the dashboard is opened", ...same(writtenIn("writer.ts", "Pin")) },
];

/** By route, the app's permission that it takes; null: the app's own token is enough. */
const PERMISSIONS: Readonly<Record<string, string | null>> = {
  "GET /app": null,
  "GET /app/installations": null,
  "GET /app/hook/deliveries": null,
  "POST /app/hook/deliveries/{delivery_id}/attempts": null,
  "GET /installation/repositories": "metadata: read",
  "GET /orgs/{org}/properties/values": "organization_custom_properties: read, where a delivery asks for it",
  "GET /orgs/{org}/properties/schema": "organization_custom_properties: read, where a delivery asks for it",
  "GET /repos/{owner}/{repo}/installation": null,
  "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs": "actions: read",
  "GET /repos/{owner}/{repo}/dependabot/alerts": "vulnerability_alerts: read, where the plan asks for it",
  "GET /repos/{owner}/{repo}/code-scanning/alerts": "security_events: read, where the plan asks for it",
  "GET /repos/{owner}/{repo}/secret-scanning/alerts": "secret_scanning_alerts: read, where the plan asks for it",
  "GET /repos/{owner}/{repo}/rules/branches/{branch}": "metadata: read",
  "GET /repos/{owner}/{repo}/branches/{branch}": "contents: read",
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": "metadata: read",
  "GET /repos/{owner}/{repo}/stacks": "pull_requests: read, where a pull request is based on another one",
  "GET /orgs/{org}/teams/{team_slug}": "members: read",
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": "members: read",
  "POST /repos/{owner}/{repo}/labels": "issues: write",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": "issues: write",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}": "issues: write",
  "POST /repos/{owner}/{repo}/check-runs": "checks: write",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": "checks: write",
  "POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule": "deployments: write",
  "POST /repos/{owner}/{repo}/issues": "issues: write",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}": "issues: write",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": "issues: write",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": "issues: write",
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": "issues: write",
  "GET /user": "the board: a token of the person's own",
  "GET /user/installations": "the board: a token of the person's own",
  "GET /user/installations/{installation_id}/repositories": "the board: a token of the person's own",
  "GET /user/repos": "the board's API: another token of the person's own",
};

const FOLDER = new URL("../src/github/", import.meta.url);
const source = readdirSync(fileURLToPath(FOLDER), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(new URL(path, FOLDER), "utf8"))
  .join("\n");

/** Routes that the adapter names, and those behind Octokit's methods that it calls. */
function routesCalled(): string[] {
  const { rest } = new Octokit();
  const methods = [...source.matchAll(/\brest\s*\.(\w+)\s*\.(\w+)\b/g)].map(([, group = "", method = ""]) => {
    const called: unknown = Reflect.get(Object(Reflect.get(rest, group)), method);
    const { method: verb, url } = Object(called).endpoint.DEFAULTS;
    return `${verb} ${url}`;
  });
  const named = [...source.matchAll(/"((?:GET|POST|PATCH|PUT|DELETE) \/[^"]*)"/g)].map(([, route = ""]) => route);
  const redelivery = "POST /app/hook/deliveries/{delivery_id}/attempts";
  return [...new Set([...methods, ...named, redelivery])];
}

function requireEqual(what: string, found: readonly string[], listed: readonly string[]): void {
  const missing = found.filter((each) => !listed.includes(each));
  const left = listed.filter((each) => !found.includes(each));
  if (missing.length + left.length > 0)
    throw new Error(
      `${what} of scripts/github.ts: not listed: ${missing.join(", ")}; not in src/github: ${left.join(", ")}`,
    );
}

const costOfSent = ({ document, variables }: Sent) => costOf(parse(document), undefined, variables);
const shown = (sent: Sent): string[] => {
  const { points, nodes } = costOfSent(sent);
  return [String(points), nodes.toLocaleString("en")];
};

export function githubPage(): string {
  const operations = [...source.matchAll(/\b(?:query|mutation) ([A-Z]\w+)\b(?=[ ({$]|\$\{)/g)].map(
    ([, name = ""]) => name,
  );
  requireEqual(
    "documents",
    [...new Set(operations)],
    rows.map(({ name }) => name),
  );
  const routes = routesCalled();
  requireEqual("routes", routes, Object.keys(PERMISSIONS));
  return [
    "<!-- Generated from src/github/ by `npm run generate`; changes here are lost. -->",
    "# What we ask of GitHub",
    "GitHub gives an installation at least 5,000 points an hour for GraphQL, and as many requests to REST. A document's points [follow its shape](https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api), not what it brings: the requests that its lists would take, divided by 100, at least 1. Mutations cost a point here, and five of the secondary limit.",
    "## GraphQL",
    "Small is one item, or a page of 10; large is as much as one request ever asks for. Facts of exit criteria come on top, and mostly along with the first read. `node bench/points.ts` measures what events, looks, an hour and a restart cost.",
    table(
      ["Document", "For", "Points, small", "Nodes at most", "Points, large", "Nodes at most"],
      rows.map(({ name, when, small, large }) => [`\`${name}\``, when, ...shown(small), ...shown(large)]),
      [2, 3, 4, 5],
    ),
    "## REST",
    "The lists of installations and repositories, and what a branch requires, are asked for with their ETags; the answer that nothing has changed costs nothing.",
    table(
      ["Call", "Permission"],
      Object.entries(PERMISSIONS).map(([route, permission]) => [
        `\`${route}\``,
        permission ?? "none: the app's own token",
      ]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}
