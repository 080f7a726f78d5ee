// What is wrong with a plan or with records, each with how to solve it. Said once, on the dashboard; never a reason to block.

import type { RecordProblem } from "../decisions/problems.ts";
import type { MissingWorkflow } from "../delivery/missing-workflows.ts";
import type { Milestone, RepositoryReading, Requirement } from "../github/model.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import { ambiguousMilestones } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import type { UnansweredComment } from "../snapshot.ts";
import { PLAN_FILE, YAML_PLAN_FILE } from "../vocabulary.ts";
import type { DashboardProblem } from "./view.ts";

const milestoneLink = ({ title, url }: Pick<Milestone, "title" | "url">): string => link(title, url);

export function ambiguities(plan: Pick<Plan, "phases">, milestones: readonly Milestone[]): DashboardProblem[] {
  return ambiguousMilestones(plan, milestones).map(({ milestone, phases }) => ({
    text: `The milestone ${milestoneLink(milestone)} matches ${phases.map(({ name }) => escapeText(name)).join(" and ")}; it belongs to ${escapeText(phases[0]?.name ?? "")}.`,
    next: "Rename the milestone, or make the patterns in the plan tell them apart; a number pins it.",
  }));
}

/** Records that are ignored, that are gone and still count, and labels that disagree. */
export const ofRecords = (problems: readonly RecordProblem[]): DashboardProblem[] =>
  problems.map(({ text, url, next }) => ({ text: `${link(text, url)}.`, next }));

/** The answer is what the comment would have said, without its marker and in one line. */
export function ofUnanswered(
  { item, comment, answer }: UnansweredComment,
  { url }: Pick<RepositoryReading, "url">,
): DashboardProblem {
  const where = link(`A command on #${item}`, `${url}/issues/${item}#issuecomment-${comment}`);
  const said = answer
    .replaceAll(/<!--.*?-->/gs, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return {
    text: `${where} got no answer, because GitHub refuses the app's comments there. It would have said: ${escapeText(said)}`,
    next: "If the conversation is locked, unlock it to get answers there.",
  };
}

/** A file that looks like a plan and is none. */
export const ofSpareFile = ({
  hasSpareConfig = false,
}: Pick<RepositoryReading, "hasSpareConfig">): DashboardProblem[] =>
  hasSpareConfig
    ? [
        {
          text: `There is a ${code(YAML_PLAN_FILE)}, too, which does not count beside ${code(PLAN_FILE)}.`,
          next: "Delete one of them.",
        },
      ]
    : [];

/** The check of the plan says it before it is merged; a workflow may go later, too. */
export const ofMissingWorkflows = (missing: readonly MissingWorkflow[]): DashboardProblem[] =>
  missing.map(({ phase, file }) => ({
    text: `${escapeText(phase.name)} waits for the workflow ${code(file)}, which this repository does not have.`,
    next: "Add it on the default branch, or correct the plan's criterion.",
  }));

/** Channels that can't be used here. None where that is not known, as in the terminal. */
export const ofChannels = (named: readonly string[], usable: readonly string[] | undefined): DashboardProblem[] =>
  usable === undefined
    ? []
    : named
        .filter((name) => !usable.includes(name))
        .map((name) => ({
          text: `The plan names the channel ${code(name)}, which is not set up here, so it gets no notices.`,
          next: `Whoever operates Milegate sets it up for this owner: ${link("how", CHANNELS)}. Or take it out of ${code("communicate.notify")} in the plan.`,
        }));

const CHANNELS = "https://github.com/milegate/milegate/blob/main/docs/notifications.md";

const HOW = "https://github.com/milegate/milegate/blob/main/docs/protecting.md";

type Guarded = Pick<RepositoryReading, "defaultBranch" | "self">;

/** Nothing is said of what could not be read. */
export function ofRequirement(requirement: Requirement, { defaultBranch, self }: Guarded): DashboardProblem[] {
  const branch = code(defaultBranch ?? "");
  if (requirement.kind === "advisory") return [advisory(branch)];
  if (requirement.kind === "unbound") return [unbound(branch, self)];
  return requirement.kind === "other-app" ? [boundElsewhere(branch, requirement.app, self)] : [];
}

const advisory = (branch: string): DashboardProblem => ({
  text: `The gate is advisory here: no rule of ${branch} requires the check \`milegate\`, so what is blocked can be merged all the same.`,
  next: `Require it: ${link("the commands", HOW)}.`,
});

const unbound = (branch: string, self: string): DashboardProblem => ({
  text: `${branch} requires a check \`milegate\` of any app, so everybody who may write here can report one and merge what is blocked.`,
  next: `Bind the rule to this app, whose id ${code(`gh api /apps/${self} --jq .id`)} prints: ${link("the commands", HOW)}.`,
});

const boundElsewhere = (branch: string, app: number, self: string): DashboardProblem => ({
  text: `${branch} requires a check \`milegate\` of another app (its id is ${app}), so this one's does not count: pull requests wait for a check that does not come.`,
  next: `Bind the rule to this app, whose id ${code(`gh api /apps/${self} --jq .id`)} prints: ${link("the commands", HOW)}.`,
});
