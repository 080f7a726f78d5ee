// What is left of a file with problems of shape once these are taken out, so that problems of sense are said at the same time.
import { isMapping } from "./inherit.ts";
import type { ZodProblem } from "./messages.ts";

type Steps = ZodProblem["path"];

/** `hasIds`: no phase's id was among the problems. */
export type Salvaged = { value: unknown; hasIds: boolean };

/** Without the keys that are wrong; null where a problem is no key's, so that too little is known of the rest. */
export function withoutProblems(written: unknown, issues: readonly ZodProblem[]): Salvaged | null {
  const value = structuredClone(written);
  let hasIds = true;
  for (const { path } of issues) {
    const steps = path.slice(0, path.findLastIndex((step) => typeof step === "string") + 1);
    const key = steps.at(-1);
    const parent = at(value, steps.slice(0, -1));
    if (key === undefined || !isMapping(parent)) return null;
    delete parent[key];
    const isPhase = steps.length === 3 && steps[0] === "phases";
    if (isPhase && key === "id") {
      hasIds = false;
      parent["id"] = `phase-${Number(steps[1]) + 1}`;
    }
    // No title matches it, as titles have no line ends.
    if (isPhase && key === "milestones") parent["milestones"] = ["-\n-"];
  }
  return { value, hasIds };
}

const at = (value: unknown, steps: Steps): unknown =>
  steps.reduce<unknown>((each, step) => {
    if (Array.isArray(each)) return each[Number(step)];
    return isMapping(each) ? each[step] : undefined;
  }, value);
