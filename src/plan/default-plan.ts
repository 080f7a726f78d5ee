// The plan that holds where nobody wrote one, and whose roles hold while the written one is invalid.
import { parsePlan } from "./parse.ts";
import type { Plan } from "./plan.ts";

export const DEFAULT_PLAN: Plan = planOfNothing();

function planOfNothing(): Plan {
  const parsed = parsePlan("");
  if (parsed.kind === "invalid") throw new Error("the built-in plan is invalid");
  return parsed.plan;
}
