// The end of a review: the commands that work there, before and after a decision.
import type { Outcome } from "../decisions/record.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { signOffsAt } from "../sign-offs/state.ts";

/** `over`: closed without a decision. */
export type ReviewPhase = Outcome | "undecided" | "over";

export function commandsHere(plan: Plan, phase: Phase, at: ReviewPhase): string {
  const commands = {
    continue: "- `/phase continue [reason]`, or `/phase continue --waive <reason>` in spite of unmet criteria",
    pivot: "- `/phase pivot <reason>`: later phases stay shut while you plan again",
    stop: "- `/phase stop <reason>`: every later phase is shut, until a later `/phase continue`",
    review: `- \`/phase review ${phase.id}\`: opens a new round`,
  };
  const concerns =
    at === "undecided" || at === "pivot" ? "`/phase concern <name> [text]`, `/phase resolve <name>`, " : "";
  return [
    "---",
    introduction(plan, at),
    TAKEN[at].map((verb) => commands[verb]).join("\n"),
    `Also here: ${concerns}${signOffsHere(plan, phase, at)}\`/phase carry-over [<phase>]\`, \`/phase refresh\`, \`/phase status\`, \`/phase help\`.`,
  ].join("\n\n");
}

/** Where a continue may still come. */
function signOffsHere(plan: Plan, phase: Phase, at: ReviewPhase): string {
  if (at === "continue" || at === "over" || signOffsAt(plan, phase).length === 0) return "";
  return "`/phase approve <sign-off> [reason]`, `/phase needs-work <sign-off> <reason>`, `/phase not-applicable <sign-off> <reason>`, ";
}

function introduction({ review: { quorum } }: Plan, at: ReviewPhase): string {
  if (at === "continue" || at === "over") return "To decide again, on a line of its own in a comment:";
  const agree = quorum === 1 ? "" : ` It takes ${quorum} people who agree.`;
  return `Decide with one of these, on a line of its own in a comment.${agree}`;
}

/** What each state of a review takes; src/review/hindrances.ts refuses the rest. */
const TAKEN = {
  undecided: ["continue", "pivot", "stop"],
  pivot: ["continue", "stop"],
  stop: ["continue", "review"],
  continue: ["review"],
  over: ["review"],
} as const satisfies Record<ReviewPhase, readonly string[]>;

/** As this edition and those before wrote it. */
const TAIL =
  /---\n\n(?:Decide with one of these|To decide again)[^\n]*\n\n(?:- `\/phase [^\n]*\n)+\nAlso here: [^\n]*`\/phase help`\./;

/** With another end in place of the one that is there; as it is where somebody rewrote or removed that. */
export const withCommands = (body: string, commands: string): string => body.replace(TAIL, () => commands);
