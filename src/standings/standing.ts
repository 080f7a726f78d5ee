// How a delivery stood at the latest looks: what the dashboard shows of open pull requests, and what was written last.
import { z } from "zod";
import { leanRecords } from "../decisions/trust.ts";
import type { PullItem, Requirement } from "../github/model.ts";
import { cut } from "../markdown/cut.ts";
import type { UnansweredComment } from "../snapshot.ts";
import type { StandingChanges } from "./store.ts";

/** All of it can be read again from GitHub: a standing that is lost, or of another version, costs a full look. */
export type DeliveryStanding = {
  /** Every open pull request, by number, with what decides its verdict; null where not all are known. */
  pulls: ReadonlyMap<number, PullItem> | null;
  /** What the default branch asks of the check. */
  requirement: Requirement;
  /** The dashboard that was written last; null where it is not known. */
  written: DashboardDigests | null;
  /** Comments that GitHub did not let the app answer, the newest last. */
  unanswered: readonly UnansweredComment[];
  /** The exit criteria that the plan uses; null where it is not known. */
  criteria: readonly string[] | null;
};

/** Of the whole text, and of the text without what only a look at the issues tells. */
export type DashboardDigests = {
  whole: string;
  lean: string;
  /** Issues whose titles are in the whole text only. */
  named: { number: number; title: string }[];
};

/** Nothing is known. */
export const NO_STANDING: DeliveryStanding = {
  pulls: null,
  requirement: { kind: "unread" },
  written: null,
  unanswered: [],
  criteria: null,
};

/** Who gave a command there has learnt by then that it was carried out, or has given it again. */
const SAID_FOR_MS = 7 * 86_400_000;
const SAID_AT_MOST = 10;
const ANSWER_LIMIT = 300;

export const withUnanswered = (standing: DeliveryStanding, comment: UnansweredComment): DeliveryStanding => ({
  ...standing,
  unanswered: [
    ...standing.unanswered.filter((each) => each.comment !== comment.comment),
    { ...comment, answer: cut(comment.answer, ANSWER_LIMIT) },
  ].slice(-SAID_AT_MOST),
});

export const stillUnanswered = (comments: readonly UnansweredComment[], now: Date): UnansweredComment[] =>
  comments.filter(({ at }) => now.getTime() - at.getTime() < SAID_FOR_MS);

/** To be raised with any change of the shapes below, or of what is in them. */
const VERSION = 2;

const actor = z.object({ login: z.string(), isBot: z.boolean(), id: z.number().exactOptional() }).nullable();
const milestone = z.object({ number: z.number(), title: z.string() }).nullable();
const labels = z.array(z.object({ name: z.string(), byApp: z.boolean() }));
const comment = z.object({
  ...{ id: z.number(), url: z.string(), own: z.boolean(), author: actor, body: z.string() },
  ...{ createdAt: z.coerce.date(), editedByOthers: z.boolean(), isMoved: z.boolean().nullable() },
  place: z.object({ repository: z.string(), item: z.number() }),
});
const person = z.object({ id: z.number(), login: z.string() }).nullable();
const commit = z.object({
  ...{ oid: z.string(), author: person, committer: person, merged: z.array(z.number()).nullable() },
  signature: z.object({ signer: z.number().nullable(), byGitHub: z.boolean() }).nullable(),
});
const origins = z.object({
  commits: z
    .object({ author: z.number().nullable(), commits: z.array(commit) })
    .nullable()
    .exactOptional(),
  carried: z
    .array(
      z.object({
        ...{ number: z.number(), milestone, labels: z.array(z.string()), isBelow: z.boolean().exactOptional() },
      }),
    )
    .nullable()
    .exactOptional(),
  endsIn: z.array(z.string()).exactOptional(),
});
const row = z.object({
  ...{ number: z.number(), title: z.string(), url: z.string(), author: actor, byApp: z.boolean(), labels, milestone },
  ...{ base: z.string(), headSha: z.string(), headRef: z.string().nullable().exactOptional() },
  ...{ commitCount: z.number().exactOptional(), origins: origins.exactOptional() },
  closes: z.array(z.object({ number: z.number(), milestone, labels })),
  comments: z.array(comment),
  lastClosedAt: z.coerce.date().nullable(),
});

