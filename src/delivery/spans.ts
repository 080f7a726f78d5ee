// When each phase began and ended, read from milestones and decisions alone: docs/adr/0008-when-a-phase-begins.md.
import { milestonesByPhase } from "../plan/match.ts";
import type { Phase, Plan } from "../plan/plan.ts";

/** Null while it hasn't. */
export type Span = { began: Date | null; ended: Date | null };

type Timed = { number: number; title: string; state: "open" | "closed"; createdAt: Date; closedAt: Date | null };

/** In the plan's order. `continued` are the times at which boundary reviews decided to continue, by the phase's id. */
export function spansOf(
  plan: Pick<Plan, "phases">,
  milestones: readonly Timed[],
  continued: ReadonlyMap<string, Date>,
): Map<Phase, Span> {
  const spans = new Map<Phase, Span>();
  const byPhase = milestonesByPhase(plan, milestones);
  let before: Span | null = null;
  for (const phase of plan.phases) {
    const own = byPhase.get(phase) ?? [];
    const ended = continued.get(phase.id) ?? spanClosing(own);
    const span: Span = { began: beginningOf(own, before), ended };
    spans.set(phase, span);
    // A phase that nobody has used can't end, so the next one looks past it.
    if (own.length > 0 || ended !== null) before = span;
  }
  return spans;
}

/** When its first milestone was created or, if that is later, the phase before it ended. */
function beginningOf(own: readonly Timed[], before: Span | null): Date | null {
  const created = earliest(own.map(({ createdAt }) => createdAt));
  if (created === null || before === null) return created;
  return before.ended === null ? null : latest([created, before.ended]);
}

/** When the last of the milestones was closed; null while one is open or there is none. */
export function spanClosing(milestones: readonly Pick<Timed, "state" | "closedAt">[]): Date | null {
  const closed = milestones.flatMap(({ state, closedAt }) =>
    state === "closed" && closedAt !== null ? [closedAt] : [],
  );
  return closed.length === milestones.length ? latest(closed) : null;
}

const earliest = (dates: readonly Date[]): Date | null =>
  dates.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
const latest = (dates: readonly Date[]): Date | null =>
  dates.toSorted((a, b) => a.getTime() - b.getTime()).at(-1) ?? null;
