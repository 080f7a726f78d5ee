// The scope guard: an MVP that outgrows its share, polish before the core is done, issues that came later, time that runs out.
// Said where people look anyway (the dashboard, the review, `/phase status`), never in a comment of its own.
import { exactly } from "../criteria/counts.ts";
import { answerTo, unread } from "../criteria/facts.ts";
import {
  type MemberPlace,
  type PlacedFact,
  type PlacedQuery,
  type PlacedReference,
  placeQuery,
} from "../criteria/placed.ts";
import type { AddedIssue, FactQuery, Reference } from "../github/model.ts";
import { escapeText } from "../markdown/escape.ts";
import type { Phase } from "../plan/plan.ts";
import { contextsOf } from "./contexts.ts";
import type { Delivery } from "./delivery.ts";
import type { PhaseState } from "./phase-state.ts";
import { type PhaseView, plannedEndOf } from "./phase-view.ts";
import { placedLinks } from "./placed-link.ts";
import { plannedUntil } from "./planning.ts";

/** `text` and `next` are Markdown: what is off about the phase, and how to solve it. */
export type Finding = {
  kind: "over-share" | "skipped-ahead" | "added" | "running-out" | "late";
  phase: Phase;
  text: string;
  next: string;
};

/** `ahead` is how many open pull requests the last phase has; `facts` may hold the answers to `guardNeeds`. */
export type Watched = {
  phases: readonly PhaseView[];
  ahead: number;
  facts: readonly PlacedFact[];
  members: readonly MemberPlace[];
  now: Date;
};

export const findingsOf = ({ phases, ahead, facts, members, now }: Watched): Finding[] => [
  ...overShare(phases),
  ...skippedAhead(phases, ahead),
  ...phases.flatMap((view, at) => added(view, phases.slice(at + 1), { facts, members })),
  ...phases.flatMap((view, at) => inTime(view, phases.slice(at + 1), now)),
];

/** Moving takes a later phase with an open milestone. */
const canDefer = (later: readonly PhaseView[]): boolean =>
  later.some(({ state }) => state.milestones.some((milestone) => milestone.state === "open"));

function leaveOut(what: string, { progress }: PhaseView, later: readonly PhaseView[]): string {
  if (progress.open === 0) return "Take that up in its boundary review.";
  return canDefer(later)
    ? `Move ${what} to a later phase (\`/phase defer\`), or drop it (\`/phase drop\`).`
    : `Drop ${what} (\`/phase drop\`).`;
}

/** Percentage points that a phase may hold above its share; the default of the criterion `scope`. */
const TOLERANCE = 10;

/** People have decided on what it held; there is nothing to move any more. */
const isSettled = ({ decision }: Pick<PhaseState, "decision">): boolean => decision?.outcome === "continue";

/** Whether it would still hold an issue if it held no more than its share: of two issues in all, one is half. */
const canShrink = ({ state, progress, scope }: PhaseView): boolean =>
  Math.floor((progress.planned / scope) * (state.phase.share + TOLERANCE)) > 0;

/**
 * The first phase is to stay minimal; any phase that outgrows its share eats another's. Where only one has issues, the others are
 * not planned yet: it holds everything, and that says nothing.
 */
export function overShare(phases: readonly PhaseView[]): Finding[] {
  const planned = phases.filter(({ progress }) => progress.planned > 0);
  if (planned.length < 2) return [];
  return planned
    .filter(({ state }) => !isSettled(state))
    .filter(({ state, scope }) => scope > state.phase.share + TOLERANCE)
    .map((view) => {
      const { phase } = view.state;
      return {
        kind: "over-share",
        phase,
        text: `${escapeText(phase.name)} holds ${view.scope} % of the planned issues; its share is ${formatShare(phase)} %.`,
        next:
          view.progress.open === 0 || canShrink(view)
            ? leaveOut("what the phase does not need", view, phases.slice(phases.indexOf(view) + 1))
            : "Plan the issues of the other phases, too.",
      };
    });
}

export const formatShare = ({ share }: Pick<Phase, "share">): string => String(Math.round(share * 10) / 10);

