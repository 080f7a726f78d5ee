// The app's labels in a repository: how new ones look, and which are left over from an earlier plan.
import type { NewLabel } from "../github/port.ts";
import { isSameName } from "../names.ts";
import type { Phase, Plan } from "../plan/plan.ts";

/** How a description begins by which the app knows a phase label that it created itself. */
const SIGNATURE = "Milegate phase: ";
/** GitHub's limit for a label's description. */
const DESCRIPTION_LIMIT = 100;

const COLORS = ["0e8a16", "1d76db", "8250df", "bf8700", "cf222e", "1b7c83", "bf3989"];

/** The label of a phase as it is created when first needed; colours follow the order of delivery. */
export function newPhaseLabel(plan: Pick<Plan, "phases">, phase: Phase): NewLabel {
  const index = plan.phases.indexOf(phase);
  const color = COLORS[index % COLORS.length] ?? "ededed";
  return {
    name: phase.label,
    color,
    description: `${SIGNATURE}${withoutWide(phase.name)}`.slice(0, DESCRIPTION_LIMIT),
  };
}

/** GitHub refuses a description with characters that take four bytes in UTF-8, such as most emoji. */
const withoutWide = (text: string): string => text.replace(/[\u{10000}-\u{10FFFF}]/gu, "").trim();

/** Labels that an earlier plan had: the app created them, and no phase has them now. */
export function retiredLabels(
  plan: Pick<Plan, "phases">,
  labels: readonly { name: string; description: string }[],
): string[] {
  return labels
    .filter(({ description }) => description.startsWith(SIGNATURE))
    .map(({ name }) => name)
    .filter((name) => !plan.phases.some(({ label }) => isSameName(label, name)));
}
