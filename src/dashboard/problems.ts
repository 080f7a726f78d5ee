// What is wrong with a plan or with records, each with how to solve it. Said once, on the dashboard; never a reason to block.
import type { Milestone } from "../github/port.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { ambiguousMilestones } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import type { Problem as RecordProblem } from "../review/decision.ts";
import type { Problem } from "./view.ts";

const milestoneLink = ({ title, url }: Pick<Milestone, "title" | "url">): string => link(title, url);

export function ambiguities(plan: Pick<Plan, "phases">, milestones: readonly Milestone[]): Problem[] {
  return ambiguousMilestones(plan, milestones).map(({ milestone, phases }) => ({
    text: `The milestone ${milestoneLink(milestone)} matches ${phases.map(({ name }) => escapeText(name)).join(" and ")}; it belongs to ${escapeText(phases[0]?.name ?? "")}.`,
    next: "Rename the milestone, or make the patterns in the plan tell them apart; a number pins it.",
  }));
}

/** Records that count for nothing, and labels that they do not bear out. */
export const ofRecords = (problems: readonly RecordProblem[]): Problem[] =>
  problems.map(({ text, url, next }) => ({ text: `${link(text, url)}.`, next }));
