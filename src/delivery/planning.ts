// What a phase was planned with, and what was added later.
import type { CountedIssue } from "../github/model.ts";
import type { Phase } from "../plan/plan.ts";

type Planned = { began: Date | null; phase: Pick<Phase, "planning"> };

/** Until when what joins is planned; null where the phase has not begun. */
export const plannedUntil = ({ began, phase }: Planned): Date | null =>
  began === null ? null : new Date(began.getTime() + phase.planning);

/** What joined later; nothing where the phase has not begun. */
export function addedLater<Issue extends CountedIssue>(state: Planned, issues: readonly Issue[]): Issue[] {
  const until = plannedUntil(state);
  return until === null ? [] : issues.filter(({ joinedAt, createdAt }) => (joinedAt ?? createdAt) > until);
}
