// What is left of a file with problems of shape once these are taken out, so that problems of sense are said at the same time.
import { isMapping } from "./inherit.ts";
import type { ZodProblem } from "./messages.ts";

type Steps = ZodProblem["path"];

/**
 * `hasIds`: no phase's id was among the problems; `hasDeliveries`: nothing was by which a delivery is known, or that it may name.
 */
export type Salvaged = { value: unknown; hasIds: boolean; hasDeliveries: boolean };

/** Without the keys that are wrong; null where a problem is no key's, so that too little is known of the rest. */
export function withoutProblems(written: unknown, issues: readonly ZodProblem[]): Salvaged | null {
  const value = structuredClone(written);
  let [hasIds, hasDeliveries] = [true, true];
  for (const { path } of issues) {
    const steps = keyAround(path);
    const key = steps.at(-1);
    const parent = at(value, steps.slice(0, -1));
    if (key === undefined || !isMapping(parent)) return null;
    delete parent[key];
    const within = steps[0] === "deliveries" ? steps.slice(2) : steps;
    const isPhase = within.length === 3 && within[0] === "phases";
    if (isPhase && key === "id") {
      hasIds = false;
      parent["id"] = `phase-${Number(within[1]) + 1}`;
    }
    // No title matches it, as titles have no line ends.
    if (isPhase && key === "milestones") parent["milestones"] = ["-\n-"];
    if (within === steps || within.length !== 1 || !DELIVERY_NAMES.includes(String(key))) continue;
    hasDeliveries = false;
    if (key !== "home") parent[key] = key === "id" ? "-" : ["-"];
  }
  return { value, hasIds, hasDeliveries };
}

/** What a delivery and its repositories are known by. */
const DELIVERY_NAMES: readonly string[] = ["id", "repositories", "home"];

/** The key that is taken out because of a problem: the nearest one, and the whole list of repositories. */
function keyAround(path: Steps): Steps {
  const list = path.indexOf("repositories");
  return path.slice(0, 1 + (list < 0 ? path.findLastIndex((step) => typeof step === "string") : list));
}

const at = (value: unknown, steps: Steps): unknown =>
  steps.reduce<unknown>((each, step) => {
    if (Array.isArray(each)) return each[Number(step)];
    return isMapping(each) ? each[step] : undefined;
  }, value);
