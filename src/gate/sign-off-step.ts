// The sign-offs that a check's next step waits for, besides the decision.
import type { Review } from "../decisions/round.ts";
import { code } from "../markdown/escape.ts";
import { isMissing, signOffStates } from "../sign-offs/state.ts";
import { approving, askedNames, signOffLine } from "../sign-offs/words.ts";
import type { Guide } from "./guide.ts";

/** A list below the step, with another sign than the list that follows it; nothing where none is missing. Markdown. */
export function missingSignOffs(review: Review, { plan }: Guide): string {
  const missing = signOffStates(plan, review).filter(isMissing);
  if (missing.length === 0) return "";
  const lines = missing.map(
    (state) => `* ${signOffLine(state, plan.calendar, askedNames)}: ${code(approving(state.signOff))} there`,
  );
  return `\n\n${missing.length === 1 ? "A sign-off is" : `${missing.length} sign-offs are`} missing before that:\n\n${lines.join("\n")}`;
}
