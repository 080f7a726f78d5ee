// From a checked file to a plan: defaults that depend on other values.

import { deliveryHome } from "./delivery-rules.ts";
import type { MilestonePattern } from "./pattern.ts";
import type { PhaseFile } from "./phase-schema.ts";
import type { Phase, Plan, PlannedDelivery } from "./plan.ts";
import type { CompleteFile, DeliveryFile } from "./plans-in.ts";
import { compileSelection } from "./selection.ts";

/** The compiled patterns of each phase: of the file's own plan, and of the deliveries'. */
export type Patterns = { own: readonly MilestonePattern[][]; deliveries: readonly (readonly MilestonePattern[][])[] };

export const normalise = ({ phases, deliveries, ...file }: CompleteFile, patterns: Patterns): Plan => ({
  ...file,
  review: normaliseReview(file.review),
  phases: normalisePhases(phases, patterns.own),
  deliveries: deliveries.map((delivery, index) => normaliseDelivery(delivery, patterns.deliveries[index] ?? [])),
});

function normaliseDelivery(file: DeliveryFile, patterns: readonly MilestonePattern[][]): PlannedDelivery {
  const { id, name, repositories, home, optional, titles, phases, ...plan } = file;
  return {
    ...{ id, name: name ?? id, optional, titles, repositories },
    home: deliveryHome({ home, repositories }) ?? { name: "", path: ["home"] },
    selects: compileSelection(repositories),
    plan: {
      ...{ ...plan, version: 1, locked: [], deliveries: [] },
      ...{ review: normaliseReview(plan.review), phases: normalisePhases(phases, patterns) },
    },
  };
}

const normaliseReview = (review: CompleteFile["review"]): Plan["review"] => ({
  ...review,
  sign_offs: review.sign_offs.map((each) => ({ ...each, name: each.name ?? each.id })),
});

function normalisePhases(phases: readonly PhaseFile[], patterns: readonly MilestonePattern[][]): Phase[] {
  const given = phases.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const absent = phases.filter(({ share }) => share === undefined).length;
  const even = absent === 0 ? 0 : Math.max(0, 100 - given) / absent;
  return phases.map((phase, index) => ({
    ...phase,
    name: phase.name ?? phase.id,
    milestones: patterns[index] ?? [],
    label: labelOf(phase),
    share: phase.share ?? even,
    requires: requiresOf(phase, phases[index - 1]),
  }));
}

export const labelOf = ({ id, label }: Pick<PhaseFile, "id" | "label">): string => label ?? `phase: ${id}`;

/** `previous` is the phase before it in the list. */
export const requiresOf = ({ requires }: Pick<PhaseFile, "requires">, previous: { id: string } | undefined): string[] =>
  requires ?? (previous === undefined ? [] : [previous.id]);
