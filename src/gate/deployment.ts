// The answer to a deployment that waits for the plan's leave: given once the environment's phase is passed.

import type { CriterionState } from "../criteria/index.ts";
import { holdsBack, isPassed, type PhaseState } from "../delivery/phase-state.ts";
import type { PlannedSituation } from "../feature.ts";
import { cut } from "../markdown/cut.ts";
import { isSameName } from "../names.ts";

export type DeploymentAnswer = { approved: boolean; comment: string };

/** A rule that is not answered holds the deployment, so an environment that the plan says nothing about is let through. */
export function answerDeployment(situation: PlannedSituation, environment: string): DeploymentAnswer {
  if (situation.kind === "invalid") {
    const [problem] = situation.plan.problems;
    const where = problem === undefined ? "" : ` Line ${problem.line}: ${problem.message}`;
    return rejected(`The plan, .github/milegate.yml, is invalid, so nothing can be said of ${environment}.${where}`);
  }
  const id = phaseIdOf(situation.delivery.plan.environments, environment);
  const state = situation.states.find(({ phase }) => phase.id === id);
  if (state === undefined) return approved(`${environment} is not among the plan's environments.`);
  if (isPassed(state)) return approved(`${state.phase.name} is passed.`);
  return rejected(`${environment} waits for ${state.phase.name}: ${whyShut(state)}. Ask again when it is passed.`);
}

/** A decision shuts a phase whatever its criteria say. */
const whyShut = ({ decision, criteria }: PhaseState): string =>
  decision === null
    ? criteria.filter(holdsBack).map(open).join("; ")
    : `its review decided to ${decision.outcome} (${decision.url})${decision.record === null ? "" : `, because: ${decision.record.reason}`}`;

/** GitHub tells environments apart without regard to case. */
const phaseIdOf = (environments: Readonly<Record<string, string>>, environment: string): string | undefined =>
  Object.entries(environments).find(([name]) => isSameName(name, environment))?.[1];

function open({ evaluation }: CriterionState): string {
  const [first] = evaluation.open;
  return first === undefined ? evaluation.reason : `${evaluation.reason} (${first.url})`;
}

const approved = (comment: string): DeploymentAnswer => ({ approved: true, comment: cutTo(comment) });
const rejected = (comment: string): DeploymentAnswer => ({ approved: false, comment: cutTo(comment) });

/** GitHub names no limit; the page shows a few lines. */
const COMMENT_LIMIT = 1_000;
const cutTo = (comment: string): string => cut(comment, COMMENT_LIMIT);
