// How each fact is read through GraphQL: what to ask, page by page, and what the pages say.
import { z } from "zod";
import type { CountedIssue, Fact, FactQuery, FactValue, Reference, Release } from "../model.ts";
import * as selections from "./fact-selections.ts";
import { isDropped } from "./readings.ts";

/** A fact that is being read: `take` gets what its selection was answered with. */
export type Fetch = {
  query: GraphqlQuery;
  selection: string;
  /** The nodes that the selection may bring at most; GitHub bounds a document's sum. */
  nodes: number;
  /** The app's permission that it takes. */
  permission: string;
  take(answer: unknown): Step;
};

export type Step = { kind: "read"; fact: Fact } | { kind: "more"; fetch: Fetch };
export type GraphqlQuery = FactQuery<selections.GraphqlKind>;

type Source<Kind extends selections.GraphqlKind, Page> = {
  select: selections.Selection<Kind>;
  nodes: number;
  permission: string;
  page: z.ZodType<Page>;
  /** Where to go on; null when the pages are enough. */
  next(query: FactQuery<Kind>, pages: readonly Page[]): string | null;
  value(query: FactQuery<Kind>, pages: readonly Page[]): FactValue<Kind>;
};

export function fetchOf(query: GraphqlQuery): Fetch {
  switch (query.kind) {
    case "milestone-issues":
      return fetching(MILESTONE_ISSUES, query, (value) => read(query, value));
    case "open-issues":
      return fetching(OPEN_ISSUES, query, (value) => read(query, value));
    case "dropped-issues":
      return fetching(DROPPED_ISSUES, query, (value) => read(query, value));
    case "added-issues":
      return fetching(ADDED_ISSUES, query, (value) => read(query, value));
    case "open-pulls":
      return fetching(OPEN_PULLS, query, (value) => read(query, value));
    case "releases":
      return fetching(RELEASES, query, (value) => read(query, value));
    case "deployment":
      return fetching(DEPLOYMENT, query, (value) => read(query, value));
    case "path":
      return fetching(PATH, query, (value) => read(query, value));
  }
}

const read = (query: FactQuery, value: FactValue): Fact => ({ query, answer: { kind: "read", value } });

function fetching<Kind extends selections.GraphqlKind, Page>(
  source: Source<Kind, Page>,
  query: FactQuery<Kind> & GraphqlQuery,
  done: (value: FactValue<Kind>) => Fact,
  pages: readonly Page[] = [],
  after: string | null = null,
): Fetch {
  return {
    query,
    selection: source.select(query, after),
    nodes: source.nodes,
    permission: source.permission,
    take: (answer) => {
      const all = [...pages, source.page.parse(answer)];
      const next = source.next(query, all);
      return next === null
        ? { kind: "read", fact: done(source.value(query, all)) }
        : { kind: "more", fetch: fetching(source, query, done, all, next) };
    },
  };
}

const paged = <Node extends z.ZodType>(node: Node) =>
  z.object({
    nodes: z.array(node),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  });
