// How a boundary review is known again: a marker in its body, or its title or labels where somebody took the marker out.
import type { OwnIssue } from "../github/model.ts";
import { isSameName } from "../names.ts";
import { reviewTitle } from "../plan/derived.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Distrusted, type Recorded, recordsOf } from "./trust.ts";

/** One round of a phase; `records` are those of it that are trusted, in the order in which they were written. */
export type Review = { issue: OwnIssue; phase: Phase; round: number; records: Recorded[]; distrusted: Distrusted[] };

export const REVIEW_LABEL = "boundary review";

const MARKER = /<!-- milegate:review phase=([a-z0-9-]+) round=(\d{1,6}) -->/;

export const marker = (phase: Phase, round: number): string =>
  `<!-- milegate:review phase=${phase.id} round=${round} -->`;

/** Opened by `/phase review` while milestones were open: those don't supersede it. Taken out once they all are closed. */
export const EARLY = "<!-- milegate:early -->";

export const isEarly = (body: string): boolean => body.includes(EARLY);

/** Closed by the app because a milestone was reopened; comes with the closing, in one write. Taken out of a round that somebody reopens. */
const SUPERSEDED = "<!-- milegate:superseded -->";

export const isMarkedSuperseded = (body: string): boolean => body.includes(SUPERSEDED);

/** GitHub takes 65,536 characters: where people filled them, the times of closing have to do. */
export function withSuperseded(body: string): string {
  const marked = `${body}\n\n${SUPERSEDED}`;
  return isMarkedSuperseded(body) || marked.length > 65_536 ? body : marked;
}

export const withoutSuperseded = (body: string): string =>
  isMarkedSuperseded(body) ? body.replace(SUPERSEDED, "").trimEnd() : body;

/** "Boundary review: MVP → Enhancement", and "→ done" for the last phase. */
export const titleOf = (plan: Pick<Plan, "phases">, phase: Phase): string =>
  reviewTitle(phase.name, phaseAfter(plan, phase)?.name ?? null);

export const phaseAfter = ({ phases }: Pick<Plan, "phases">, phase: Phase): Phase | null =>
  phases[phases.indexOf(phase) + 1] ?? null;

/** Only issues that the app wrote may be given. The latest round first; of one round the first that was opened. */
export function reviewsOf(plan: Pick<Plan, "phases">, issues: readonly OwnIssue[]): Review[] {
  const reviews: Review[] = [];
  for (const issue of issues.toSorted((a, b) => a.number - b.number)) {
    const review = reviewOf(plan, issue, reviews);
    if (review !== null) reviews.push(review);
  }
  return reviews.toSorted((a, b) => b.round - a.round || a.issue.number - b.issue.number);
}

/** Where somebody took the marker out, the round is that of its records, or the one after those `before` it. */
function reviewOf(plan: Pick<Plan, "phases">, issue: OwnIssue, before: readonly Review[]): Review | null {
  const [, id, written] = MARKER.exec(issue.body) ?? [];
  const phase = id === undefined ? unmarkedPhase(plan, issue) : plan.phases.find((each) => each.id === id);
  if (phase === undefined) return null;
  const { trusted, distrusted } = recordsOf(issue.comments);
  const own = trusted.filter(({ record }) => "round" in record && record.phase === phase.id);
  const rounds = own.flatMap(({ record }) => ("round" in record ? record.round : []));
  const last = Math.max(0, ...before.filter((each) => each.phase === phase).map((each) => each.round));
  const round = written === undefined ? (rounds.at(-1) ?? last + 1) : Number(written);
  const records = own.filter(({ record }) => "round" in record && record.round === round);
  return { issue, phase, round, records, distrusted };
}

/** By the title, or by the labels where that is gone, too. */
function unmarkedPhase(plan: Pick<Plan, "phases">, { title, labels }: OwnIssue): Phase | undefined {
  const carries = (label: string) => labels.some(({ name }) => isSameName(name, label));
  const titled = plan.phases.find((phase) => titleOf(plan, phase) === title);
  return titled ?? (carries(REVIEW_LABEL) ? plan.phases.find(({ label }) => carries(label)) : undefined);
}
