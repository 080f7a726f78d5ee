// What an exit criterion is: a named rule that looks at facts and answers with one of four outcomes and its reason.
import type { Milestone } from "../github/port.ts";

/** Something that is still to do, and where: a person's words and GitHub's URL. */
export type OpenItem = { title: string; url: string };

/**
 * - `met` and `unmet` are verdicts;
 * - `not-applicable` counts as met: there was nothing to ask for;
 * - `unknown` never counts as met: the facts could not be had.
 */
export type Evaluation = {
  state: "met" | "unmet" | "not-applicable" | "unknown";
  /** One plain sentence for people, without Markdown. */
  reason: string;
  /** What is open, as far as it was read. */
  open: OpenItem[];
  /** How many more are open than `open` names. */
  more: number;
};

/** What GitHub knows about a phase. A criterion takes only the keys that it uses. */
export type Facts = {
  /** The milestones of the phase, in GitHub's order. */
  milestones: Milestone[];
};

export type Criterion<Options> = {
  name: string;
  /** The criterion as a reader of a review sees it, e.g. "Every issue is closed". */
  title(options: Options): string;
  evaluate(facts: Facts, options: Options, now: Date): Evaluation;
};

export const met = (reason: string): Evaluation => ({ state: "met", reason, open: [], more: 0 });
export const notApplicable = (reason: string): Evaluation => ({ state: "not-applicable", reason, open: [], more: 0 });
export const unknown = (reason: string): Evaluation => ({ state: "unknown", reason, open: [], more: 0 });
export const unmet = (reason: string, open: OpenItem[] = [], more = 0): Evaluation => ({
  state: "unmet",
  reason,
  open,
  more,
});

/** "1 issue", "3 issues". */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
