// The app's own issues: found by their label and by their author, so that nobody hides one by taking a label off.
import type { z } from "zod";
import { DASHBOARD_LABEL, DASHBOARD_TITLE, REVIEW_LABEL } from "../vocabulary.ts";
import { allComments } from "./comments.ts";
import type { ReadContext } from "./context.ts";
import type { OwnIssue, OwnWork } from "./entities.ts";
import { requirePresent } from "./found.ts";
import {
  DASHBOARD_ISSUES,
  MORE_HISTORY,
  MORE_OWN_ISSUES,
  MORE_REVIEWS,
  ownIssuesDocument,
} from "./graphql/documents.ts";
import { type HistoryNode, ownIssueOf, ownWorkOf } from "./graphql/own-readings.ts";
import { nextCursor } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import { ownAmong } from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import { isSelf } from "./graphql/written.ts";

type OwnNode = z.infer<typeof shapes.ownIssue>;
type Lists = Pick<z.infer<typeof shapes.repository>, "reviews" | "own">;

/** As many as GitHub answers to in a few seconds. */
const ISSUES_AT_ONCE = 20;

/** What the app wrote: where it stands among people's work, and what may be a review, as a whole. */
export type OwnReading = { own: OwnWork[]; reviews: OwnIssue[] };

/**
 * Every issue that may be a boundary review, with every comment: an old decision counts as much as a new one. GitHub's filter by
 * creator finds nothing for an app's bot on some hosts (https://github.com/renovatebot/renovate/issues/44730), so the label leads
 * to them, too.
 */
export async function readOwn(context: ReadContext, { reviews, own }: Lists): Promise<OwnReading> {
  const written = await allOwn(context, own);
  // Anybody who may triage can label a thousand issues: all pages are for hosts that find nothing by author.
  const labelled = ownAmong(context.identity, written.length > 0 ? reviews.nodes : await allLabelled(context, reviews));
  const known = new Set(labelled.map(({ number }) => number));
  const lost = written
    .filter((issue) => !known.has(issue.number) && !isSurelyDashboard(context.identity, issue))
    .map(({ number }) => number);
  const whole: OwnIssue[] = [];
  for (const issue of [...labelled, ...(await readOwnIssues(context, lost))])
    whole.push(await wholeOwnIssue(context, issue));
  return {
    own: [...new Map([...labelled, ...written].map((issue) => [issue.number, ownWorkOf(issue)])).values()],
    reviews: whole.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.number - a.number),
  };
}

/** By its first labels, which the app put on: whoever may write can give a review the dashboard's title. */
function isSurelyDashboard(
  who: ReadContext["identity"],
  { title, timelineItems }: Lists["own"]["nodes"][number],
): boolean {
  const first = (timelineItems?.nodes ?? []).filter(({ actor = null }) => isSelf(who, actor));
  const has = (wanted: string): boolean => first.some(({ label }) => label?.name === wanted);
  return title === DASHBOARD_TITLE && has(DASHBOARD_LABEL) && !has(REVIEW_LABEL);
}

/** With all of its comments and all of its history. */
export async function wholeOwnIssue(context: ReadContext, issue: OwnNode): Promise<OwnIssue> {
  const comments = await allComments(context, issue.number, issue.comments);
  return ownIssueOf(context.identity, issue, comments, await allHistory(context, issue));
}

async function allLabelled({ graphql, where }: ReadContext, first: Lists["reviews"]): Promise<OwnNode[]> {
  const nodes = [...first.nodes];
  for (let after = nextCursor(first.pageInfo); after !== null; ) {
    const { reviews } = (await queryGraphql(graphql, shapes.reviewsAnswer, MORE_REVIEWS, { ...where, after }))
      .repository;
    nodes.push(...reviews.nodes);
    after = nextCursor(reviews.pageInfo);
  }
  return nodes;
}

/** The dashboard is among them, but read as a whole only where it is looked at. */
async function allOwn({ graphql, identity, where }: ReadContext, first: Lists["own"]): Promise<Lists["own"]["nodes"]> {
  const nodes = [...first.nodes];
  for (let after = nextCursor(first.pageInfo); after !== null; ) {
    const variables = { ...where, creator: creatorOf(identity), after };
    const { own } = (await queryGraphql(graphql, shapes.ownListAnswer, MORE_OWN_ISSUES, variables)).repository;
    nodes.push(...own.nodes);
    after = nextCursor(own.pageInfo);
  }
  return ownAmong(identity, nodes);
}

/** As GitHub's filter by creator takes it. */
export const creatorOf = ({ self }: ReadContext["identity"]): string => `${self}[bot]`;

async function readOwnIssues({ graphql, where }: ReadContext, numbers: readonly number[]): Promise<OwnNode[]> {
  const issues: OwnNode[] = [];
  for (let at = 0; at < numbers.length; at += ISSUES_AT_ONCE) {
    const some = numbers.slice(at, at + ISSUES_AT_ONCE);
    const { repository } = await queryGraphql(graphql, shapes.ownIssuesAnswer, ownIssuesDocument(some), where);
    issues.push(...some.map((number) => shapes.ownIssue.parse(requirePresent(repository[`i${number}`], `#${number}`))));
  }
  return issues;
}

/** Oldest first; null where the host has no timeline. */
async function allHistory({ graphql, where }: ReadContext, issue: OwnNode): Promise<HistoryNode[] | null> {
  if (issue.history == null) return null;
  const nodes = [...issue.history.nodes];
  for (let { pageInfo } = issue.history; pageInfo.hasPreviousPage; ) {
    const variables = { ...where, number: issue.number, before: pageInfo.startCursor };
    const { item } = (await queryGraphql(graphql, shapes.historyAnswer, MORE_HISTORY, variables)).repository;
    const page = requirePresent(item?.history, `the history of #${issue.number}`);
    nodes.unshift(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return nodes;
}

/** The issues that may be the dashboard, oldest first: by label, by pin and by author. People may use the label, too. */
export async function readDashboards(context: ReadContext): Promise<OwnIssue[]> {
  const { graphql, identity, where } = context;
  const found: OwnNode[] = [];
  let after: string | null = null;
  do {
    const variables = { ...where, creator: creatorOf(identity), after };
    const answer: z.infer<typeof shapes.dashboardsAnswer> = await queryGraphql(
      graphql,
      shapes.dashboardsAnswer,
      DASHBOARD_ISSUES,
      variables,
    );
    const { dashboards, pinnedIssues, own } = answer.repository;
    const pinned = pinnedIssues?.nodes.map(({ issue }) => issue) ?? [];
    found.push(...ownAmong(identity, [...dashboards.nodes, ...pinned, ...own.nodes]));
    after = nextCursor(dashboards.pageInfo);
  } while (after !== null);
  const distinct = new Map(found.map((issue) => [issue.number, issue]));
  return [...distinct.values()].map((issue) => ownIssueOf(identity, issue, issue.comments.nodes));
}
