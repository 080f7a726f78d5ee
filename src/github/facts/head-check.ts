// head-check: what a check run, or a commit status, of some name says of the default branch's head.
import { z } from "zod";
import { PAGE_INFO } from "../graphql/paging.ts";
import { selectionFact } from "./definition.ts";
import { afterCursor, cursorAfter, pagedNodes, quotedText } from "./lists.ts";

/** `app` is the slug of the app whose runs count; null for any. Statuses have no app. */
type Question =
  | { kind: "head-check"; of: "run"; name: string; app: string | null }
  | { kind: "head-check"; of: "status"; name: string };

/** The latest; null where nothing of the name was reported. `pending` until it ends; `url` leads to it. */
type Answer = { outcome: string; url: string | null } | null;

const run = z.object({
  databaseId: z.number().nullable(),
  status: z.string(),
  conclusion: z.string().nullable(),
  permalink: z.string(),
});
const suite = z.object({
  app: z.object({ databaseId: z.number().nullable(), slug: z.string() }).nullable(),
  checkRuns: z.object({ nodes: z.array(run) }).nullable(),
});
type Suite = z.infer<typeof suite>;

const head = z.object({
  checkSuites: pagedNodes(suite).nullish(),
  status: z.object({ context: z.object({ state: z.string(), targetUrl: z.string().nullable() }).nullable() }).nullish(),
});
/** Null where the repository has no default branch. */
const defaultBranch = z
  .object({ target: head.nullable() })
  .nullable()
  .transform((branch) => branch?.target ?? null);

const selectRuns = (name: string, after: string | null): string =>
  `checkSuites(first: 20${afterCursor(after)}, filterBy: { checkName: ${quotedText(name)} }) {
    nodes {
      app { databaseId slug }
      checkRuns(first: 5, filterBy: { checkName: ${quotedText(name)}, checkType: LATEST }) { nodes { databaseId status conclusion permalink } }
    }
    ${PAGE_INFO}
  }`;

const selectStatus = (name: string): string => `status { context(name: ${quotedText(name)}) { state targetUrl } }`;

export const headCheckFact = selectionFact({
  kind: "head-check",
  permission: (question: Question) => (question.of === "run" ? "checks: read" : "statuses: read"),
  cost: { nodes: 120, requests: 21 },
  select: (question, after) => {
    const selection = question.of === "run" ? selectRuns(question.name, after) : selectStatus(question.name);
    return `defaultBranchRef { target { ... on Commit { ${selection} } } }`;
  },
  page: defaultBranch,
  next: (_question, pages) => cursorAfter(pages.at(-1)?.checkSuites ?? undefined),
  value: (question, pages): Answer => {
    if (question.of === "run")
      return latestRun(
        question.app,
        pages.flatMap((page) => page?.checkSuites?.nodes ?? []),
      );
    const context = pages[0]?.status?.context;
    return context == null ? null : { outcome: outcomeOf(context.state), url: context.targetUrl };
  },
});

/** Ids grow, so the highest is the latest, whichever suite it is in. */
function latestRun(app: string | null, suites: readonly Suite[]): Answer {
  const runs = ofApp(app, suites).flatMap(({ checkRuns }) => checkRuns?.nodes ?? []);
  const latest = runs.toSorted((a, b) => (b.databaseId ?? 0) - (a.databaseId ?? 0))[0];
  if (latest === undefined) return null;
  return { outcome: outcomeOf(latest.conclusion ?? latest.status), url: latest.permalink };
}

/** A slug names one app at a time, and that app is its id: its runs are told from others by that. */
function ofApp(slug: string | null, suites: readonly Suite[]): readonly Suite[] {
  if (slug === null) return suites;
  const id = suites.find(({ app }) => app?.slug.toLowerCase() === slug.toLowerCase())?.app?.databaseId;
  return id == null ? [] : suites.filter(({ app }) => app?.databaseId === id);
}

const ENDED = new Set([
  ...["success", "neutral", "skipped", "failure", "error"],
  ...["cancelled", "timed_out", "action_required", "stale", "startup_failure"],
]);

const outcomeOf = (state: string): string => (ENDED.has(state.toLowerCase()) ? state.toLowerCase() : "pending");
