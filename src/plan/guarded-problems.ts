// Privacy: what is wrong with the owner's file may name repositories, and is said in places where not everybody may know them.
import { isOwnersHome, type Resolution, type Sources } from "./resolution.ts";
import type { PlanProblem } from "./yaml.ts";

type Place = Pick<Sources, "name" | "roster" | "visibility">;

/** Who reads the place reads as much of such a problem as its line, unless everybody may read the owner's file, or the place is not public. */
export const guardedProblems = (resolution: Resolution, place: Place): Resolution =>
  resolution.kind === "invalid" && resolution.source === "owner" && !mayShow(place)
    ? { ...resolution, problems: resolution.problems.map(withoutNames) }
    : resolution;

function mayShow({ name, roster, visibility }: Place): boolean {
  if (isOwnersHome(name) || visibility === "private" || visibility === "internal") return true;
  const home = roster?.repositories.find((each) => isOwnersHome(each.name));
  return home?.visibility === "public";
}

/** Keys are written by people, too, so of a path only what Milegate calls so is shown. */
const NAMING = /^deliveries(?:\[\d+\](?:\.(?:repositories|home)\b)?)?|\brepositor(?:y|ies)\b/;

function withoutNames(problem: PlanProblem): PlanProblem {
  const [path] = NAMING.exec(problem.path) ?? [];
  if (path === undefined) return problem;
  return {
    ...problem,
    path,
    message: `${path}: what is wrong is not said here, as not everybody can read the owner's file; \`milegate/config\` says it there.`,
  };
}