const requirement = z.union([
  z.object({ kind: z.enum(["required", "advisory", "unread"]) }),
  z.object({ kind: z.literal("other-app"), app: z.number() }),
]);
const head = z.object({
  version: z.literal(VERSION),
  /** How many pull requests there are, so that rows can't be missed. */
  pulls: z.number().nullable(),
  requirement,
  written: z
    .object({
      whole: z.string(),
      lean: z.string(),
      named: z.array(z.object({ number: z.number(), title: z.string() })),
    })
    .nullable(),
  unanswered: z.array(z.object({ item: z.number(), comment: z.number(), at: z.coerce.date(), answer: z.string() })),
  criteria: z.array(z.string()).nullable(),
});

/** The part that says how many pull requests are open. */
export const HEAD_PART = "delivery";
const PULL = "pull/";

/** Never throws; parts that are none of a standing's are left alone. */
export function parseStanding(parts: ReadonlyMap<string, unknown>): DeliveryStanding {
  const read = head.safeParse(parts.get(HEAD_PART));
  if (!read.success) return NO_STANDING;
  const { version: _version, pulls, ...known } = read.data;
  const rows = [...parts].flatMap(([part, value]) => (part.startsWith(PULL) ? [row.safeParse(value)] : []));
  const whole = rows.flatMap(({ data }) => (data === undefined ? [] : [pullOf(data)]));
  const isWhole = whole.length === rows.length && whole.length === pulls;
  return { ...known, pulls: isWhole ? new Map(whole.map((pull) => [pull.number, pull])) : null };
}

/** What has to be written so that `after` is stored where `before` is. */
export function standingChanges(before: ReadonlyMap<string, unknown>, after: DeliveryStanding): StandingChanges {
  const wanted = after === NO_STANDING ? new Map<string, unknown>() : partsOf(after);
  const gone = [...before.keys()].filter((part) => isOurs(part) && !wanted.has(part));
  const changed = [...wanted].filter(([part, value]) => JSON.stringify(value) !== JSON.stringify(before.get(part)));
  return new Map([...gone.map((part): [string, unknown] => [part, null]), ...changed]);
}

const isOurs = (part: string): boolean => part === HEAD_PART || part.startsWith(PULL);

/** As JSON, dates as texts, so that they compare equal to what is stored. */
function partsOf({ pulls, ...known }: DeliveryStanding): Map<string, unknown> {
  const rows = [...(pulls ?? new Map<number, PullItem>()).values()];
  return new Map<string, unknown>([
    [HEAD_PART, plain({ version: VERSION, pulls: pulls === null ? null : rows.length, ...known })],
    ...rows.map((pull): [string, unknown] => [`${PULL}${pull.number}`, plain(rowOf(pull))]),
  ]);
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const rowOf = (pull: PullItem): z.infer<typeof row> => ({
  ...{ number: pull.number, title: pull.title, url: pull.url, author: pull.author, byApp: pull.byApp },
  ...{ base: pull.base, headSha: pull.headSha, milestone: pull.milestone, lastClosedAt: pull.lastClosedAt },
  ...(pull.headRef !== undefined && { headRef: pull.headRef }),
  ...(pull.commitCount !== undefined && { commitCount: pull.commitCount }),
  ...(pull.origins !== undefined && { origins: pull.origins }),
  labels: plainLabels(pull.labels),
  closes: pull.closes.map((issue) => ({ ...issue, labels: plainLabels(issue.labels) })),
  comments: leanRecords(pull.comments),
});

const plainLabels = (given: PullItem["labels"]): z.infer<typeof labels> =>
  given.map(({ name, byApp }) => ({ name, byApp }));

/** What a dashboard does not show of it is as in lists; nothing is ever written from it. */
const pullOf = (stored: z.infer<typeof row>): PullItem => ({
  ...{ ...stored, kind: "pull", state: "open", updatedAt: new Date(0) },
  ...{ check: null, planCheck: null, touchesPlan: "unread", isMerging: false, isQueued: false },
});

/** Whether what changes elsewhere can change a check or a dashboard: not where it is known that no pull request is open and none was written. */
export function hasSomethingToShow(part: unknown): boolean {
  const { data } = head.safeParse(part);
  return data === undefined || data.pulls !== 0 || data.written !== null;
}
