// Small worlds for table tests of the pure folders: everything has a default, a test names what it is about.
import type {
  IssueItem,
  Item,
  Milestone,
  OwnIssue,
  PullCommit,
  PullItem,
  RecordComment,
  RepositoryReading,
} from "../src/github/model.ts";
import { parsePlan } from "../src/plan/parse.ts";
import type { Plan } from "../src/plan/plan.ts";
import { resolvePlan } from "../src/plan/resolve.ts";
import type { Snapshot } from "../src/snapshot.ts";

export const NOW = new Date("2026-03-01T12:00:00Z");
const url = (path: string) => `https://github.com/octo-org/shop/${path}`;

export function planOf(text: string): Plan {
  const parsed = parsePlan(text);
  if (parsed.kind === "invalid") throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  return parsed.plan;
}

export const BUILTIN = planOf("");

export function milestone(
  number: number,
  title: string,
  own: Partial<Omit<Milestone, "issues">> & { issues?: Partial<Milestone["issues"]> } = {},
): Milestone {
  const issues = { open: 0, done: 1, dropped: 0, unsure: 0, firstOpen: [], ...own.issues };
  return {
    number,
    title,
    description: "",
    state: "open",
    url: url(`milestone/${number}`),
    createdAt: new Date("2026-01-01T00:00:00Z"),
    closedAt: null,
    dueOn: null,
    ...own,
    issues,
  };
}

/** A milestone with this many open issues, numbered from 100. */
export const openMilestone = (number: number, title: string, open: number): Milestone =>
  milestone(number, title, {
    issues: {
      open,
      firstOpen: Array.from({ length: Math.min(open, 10) }, (_each, at) => ({
        number: 100 + at,
        title: `Issue ${100 + at}`,
        url: url(`issues/${100 + at}`),
      })),
    },
  });

type Labels = { labels?: string[]; byApp?: string[] };
const labelsOf = ({ labels = [], byApp = [] }: Labels) => [
  ...labels.map((name) => ({ name, byApp: false })),
  ...byApp.map((name) => ({ name, byApp: true })),
];

export function issue(
  number: number,
  { labels, byApp, ...own }: Partial<Omit<IssueItem, "labels">> & Labels = {},
): IssueItem {
  return {
    kind: "issue",
    number,
    title: `Issue ${number}`,
    url: url(`issues/${number}`),
    state: "open",
    milestone: null,
    author: { login: "alice", isBot: false, id: 1 },
    byApp: false,
    own: null,
    stateReason: null,
    ...own,
    labels: labelsOf({ ...(labels && { labels }), ...(byApp && { byApp }) }),
  };
}

export function pull(
  number: number,
  { labels, byApp, ...own }: Partial<Omit<PullItem, "labels">> & Labels = {},
): PullItem {
  return {
    kind: "pull",
    number,
    title: `Pull ${number}`,
    url: url(`pull/${number}`),
    state: "open",
    milestone: null,
    author: { login: "alice", isBot: false, id: 1 },
    byApp: false,
    headSha: `sha${number}`,
    base: "main",
    closes: [],
    check: null,
    comments: [],
    lastClosedAt: null,
    updatedAt: NOW,
    isMerging: false,
    planCheck: null,
    touchesPlan: "no",
    isQueued: false,
    origins: { commits: { author: 1, commits: [signedCommit()] } },
    ...own,
    labels: labelsOf({ ...(labels && { labels }), ...(byApp && { byApp }) }),
  };
}

export function review(
  number: number,
  { labels = ["boundary review", "phase: mvp"], byApp = [], ...own }: Partial<Omit<OwnIssue, "labels">> & Labels = {},
): OwnIssue {
  return {
    repository: REPOSITORY_ID,
    number,
    title: "Boundary review: MVP → Enhancement",
    url: url(`issues/${number}`),
    body: "",
    state: "open",
    stateReason: null,
    labels: labelsOf({ labels, byApp }),
    createdAt: NOW,
    closedAt: null,
    comments: [],
    history: { isTransferred: false, labelled: [], deleted: [] },
    ...own,
  };
}

/** What the builders' records and comments are bound to. */
export const REPOSITORY_ID = "1";
/** One that alice made and signed. */
export const signedCommit = (own: Partial<PullCommit> = {}): PullCommit => ({
  oid: "c1",
  author: { id: 1, login: "alice" },
  committer: { id: 1, login: "alice" },
  signature: { signer: 1, byGitHub: false },
  merged: [],
  ...own,
});

/** A comment of the app's own. */
export function recordComment(id: number, own: Partial<RecordComment> = {}): RecordComment {
  return {
    id,
    place: { repository: REPOSITORY_ID, item: 9 },
    isMoved: false,
    url: url(`issues/9#issuecomment-${id}`),
    own: true,
    author: { login: "milegate", isBot: true },
    body: "",
    createdAt: NOW,
    editedByOthers: false,
    ...own,
  };
}

export function repositoryReading(own: Partial<RepositoryReading> = {}): RepositoryReading {
  return {
    node: "R_1",
    id: REPOSITORY_ID,
    self: "milegate",
    url: "https://github.com/octo-org/shop",
    name: "shop",
    isArchived: false,
    hasIssues: true,
    defaultBranch: "main",
    config: null,
    ownerConfig: null,
    milestones: [openMilestone(1, "MVP", 2)],
    labels: [],
    own: [],
    reviews: [],
    facts: [],
    ...own,
  };
}

export function snapshot(items: Item[], own: Partial<RepositoryReading> = {}, reviews = false): Snapshot {
  const reading = repositoryReading(own);
  const plan = resolvePlan({ ...reading, repository: reading.config, owner: reading.ownerConfig });
  return {
    repository: reading,
    plan,
    items,
    scope: { kind: reviews ? "phases" : "items" },
    groups: [],
    proposals: [],
  };
}
