// The plan's file for a repository, from what was inferred of its milestones.
import { phaseOf } from "../plan/match.ts";
import { parsePlan } from "../plan/parse.ts";
import { type DatedMilestone, type InferredPhases, type InferredPlace, inferPhases } from "./infer.ts";
import { type AddedMilestone, starterPlan } from "./starter.ts";

export type InferredPlan = InferredPhases & { text: string };

/** The file puts each milestone into the phase that was inferred. Throws if it does not, which is a fault of this code. */
export function inferPlan(milestones: readonly DatedMilestone[]): InferredPlan {
  const found = inferPhases(milestones);
  const added = found.places.filter(({ by }) => by !== "pattern");
  const areTitles = added.length <= TITLES;
  const text = starterPlan(added.map((place) => addedMilestone(place, areTitles && isAlone(place, milestones))));
  const parsed = parsePlan(text);
  if (parsed.kind === "invalid") throw new Error(`The inferred plan is invalid: ${parsed.problems[0]?.message}`);
  for (const { milestone, phase } of found.places)
    if (phaseOf(parsed.plan, milestone)?.id !== phase)
      throw new Error(`The inferred plan does not put "${milestone.title}" into ${phase}.`);
  return { ...found, text };
}

function addedMilestone({ phase, milestone, by }: InferredPlace, mayBeTitle: boolean): AddedMilestone {
  const { title, number, dueOn } = milestone;
  const due = dueOn === null ? "no due date" : `due ${dueOn.toISOString().slice(0, 10)}`;
  const unsure = by === "title" ? "by a word in its title" : "unsure: only its place in the order says so";
  const isTitle = mayBeTitle && isPlainTitle(title);
  const comment = isTitle ? `${due}; ${unsure}` : `${oneLine(title)}, ${due}; ${unsure}`;
  return { phase, pattern: isTitle ? title : number, comment };
}

/** Patterns are compared in any case. */
const isAlone = ({ milestone }: InferredPlace, all: readonly DatedMilestone[]): boolean =>
  all.filter(({ title }) => title.toLowerCase() === milestone.title.toLowerCase()).length === 1;

/** More titles could be more than a plan's patterns may be together. */
const TITLES = 30;
const TITLE_LIMIT = 100;

/** Without what means something in a pattern, or can't be in a line of YAML. */
const isPlainTitle = (title: string): boolean =>
  title.length <= TITLE_LIMIT && !/^\/|^\s|\s$|[*?[\]\\‘’“”„]|\p{Cc}|\p{Cf}/u.test(title);

const oneLine = (title: string): string => title.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").slice(0, TITLE_LIMIT);
