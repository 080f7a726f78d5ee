// When a boundary review must exist, and what must be written so that it does.
import type { PhaseState } from "../gate/phase-state.ts";
import type { Milestone, OwnIssue, RepositoryReading } from "../github/port.ts";
import { sameLabel } from "../labels/labels.ts";
import { newPhaseLabel } from "../labels/phase-labels.ts";
import { escapeText } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import type { Change } from "../reconcile/change.ts";
import { bodyOf, refreshed } from "./body.ts";
import { REVIEW_LABEL, type Review, reviewOf, titleOf } from "./marker.ts";

/**
 * A milestone that was closed longer ago than this is history, not a boundary: the app may have been installed, or the
 * plan written, long after. Deliveries can be had again for three days, so nothing that is missed is missed for good.
 */
const RECENT_MS = 14 * 24 * 60 * 60 * 1000;

type Labels = Pick<RepositoryReading, "labels">;

export function decideReviews(
  plan: Plan,
  states: PhaseState[],
  repository: Labels,
  own: OwnIssue[],
  now: Date,
): Change[] {
  const reviews = own.flatMap((issue) => reviewOf(plan, issue) ?? []);
  return states.flatMap((state) => {
    const latest = reviews.filter(({ phase }) => phase === state.phase).toSorted((a, b) => b.round - a.round)[0];
    const closedAt = closingOf(state.milestones);
    if (latest?.issue.state === "open") return closedAt === null ? supersede(latest) : keep(plan, state, latest);
    if (closedAt === null || !isDue(closedAt, latest, now)) return [];
    return open(plan, state, (latest?.round ?? 0) + 1, repository);
  });
}

/** When the last of the phase's milestones was closed; null while one is open or there is none. */
function closingOf(milestones: Milestone[]): Date | null {
  const times = milestones.map(({ state, closedAt }) => (state === "closed" ? closedAt : null));
  if (times.length === 0 || times.includes(null)) return null;
  return new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));
}

/** A first round for a recent closing; a further one only if the milestone was closed anew since the last round ended. GitHub counts in seconds. */
function isDue(closedAt: Date, latest: Review | undefined, now: Date): boolean {
  if (latest === undefined) return now.getTime() - closedAt.getTime() <= RECENT_MS;
  const { stateReason, closedAt: ended } = latest.issue;
  return stateReason === "not_planned" && ended !== null && closedAt >= ended;
}

function open(plan: Plan, state: PhaseState, round: number, { labels }: Labels): Change[] {
  const wanted = [
    { name: REVIEW_LABEL, color: "d4c5f9", description: "A phase ends: continue, pivot or stop" },
    newPhaseLabel(plan, state.phase),
  ];
  const missing = wanted.filter(({ name }) => !labels.some((label) => sameLabel(label.name, name)));
  const users = plan.review.reviewers.filter((reviewer) => !reviewer.includes("/"));
  return [
    ...missing.map((label): Change => ({ kind: "create-label", ...label })),
    {
      kind: "open-issue",
      title: titleOf(plan, state.phase),
      body: bodyOf(plan, state, round),
      labels: wanted.map(({ name }) => name),
      assignees: users.map((user) => user.replace(/^@/, "")),
    },
  ];
}

function supersede({ issue, phase }: Review): Change[] {
  const body = `A milestone of ${escapeText(phase.name)} was reopened before a decision, so this review is closed. Closing it again opens the next round.`;
  return [
    { kind: "comment", item: issue.number, body },
    { kind: "update-issue", number: issue.number, change: { state: "closed", stateReason: "not_planned" } },
  ];
}

/** The evidence stays current; a title, label or marker that somebody removed is put back. */
function keep(plan: Plan, state: PhaseState, review: Review): Change[] {
  const { issue, phase } = review;
  const [title, body] = [titleOf(plan, phase), refreshed(plan, state, review)];
  const change = { ...(title === issue.title ? {} : { title }), ...(body === issue.body ? {} : { body }) };
  const lost = [REVIEW_LABEL, phase.label].filter((label) => !issue.labels.some(({ name }) => sameLabel(name, label)));
  return [
    ...(lost.length > 0 ? [{ kind: "add-labels", item: issue.number, labels: lost } as const] : []),
    ...(Object.keys(change).length > 0 ? [{ kind: "update-issue", number: issue.number, change } as const] : []),
  ];
}
