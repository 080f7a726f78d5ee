// Workflows that a phase waits for and that the repository does not have: most likely a file's name that is written wrong.
import type { Fact } from "../github/model.ts";
import type { Phase } from "../plan/plan.ts";
import { isPassed, type PhaseState } from "./phase-state.ts";

export type MissingWorkflow = { phase: Phase; file: string };

/** Of phases that are not passed, from what their criteria read anyway. */
export function missingWorkflows(states: readonly PhaseState[], facts: readonly Fact[]): MissingWorkflow[] {
  const missing = new Set(
    facts.flatMap(({ query, answer }) =>
      query.kind === "workflow-run" && answer.kind === "read" && answer.value === "no-workflow" ? [query.file] : [],
    ),
  );
  return states
    .filter((state) => !isPassed(state))
    .flatMap(({ phase }) => workflowsOf(phase).flatMap((file) => (missing.has(file) ? [{ phase, file }] : [])));
}

/** People may write where the file is. */
const workflowsOf = ({ criteria }: Phase): string[] => [
  ...new Set(
    criteria.flatMap((use) =>
      use.name === "workflow" ? [use.options.file.split("/").at(-1) ?? use.options.file] : [],
    ),
  ),
];
