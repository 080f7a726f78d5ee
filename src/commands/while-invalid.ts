// What works while the plan is invalid, so that nobody is locked out of its repair: with the default roles, as the plan's are not known.
import { parsePlan } from "../plan/parse.ts";
import type { Plan } from "../plan/plan.ts";
import type { Resolution } from "../plan/resolve.ts";

export const WORKING_VERBS: readonly string[] = ["help", "status", "override"];

const DEFAULTS = parsePlan("");

/** The plan that a command is carried out under; null where it has to wait for a valid one. */
export function planForCommand(plan: Resolution, verb: string): Plan | null {
  if (plan.kind === "active") return plan.plan;
  if (plan.kind === "inactive" || DEFAULTS.kind !== "valid") return null;
  return WORKING_VERBS.includes(verb) ? DEFAULTS.plan : null;
}
