// The boundary reviews that wait for a decision, each with its next step.
import { decidedIn } from "../decisions/decided.ts";
import type { Review } from "../decisions/round.ts";
import { openConcerns } from "../decisions/tally.ts";
import { type PhaseState, unmetOf } from "../delivery/phase-state.ts";
import { code } from "../markdown/escape.ts";
import type { ReviewView } from "./view.ts";

export const openReviews = (reviews: readonly Review[], states: readonly PhaseState[]): ReviewView[] =>
  reviews
    .filter(({ issue }) => issue.state === "open")
    .toSorted((a, b) => a.issue.number - b.issue.number)
    .map((review) => ({
      place: { title: `#${review.issue.number} ${review.issue.title}`, url: review.issue.url },
      since: review.issue.createdAt,
      next: nextOf(review, states),
    }));

function nextOf(review: Review, states: readonly PhaseState[]): string {
  if (decidedIn(review)?.outcome === "pivot") return "Decided to pivot: once it is replanned, `/phase continue` there.";
  const [concern, ...others] = openConcerns(review);
  if (concern !== undefined)
    return `Held back by the concern ${code(concern.name)}${others.length === 0 ? "" : ` and ${others.length} more`}: \`/phase resolve\` there.`;
  const state = states.find(({ phase }) => phase === review.phase);
  const unmet = state === undefined ? 0 : unmetOf(state).length;
  if (unmet === 0) return "Decide there: `/phase continue`, `/phase pivot` or `/phase stop`.";
  const criteria = unmet === 1 ? "1 exit criterion is" : `${unmet} exit criteria are`;
  return `${criteria} unmet: meet them, or decide there with \`/phase continue --waive <reason>\`, \`/phase pivot\` or \`/phase stop\`.`;
}