/** Work on the last phase while the first is still open: polish before the core is solid. */
export function skippedAhead(phases: readonly PhaseView[], ahead: number): Finding[] {
  const [first] = phases;
  const last = phases.at(-1);
  if (first === undefined || last === undefined || first === last) return [];
  if (first.state.ended !== null || first.progress.open === 0) return [];
  const work = [
    ...(last.progress.done === 0 ? [] : [`${counted(last.progress.done, "issue")} done`]),
    ...(ahead === 0 ? [] : [`${counted(ahead, "pull request")} open`]),
  ];
  if (work.length === 0) return [];
  const name = escapeText(first.state.phase.name);
  return [
    {
      kind: "skipped-ahead",
      phase: first.state.phase,
      text: `${escapeText(last.state.phase.name)} already has ${work.join(" and ")}, while ${name} has ${counted(first.progress.open, "issue")} open.`,
      next: `Finish ${name} first.`,
    },
  ];
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

export const isUnderWay = ({ ended }: Pick<PhaseState, "ended">): boolean => ended === null;

type Spanned = Pick<PhaseState, "milestones" | "began" | "ended"> & { phase: Pick<Phase, "planning"> };

/** What joined the milestones after the time for planning, where the phase is under way. */
const addedSince = (state: Spanned): PlacedQuery<FactQuery<"added-issues">>[] => {
  const since = plannedUntil(state);
  if (since === null || !isUnderWay(state)) return [];
  return state.milestones.map((milestone) =>
    placeQuery(milestone, { kind: "added-issues", milestone: milestone.number, since }),
  );
};

/** For the dashboard and `/phase status`; a review reads all its issues anyway. */
export const guardNeeds = (delivery: Delivery): PlacedQuery[] =>
  [...contextsOf(delivery)].flatMap(([phase, context]) => [
    ...addedSince({ ...context, phase }),
    ...exactly(context.milestones),
  ]);

const NAMED = 5;

/** The issues whose titles a finding may name. */
export const addedNamed = (delivery: Delivery, facts: readonly PlacedFact[]): Reference[] =>
  [...contextsOf(delivery)]
    .flatMap(([phase, context]) => addedSince({ ...context, phase }))
    .filter((query) => unread(facts, [query]) === null)
    .flatMap((query) => answerTo(facts, query).slice(0, NAMED));

/** What joined a phase that is under way after its planning; null where that was not read. */
export function joinedLate(state: Spanned, facts: readonly PlacedFact[]): (AddedIssue & { member: string })[] | null {
  const queries = addedSince(state);
  if (unread(facts, queries) !== null) return null;
  return queries.flatMap((query) => answerTo(facts, query).map((issue) => ({ ...issue, member: query.member })));
}

/** Where all of it came later, the phase was only planned later: nothing has crept in. */
export function addedTo(
  { state, progress }: Pick<PhaseView, "state" | "progress">,
  facts: readonly PlacedFact[],
): PlacedReference[] | null {
  const found = joinedLate(state, facts);
  return found !== null && found.length >= progress.planned ? [] : found;
}

function added(
  view: PhaseView,
  later: readonly PhaseView[],
  { facts, members }: Pick<Watched, "facts" | "members">,
): Finding[] {
  const { state } = view;
  const found = addedTo(view, facts) ?? [];
  if (found.length === 0) return [];
  const named = placedLinks(members, found).slice(0, NAMED);
  const more = found.length > named.length ? ` and ${found.length - named.length} more` : "";
  return [
    {
      kind: "added",
      phase: state.phase,
      text: `${escapeText(state.phase.name)} got ${counted(found.length, "issue")} after its planning${named.length === 0 ? "" : `: ${named.join(", ")}${more}`}.`,
      next: leaveOut("what can wait", view, later),
    },
  ];
}

/** Of the time that a phase has, what is left when it is said that it runs out. */
const LAST_PART = 0.2;

const runsOutAt = (began: Date, end: Date): Date =>
  new Date(end.getTime() - Math.max(0, end.getTime() - began.getTime()) * LAST_PART);

function inTime(view: PhaseView, later: readonly PhaseView[], now: Date): Finding[] {
  const { state, plannedEnd, progress } = view;
  const { phase, began, ended } = state;
  if (ended !== null || began === null || plannedEnd === null || progress.planned === 0) return [];
  const [name, end] = [escapeText(phase.name), plannedEnd.toISOString().slice(0, 10)];
  if (plannedEnd < now)
    return [
      {
        kind: "late",
        phase,
        text: `${name} should have ended on ${end}.`,
        next: `Close its milestones and hold its boundary review with what there is, or ${phase.timebox === undefined ? "move its due date" : "extend its timebox in the plan"} on purpose.`,
      },
    ];
  if (progress.open === 0 || runsOutAt(began, plannedEnd) > now) return [];
  return [
    {
      kind: "running-out",
      phase,
      text: `${name} should end on ${end}, and ${progress.open} of its ${counted(progress.planned, "issue")} ${progress.open === 1 ? "is" : "are"} still open.`,
      next: leaveOut("what the phase can do without", view, later),
    },
  ];
}

/** When time alone changes what is found. */
export const guardMoments = (delivery: Delivery): Date[] =>
  [...contextsOf(delivery).values()].filter(isUnderWay).flatMap((context) => {
    const end = plannedEndOf(context);
    if (end === null || context.began === null) return [];
    return [runsOutAt(context.began, end), new Date(end.getTime() + 1)];
  });
