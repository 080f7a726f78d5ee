// What works while the plan is invalid, so that nobody is locked out of its repair: with the default roles, as the plan's are not known.
import { DEFAULT_PLAN } from "../plan/default-plan.ts";
import type { Plan } from "../plan/plan.ts";
import type { Resolution } from "../plan/resolve.ts";

export const WORKING_VERBS: readonly string[] = ["help", "status", "override"];

/** The plan that a command is carried out under; null where it has to wait for a valid one. */
export function planForCommand(plan: Resolution, verb: string): Plan | null {
  if (plan.kind === "active") return plan.plan;
  return plan.kind === "invalid" && WORKING_VERBS.includes(verb) ? DEFAULT_PLAN : null;
}
