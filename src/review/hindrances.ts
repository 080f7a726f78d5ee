// What is in the way of a decision on a boundary review: all of it at once, each with the step that removes it.
import { openBoxes, resolvingCommand } from "../decisions/held-back.ts";
import type { Outcome } from "../decisions/record.ts";
import { whoMay } from "../decisions/role-words.ts";
import type { Review } from "../decisions/round.ts";
import { openConcerns } from "../decisions/tally.ts";
import { type PhaseState, unmetOf } from "../delivery/phase-state.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";

import { isMissing, type SignOffState } from "../sign-offs/state.ts";
import { approving, askedNames, signOffLine } from "../sign-offs/words.ts";

import { reviewStateOf } from "./state.ts";

/** `newer` is the latest round of the phase where that is another. `signOffs` are of those who are named at this moment. */
export type DecisionAsked = RoundAsked & { state: PhaseState; signOffs: readonly SignOffState[] };

type RoundAsked = { plan: Plan; review: Review; newer: Review | null };

/** `waive`: in spite of unmet criteria. */
export type DecisionWanted = { outcome: Outcome; waive: boolean };

/** Sentences of Markdown. Where the review takes no such decision any more, that alone is what matters. */
export function hindrancesTo(asked: DecisionAsked, wanted: DecisionWanted): string[] {
  const closed = isClosed(asked, wanted);
  if (closed !== null) return [closed];
  return [concerned(asked), unchecked(asked), unmet(asked, wanted), unsigned(asked, wanted)].filter(
    (why) => why !== null,
  );
}

/** Null where somebody may still sign off. */
export const isClosedToSignOffs = (asked: RoundAsked): string | null => isClosed(asked, { outcome: "continue" });

/** Which states of a review take which decision; docs/records.md draws it. */
function isClosed({ plan, review, newer }: RoundAsked, { outcome }: Pick<DecisionWanted, "outcome">): string | null {
  const who = whoMay(plan.commands.roles, { role: "review" });
  const again = `\`/phase review ${review.phase.id}\` opens a new round. Who may: ${who}.`;
  if (newer !== null) {
    const { number, title, url } = newer.issue;
    return `a later round of this review is in #${number}; decide there: ${link(title, url)}.`;
  }
  switch (reviewStateOf(review)) {
    case "in-review":
      return null;
    case "superseded":
      return `this review was closed without a decision. ${again}`;
    case "continued":
      return `it was decided to continue already. ${again}`;
    case "pivoted":
      return outcome === "pivot"
        ? "it was decided to pivot already; `/phase continue` or `/phase stop` supersedes."
        : null;
    case "stopped":
      return outcome === "continue" ? null : `it was decided to stop already; \`/phase continue\` supersedes. ${again}`;
  }
}

function concerned({ plan, review }: DecisionAsked): string | null {
  const open = openConcerns(review);
  if (open.length === 0) return null;
  const names = open.map(
    ({ name, by }) => `${escapeText(name)} (${by === null ? "its record is gone" : escapeText(by)})`,
  );
  const commands = open.map(({ name }) => code(resolvingCommand(name))).join(", ");
  const who = whoMay(plan.commands.roles, { role: "decide" });
  const resolves = open.every(({ by }) => by === null) ? who : `whoever raised it, or ${who}`;
  return `it is held back by ${open.length === 1 ? "a concern" : "concerns"}: ${names.join(", ")}. ${commands} by ${resolves}.`;
}

function unchecked({ plan, review }: DecisionAsked): string | null {
  const length = openBoxes(plan, review.issue.body);
  if (length === 0) return null;
  return `${length === 1 ? "1 box" : `${length} boxes`} of the section Review ${length === 1 ? "is" : "are"} not ticked yet, and the plan asks for all of them (\`complete_checklist\`). Tick them above.`;
}

function unmet({ state }: DecisionAsked, { outcome, waive }: DecisionWanted): string | null {
  const unmetOnes = unmetOf(state);
  if (outcome !== "continue" || waive || unmetOnes.length === 0) return null;
  const list = unmetOnes.map(({ title, evaluation }) => `${escapeText(title)} (${escapeText(evaluation.reason)})`);
  return `exit criteria are unmet: ${list.join("; ")}. Meet them, or give \`/phase continue --waive <reason>\`.`;
}

function unsigned({ plan, signOffs }: DecisionAsked, { outcome, waive }: DecisionWanted): string | null {
  const missing = signOffs.filter(isMissing);
  if (outcome !== "continue" || waive || missing.length === 0) return null;
  const lines = missing.map(
    (each) => `${signOffLine(each, plan.calendar, askedNames)}: ${code(approving(each.signOff))}`,
  );
  return `${missing.length === 1 ? "a sign-off is" : `${missing.length} sign-offs are`} missing: ${lines.join("; ")}. Get ${missing.length === 1 ? "it" : "them"}, or give \`/phase continue --waive <reason>\`.`;
}
