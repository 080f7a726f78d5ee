// What a command is: its usage and examples as data, and what it does as a pure function.
import type { PhaseState } from "../gate/phase-state.ts";
import type { Verdict } from "../gate/verdict.ts";
import type { PullItem } from "../github/port.ts";
import type { Plan } from "../plan/plan.ts";

/** What a command can see. */
export type CommandContext = {
  plan: Plan;
  states: PhaseState[];
  pulls: { pull: Pick<PullItem, "number" | "title" | "url">; verdict: Verdict }[];
};

/** `answer` is Markdown for a reply; a refusal says why and what would work. */
export type CommandResult = { kind: "answer"; answer: string } | { kind: "refused"; reason: string };

export type Command = {
  verb: string;
  usage: string;
  /** Completes "This command …", without a full stop. */
  summary: string;
  examples: readonly string[];
  run(context: CommandContext, args: string): CommandResult;
};
