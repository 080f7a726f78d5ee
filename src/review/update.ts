// The update for stakeholders: three sentences that say the same as the decision's record.
import type { RecordOf } from "../decisions/record.ts";
import { phaseAfter } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import type { Recorded } from "../decisions/trust.ts";
import { cut } from "../markdown/cut.ts";
import { escapeText, link } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { namesText, reasonsOf, votesUntil } from "./votes.ts";
import { workText } from "./words.ts";

type Decision = RecordOf<"decision">;

/** In bytes, for each reason and for all that was waived. */
const WORDS_LIMIT = 600;

/** Made from records alone, so that a second run after a crash says the same. */
export function updateText(plan: Plan, { phase, records }: Review, decided: Recorded<Decision>): string {
  const { record, url } = decided;
  const reasons = reasonsOf(votesUntil(records, decided), "continue", WORDS_LIMIT);
  const named = mentions(plan);
  const passed = `**${escapeText(phase.name)} is passed**: ${namesText(record.deciders)} decided to continue on ${instant(record.at)}${reasons === "" ? "" : `, because: ${reasons}`}.`;
  const text = [
    passed,
    outcomeText(plan, phase, record),
    `${nextText(plan, phase)}; all votes and details are in ${link("the record", url)}.`,
  ];
  return [...(named === "" ? [] : [named]), text.join(" ")].join("\n\n");
}

/** A record of an earlier edition does not say how much was done. */
function outcomeText(plan: Plan, phase: Phase, record: Decision): string {
  const { waived, done } = record;
  const passedOver =
    waived.length === 0
      ? "no criterion was waived"
      : `waived, although unmet: ${cut(waived.map(escapeText).join("; "), WORDS_LIMIT)}`;
  if (done === undefined) return `${passedOver.charAt(0).toUpperCase()}${passedOver.slice(1)}.`;
  const work = `${workText(record)}${carriedWords(plan, phase, record)}`;
  return `${work.charAt(0).toUpperCase()}${work.slice(1)}; ${passedOver}.`;
}

function carriedWords({ phases, review }: Plan, phase: Phase, { left = 0 }: Decision): string {
  const next = phaseAfter({ phases }, phase);
  return left === 0 || next === null || review.carry_over !== "move" ? "" : ` (moved to ${escapeText(next.name)})`;
}

function nextText(plan: Plan, phase: Phase): string {
  const after = phaseAfter(plan, phase);
  if (after === null) return "The delivery is done";
  const goal = after.goal?.trim().replace(/[.!]+$/, "");
  return `Next comes ${escapeText(after.name)}${goal === undefined ? "" : ` (${escapeText(goal)})`}`;
}

/** `communicate.mention` may name users and teams; here they are meant to be notified. */
const mentions = ({ communicate }: Pick<Plan, "communicate">): string =>
  communicate.mention.map((each) => `@${each.replace(/^@/, "")}`).join(" ");

/** The discussion that was begun, or why there is none; the first is followed by its address. */
export const announcement = (category: string) => ({
  posted: `Also a discussion in ${escapeText(category)}:`,
  "no-category": `No discussion was begun: there is no category ${escapeText(category)} here. Make one, or change \`communicate.discussions\` in the plan.`,
  refused: `No discussion was begun in ${escapeText(category)}: GitHub does not let the app. It needs the permission "discussions: write".`,
});
