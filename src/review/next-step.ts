// The one step that a boundary review waits for, with who may take it.
import type { RoundDecision } from "../decisions/decided.ts";
import { boxesToTick, resolvingCommand } from "../decisions/held-back.ts";
import { OUTCOMES, type Outcome } from "../decisions/record.ts";
import { whoMay } from "../decisions/role-words.ts";
import type { Ballot, OpenConcern } from "../decisions/tally.ts";
import { type PhaseState, unmetOf } from "../delivery/phase-state.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import { isMissing, type SignOffState } from "../sign-offs/state.ts";
import { approving, askedNames } from "../sign-offs/words.ts";
import { leadingVotes } from "./votes.ts";

/** What it is told from. `votes` are everybody's latest; `boxes` are those that the plan wants ticked first. */
export type ReviewStanding = {
  plan: Plan;
  state: PhaseState;
  /** The round's decision, with the votes of that moment. */
  decided: { decision: RoundDecision; votes: readonly Ballot[] } | null;
  /** Whether it was closed without a decision. */
  isOver: boolean;
  votes: readonly Ballot[];
  concerns: readonly OpenConcern[];
  signOffs: readonly SignOffState[];
  boxes: number;
};

/** None once there is nothing left to do here. */
export function nextStep(standing: ReviewStanding): string[] {
  const { decided, state } = standing;
  const isReplaced =
    decided !== null && (state.decision?.outcome ?? decided.decision.outcome) !== decided.decision.outcome;
  if (isReplaced) return [];
  const step = decided === null ? toDecide(standing) : afterDecision(standing);
  return step === null ? [] : [`**Next step:** ${step}`];
}

const deciders = ({ plan }: ReviewStanding): string => whoMay(plan.commands.roles, { role: "decide" });

/** All that holds a decision back comes first, as nobody can decide before. */
function toDecide(standing: ReviewStanding): string {
  const { boxes } = standing;
  const concerns = standing.concerns.map((each) => resolving(standing, each));
  const ticking = boxes === 0 ? [] : [`tick ${boxesToTick(boxes)} of the section Review below`];
  const missing = standing.signOffs.filter(isMissing);
  const steps = [...concerns, ...ticking, ...(missing.length === 0 ? [] : [signing(missing)])];
  return steps.length === 0 ? deciding(standing) : `${steps.join("; ")}. ${thenDecide(standing)}`;
}

function resolving(standing: ReviewStanding, { by, name }: OpenConcern): string {
  const raised = by === null ? "" : `${escapeText(by)}, or `;
  return `${raised}somebody who may decide (${deciders(standing)}), resolves the concern here: ${code(resolvingCommand(name))}`;
}

/** The turn is the team's where a party says that it needs work, and the party's where it was only asked. */
function signing(missing: readonly SignOffState[]): string {
  const [first] = missing;
  if (first === undefined) return "";
  const { signOff } = first;
  const more = missing.length === 1 ? "" : ` (${missing.length} sign-offs are missing)`;
  const name = `**${escapeText(signOff.name)}**`;
  if (first.kind === "needs work" && first.clock.stood !== null)
    return `do what ${name} needs, then ask again by changing its answers below or with ${code("/phase refresh")}${more}`;
  return `${askedNames(signOff)} sign off ${name} here: ${code(approving(signOff))}${more}`;
}

/** What can be given once nothing holds a decision back. */
const thenDecide = (standing: ReviewStanding): string =>
  `Then somebody who may decide (${deciders(standing)}) can comment ${code(continuing(standing))}.`;

const continuing = ({ state }: ReviewStanding): string =>
  unmetOf(state).length > 0 ? "/phase continue --waive <reason>" : "/phase continue [reason]";

function deciding(standing: ReviewStanding): string {
  const { state, plan, votes, decided } = standing;
  const since = votes.filter(({ outcome }) => outcome !== decided?.decision.outcome);
  const leading = leadingVotes(since);
  const missing = plan.review.quorum - (leading?.votes ?? 0);
  const who =
    missing > 1
      ? `${missing} ${leading === null ? "" : "more "}people`
      : leading === null
        ? "somebody"
        : "one more person";
  const criteria = unmetOf(state).length > 0 ? " Or meet the criteria below first; then no waiver is needed." : "";
  return `${who} who may decide (${deciders(standing)}) ${missing > 1 ? "comment" : "comments"} here: ${choices(standing, leading?.outcome ?? null)}.${criteria}`;
}

/** Of an outcome that has votes already, that one; never what is decided already. */
function choices(standing: ReviewStanding, leading: Outcome | null): string {
  const commands = { continue: continuing(standing), pivot: "/phase pivot <reason>", stop: "/phase stop <reason>" };
  if (leading !== null) return code(commands[leading]);
  const open = OUTCOMES.filter((outcome) => outcome !== standing.decided?.decision.outcome);
  const all = open.map((outcome) => code(commands[outcome]));
  return `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;
}

function afterDecision(standing: ReviewStanding): string | null {
  const { decided, plan, state } = standing;
  const record = decided?.decision.recorded?.record;
  switch (decided?.decision.outcome) {
    case "pivot":
      return standing.concerns.length > 0 ? toDecide(standing) : `plan again below. Then ${deciding(standing)}`;
    case "stop":
      return `none, unless you take it up again: somebody who may decide (${deciders(standing)}) comments ${code("/phase continue [reason]")} here, or ${code(`/phase review ${state.phase.id}`)} (${whoMay(plan.commands.roles, { role: "review" })}) opens a new round.`;
    case "continue":
      return plan.review.carry_over !== "ask" || (record?.left ?? 0) === 0 || record?.carried !== undefined
        ? null
        : `somebody who may decide (${deciders(standing)}) moves what is still open to the next phase: ${code("/phase carry-over")}. What should stay, stays.`;
    default:
      return null;
  }
}
