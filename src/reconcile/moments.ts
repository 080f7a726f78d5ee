// When time alone changes what was decided: the next look that no event asks for. Pure.

import { overrideMoments } from "../decisions/override.ts";
import { criteriaMoments } from "../delivery/contexts.ts";
import { guardMoments } from "../delivery/scope-guard.ts";
import type { Plan } from "../plan/plan.ts";
import type { Snapshot } from "./snapshot.ts";

type Source = (plan: Plan, snapshot: Snapshot, now: Date) => Date[];

/** A look at one pull request leaves the phases' moments to the looks at all of them, so that a timer is one job. */
const SOURCES: readonly Source[] = [
  (plan, { repository, reviews }) => (reviews ? criteriaMoments(plan, repository) : []),
  (plan, { repository, dashboards }) => (dashboards === null ? [] : guardMoments(plan, repository)),
  (_plan, { items }, now) =>
    overrideMoments(
      items.filter((item) => item.kind === "pull"),
      now,
    ),
];

/** The earliest moment that is still to come. */
export function nextMoment(snapshot: Snapshot, now: Date): Date | null {
  const { plan, repository } = snapshot;
  if (repository.isArchived || plan.kind !== "active") return null;
  const coming = SOURCES.flatMap((source) => source(plan.plan, snapshot, now)).filter((moment) => moment > now);
  return coming.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
