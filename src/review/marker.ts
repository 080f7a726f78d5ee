// How a boundary review is known again: a marker in its body, or its title where somebody took the marker out.
import type { OwnIssue } from "../github/port.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Distrusted, type Recorded, recordsOf } from "../records/trust.ts";

/** One round of a phase; `records` are those of it that are trusted, in the order in which they were written. */
export type Review = { issue: OwnIssue; phase: Phase; round: number; records: Recorded[]; distrusted: Distrusted[] };

export const REVIEW_LABEL = "boundary review";

const MARKER = /<!-- milegate:review phase=([a-z0-9-]+) round=(\d{1,6}) -->/;

export const marker = (phase: Phase, round: number): string =>
  `<!-- milegate:review phase=${phase.id} round=${round} -->`;

/** Opened by `/phase review` while milestones were open: those don't supersede it. Taken out once they all are closed. */
export const EARLY = "<!-- milegate:early -->";

export const isEarly = (body: string): boolean => body.includes(EARLY);

/** "Boundary review: MVP → Enhancement", and "→ done" for the last phase. */
export const titleOf = (plan: Pick<Plan, "phases">, phase: Phase): string =>
  `Boundary review: ${phase.name} → ${phaseAfter(plan, phase)?.name ?? "done"}`;

export const phaseAfter = ({ phases }: Pick<Plan, "phases">, phase: Phase): Phase | null =>
  phases[phases.indexOf(phase) + 1] ?? null;

/** Only issues that the app wrote may be given. Without its marker a review is taken for its phase's first round. */
export function reviewOf(plan: Pick<Plan, "phases">, issue: OwnIssue): Review | null {
  const [, id, written] = MARKER.exec(issue.body) ?? [];
  const phase = plan.phases.find((each) => (id === undefined ? titleOf(plan, each) === issue.title : each.id === id));
  if (phase === undefined) return null;
  const round = Number(written ?? 1);
  const { trusted, distrusted } = recordsOf(issue.comments);
  const records = trusted.filter(
    ({ record }) => "round" in record && record.round === round && record.phase === phase.id,
  );
  return { issue, phase, round, records, distrusted };
}

/** The latest round first; of one round the first that was opened. */
export const reviewsOf = (plan: Pick<Plan, "phases">, issues: readonly OwnIssue[]): Review[] =>
  issues
    .flatMap((issue) => reviewOf(plan, issue) ?? [])
    .toSorted((a, b) => b.round - a.round || a.issue.number - b.issue.number);
