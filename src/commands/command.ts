// What a command is: its usage and examples as data, and what it does as a pure function.

import type { Change } from "../change.ts";
import type { AnyRecord, Origin } from "../decisions/record.ts";
import type { Review } from "../decisions/round.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import type { Verdict } from "../gate/verdict.ts";
import type { Item, PullItem, RepositoryReading } from "../github/model.ts";
import type { PlanProblem } from "../plan/parse.ts";
import type { Phase, Plan, RoleKey } from "../plan/plan.ts";
import type { CountsVoice } from "../sign-offs/state.ts";
import type { Subject } from "../subject.ts";
import type { Permit } from "./permit.ts";

export const COMMAND_PLACES = ["issue", "pull request", "review"] as const;
export type CommandPlace = (typeof COMMAND_PLACES)[number];

const PLACE_NAMES = {
  issue: "issues",
  "pull request": "pull requests",
  review: "boundary reviews",
} as const satisfies Record<CommandPlace, string>;

/** "issues and boundary reviews". */
export const placesOf = (places: readonly CommandPlace[]): string =>
  places.map((place) => PLACE_NAMES[place]).join(" and ");

/** What a command can see: everything as it is after the commands above it in the same comment. */
export type CommandContext = {
  plan: Plan;
  states: PhaseState[];
  repository: RepositoryReading;
  delivery: Delivery;
  /** Where the comment stands. */
  item: Item;
  place: CommandPlace;
  /** The boundary review that the item is. */
  review: Review | null;
  /** The open pull requests; only for a command that `needsPulls`. */
  pulls: { pull: Pick<PullItem, "number" | "title" | "url">; phase: Phase | null; verdict: Verdict }[];
  origin: Origin;
  /** What this very command recorded in a run that did not come to its end. */
  recorded: readonly AnyRecord[];
  /** Whether the author may use what this key governs; asked for the command's `role` and `orRole` only. */
  may: Partial<Record<RoleKey, Permit>>;
  /** Whether the author is one of those whom the sign-off names that the command is about; asked for such a command only. */
  namedBy: Permit | null;
  /** Whether what somebody said of a sign-off counts, who may not be named any more; everybody does where nobody was asked about. */
  countsVoice: CountsVoice;
  /** Those who voted before on the review, by `personKey`, who may not decide any more; asked for a decision only. */
  lapsed: ReadonlySet<string>;
  now: Date;
  /** What is wrong with the plan, which then is not what `plan` says; absent while it is valid. */
  problems?: readonly PlanProblem[];
};

/** `looks`: the item is reconciled all the same, as what the refusal asks for may depend on it. */
export type Refused = { kind: "refused"; reason: string; looks?: true };

/**
 * `answer` is Markdown for a reply; a refusal says why and what would work. Changes are applied in the order of
 * `reconcile/apply.ts`, and then what they concern is reconciled: this item, the phases, or the whole repository.
 *
 * A command may be run again after a part of its changes was applied: what it finds done already it leaves as it is.
 * What can't be told from the state of things is recorded first (`record`, with the command's origin); a
 * record that is there already, one of each kind, is not written again.
 */
export type CommandResult =
  | {
      kind: "done";
      changes: Change[];
      answer?: string;
      concerns?: "item" | "phases" | "repository";
      /** What the home of the delivery, another repository, is to do. */
      asksHome?: Subject;
    }
  | { kind: "answer"; answer: string }
  | Refused;

export type Parsed<Args> = { kind: "parsed"; args: Args } | Refused;

type Data = {
  verb: string;
  /** As help shows it, a line for each form. */
  usage: readonly string[];
  /** Completes "This command …", without a full stop. */
  summary: string;
  /** Each is a comment that carries the command out where it works. */
  examples: readonly string[];
  where: readonly CommandPlace[];
  /** Which of the plan's roles governs it; null for anyone. */
  role: RoleKey | null;
  /** Another of those keys: whom it lets may use the command, too. */
  orRole?: RoleKey;
  /** Whether whom the sign-off names may use it, and nobody else. */
  named?: true;
  needsPulls?: boolean;
};

/** What else is in its way, for those who may not use it: a refusal names everything at once. */
type Hindered = { hindrances?: (args: string, context: CommandContext) => string[] };

type Definition<Args> = Data &
  Hindered & {
    parse(args: string, context: CommandContext): Parsed<Args>;
    run(context: CommandContext, args: Args): CommandResult;
  };

export type Command = Data &
  Hindered & {
    parse(args: string, context: CommandContext): Parsed<unknown>;
    carryOut(args: string, context: CommandContext): CommandResult;
  };

export const command = <Args>({ parse, run, ...data }: Definition<Args>): Command => ({
  ...data,
  parse,
  carryOut: (args, context) => {
    const parsed = parse(args, context);
    return parsed.kind === "refused" ? parsed : run(context, parsed.args);
  },
});

export const refusedCommand = (reason: string): Refused => ({ kind: "refused", reason });

/** Sentences of Markdown, a list where there are several. */
export function refusedFor(reasons: readonly string[]): Refused {
  if (reasons.length < 2) return refusedCommand(reasons.join(""));
  const list = reasons.map((reason) => `  - ${reason}`).join("\n");
  return refusedCommand(
    `${reasons.length} things are in the way; once they are gone, give the command again:\n${list}`,
  );
}

export const parsed = <Args>(args: Args): Parsed<Args> => ({ kind: "parsed", args });

/** For a command that takes no argument; what follows it is friendly words. */
export const noArguments = (): Parsed<null> => parsed(null);