type Paged<Node> = { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const cursorOf = (page: Paged<unknown> | undefined): string | null =>
  page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
const following = (_query: unknown, pages: readonly Paged<unknown>[]): string | null => cursorOf(pages.at(-1));

/** A milestone that is gone meanwhile holds nothing. */
const EMPTY: Paged<never> = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

const reference = z.object({ number: z.number(), title: z.string(), url: z.string() });
const issue = reference.extend({
  closed: z.boolean(),
  stateReason: z.string().nullable(),
  createdAt: z.coerce.date(),
  labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullable(),
});
type IssueNode = z.infer<typeof issue>;

const countedOf = ({ closed, stateReason, labels, ...named }: IssueNode): CountedIssue => ({
  ...named,
  state: closed ? (isDropped(stateReason) ? "dropped" : "done") : "open",
  labels: (labels?.nodes ?? []).map(({ name }) => name),
});

function carrying(pages: readonly Paged<IssueNode>[], labels: readonly string[]): CountedIssue[] {
  const wanted = labels.map((name) => name.toLowerCase());
  return pages
    .flatMap(({ nodes }) => nodes.map(countedOf))
    .filter((each) => wanted.every((name) => each.labels.some((own) => own.toLowerCase() === name)));
}

const milestoneIssuesPage = z
  .object({ issues: paged(issue) })
  .nullable()
  .transform((found) => found?.issues ?? EMPTY);

const MILESTONE_ISSUES: Source<"milestone-issues", Paged<IssueNode>> = {
  select: selections.milestoneIssues,
  nodes: 10_100,
  permission: "issues: read",
  page: milestoneIssuesPage,
  next: following,
  value: ({ labels }, pages) => carrying(pages, labels),
};

/** As many as people look at; that there are more is enough to know. */
const SOME = 10;

const OPEN_ISSUES: Source<"open-issues", Paged<IssueNode> & { totalCount: number }> = {
  select: selections.openIssues,
  nodes: 10_100,
  permission: "issues: read",
  page: paged(issue).extend({ totalCount: z.number() }),
  next: ({ labels }, pages) => (carrying(pages, labels).length >= SOME ? null : cursorOf(pages.at(-1))),
  value: ({ labels }, pages) => {
    const found = carrying(pages, labels).filter(({ state }) => state === "open");
    const whole = cursorOf(pages.at(-1)) === null;
    const total = whole ? found.length : labels.length === 1 ? (pages[0]?.totalCount ?? null) : null;
    return { first: found.slice(0, SOME).map(referenceOf), total };
  },
};

const referenceOf = ({ number, title, url }: Reference): Reference => ({ number, title, url });

const DROPPED_ISSUES: Source<"dropped-issues", Paged<{ stateReason: string | null }>> = {
  select: selections.droppedIssues,
  nodes: 101,
  permission: "issues: read",
  page: z
    .object({ issues: paged(z.object({ stateReason: z.string().nullable() })) })
    .nullable()
    .transform((found) => found?.issues ?? EMPTY),
  next: following,
  value: (_query, pages) =>
    pages.flatMap(({ nodes }) => nodes).filter(({ stateReason }) => isDropped(stateReason)).length,
};

/** In order of creation, so a page that reaches back far enough ends the search. */
const ADDED_ISSUES: Source<"added-issues", Paged<IssueNode>> = {
  select: selections.addedIssues,
  nodes: 5_050,
  permission: "issues: read",
  page: milestoneIssuesPage,
  next: ({ since }, pages) => {
    const last = pages.at(-1);
    return last?.nodes.every(({ createdAt }) => createdAt > since) === true ? cursorOf(last) : null;
  },
  value: ({ since }, pages) =>
    pages
      .flatMap(({ nodes }) => nodes)
      .filter(({ createdAt, closed, stateReason }) => createdAt > since && !(closed && isDropped(stateReason)))
      .map(referenceOf),
};

const OPEN_PULLS: Source<"open-pulls", { totalCount: number; nodes: Reference[] }> = {
  select: selections.openPulls,
  nodes: 11,
  permission: "pull_requests: read",
  page: z
    .object({ pullRequests: z.object({ totalCount: z.number(), nodes: z.array(reference) }) })
    .nullable()
    .transform((found) => found?.pullRequests ?? { totalCount: 0, nodes: [] }),
  next: () => null,
  value: (_query, [page]) => ({ first: page?.nodes ?? [], total: page?.totalCount ?? 0 }),
};

const release = z.object({
  tagName: z.string(),
  name: z.string().nullable(),
  url: z.string(),
  isDraft: z.boolean(),
  isPrerelease: z.boolean(),
  publishedAt: z.coerce.date().nullable(),
});
type ReleaseNode = z.infer<typeof release>;

const publishedOf = (page: Paged<ReleaseNode> | undefined): Release[] =>
  (page?.nodes ?? []).flatMap(({ tagName, name, url, isDraft, isPrerelease, publishedAt }) =>
    isDraft || publishedAt === null
      ? []
      : [{ tag: tagName, name: name ?? "", url, prerelease: isPrerelease, publishedAt }],
  );

/** In order of creation; a whole page without a release of that time ends the search. */
const RELEASES: Source<"releases", Paged<ReleaseNode>> = {
  select: selections.releases,
  nodes: 101,
  permission: "contents: read",
  page: paged(release),
  next: ({ since }, pages) => {
    const last = pages.at(-1);
    return publishedOf(last).some(({ publishedAt }) => publishedAt >= since) ? cursorOf(last) : null;
  },
  value: (_query, pages) =>
    pages.flatMap(publishedOf).toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime()),
};

const deployments = z.object({
  nodes: z.array(
    z.object({
      environment: z.string().nullable(),
      createdAt: z.coerce.date(),
      latestStatus: z.object({ state: z.string() }).nullable(),
    }),
  ),
});

const DEPLOYMENT: Source<"deployment", z.infer<typeof deployments>> = {
  select: selections.deployment,
  nodes: 21,
  permission: "deployments: read",
  page: deployments,
  next: () => null,
  value: ({ environment }, [page]) => {
    const wanted = environment.toLowerCase();
    const newestFirst = (page?.nodes ?? []).toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    const latest = newestFirst.find((each) => each.environment?.toLowerCase() === wanted);
    return latest === undefined ? null : { state: latest.latestStatus?.state.toLowerCase() ?? null };
  },
};

const PATH: Source<"path", object | null> = {
  select: selections.path,
  nodes: 1,
  permission: "contents: read",
  page: z.object({}).nullable(),
  next: () => null,
  value: (_query, [found]) => found !== null && found !== undefined,
};
