// The boundary reviews that wait for a decision, each with its next step and who may take it.
import { decidedIn } from "../decisions/decided.ts";
import { boxesToTick, heldBackBy, resolvingCommand } from "../decisions/held-back.ts";
import { whoMay } from "../decisions/role-words.ts";
import type { Review } from "../decisions/round.ts";
import { type PhaseState, unmetOf } from "../delivery/phase-state.ts";
import { code } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import { waitingIn } from "../sign-offs/waiting.ts";
import { askedNames, signOffLine } from "../sign-offs/words.ts";
import { dayIn } from "../sign-offs/working-days.ts";
import type { ReviewView } from "./view.ts";

export const openReviews = (plan: Plan, reviews: readonly Review[], states: readonly PhaseState[]): ReviewView[] =>
  reviews
    .filter(({ issue }) => issue.state === "open")
    .toSorted((a, b) => a.issue.number - b.issue.number)
    .map((review) => ({
      place: { title: `#${review.issue.number} ${review.issue.title}`, url: review.issue.url },
      since: review.issue.createdAt,
      due: dueDay(plan, review),
      next: nextOf(plan, review, states),
      signOffs: waitingIn(plan, [review]).flatMap(({ signOff }) =>
        signOff === null ? [] : [signOffLine(signOff, plan.calendar, askedNames)],
      ),
    }));

function dueDay(plan: Plan, review: Review): string | null {
  const due = waitingIn(plan, [review]).find(({ kind }) => kind === "decision")?.due ?? null;
  return due === null ? null : dayIn(plan.calendar, due);
}

function nextOf(plan: Plan, review: Review, states: readonly PhaseState[]): string {
  const {
    commands,
    review: { quorum },
  } = plan;
  const who = whoMay(commands.roles, { role: "decide" });
  const deciders = quorum === 1 ? who : `${quorum} people, ${who}`;
  const { concerns, boxes } = heldBackBy(plan, review);
  const [concern, ...others] = concerns;
  if (concern !== undefined) {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    const raised = concern.by === null ? "" : "whoever raised it, or ";
    return `Held back by the concern ${code(concern.name)}${more}: ${code(resolvingCommand(concern.name))} there (${raised}${who}).`;
  }
  if (boxes > 0) return `Tick ${boxesToTick(boxes)} of its section Review; then decide there (${deciders}).`;
  if (decidedIn(review)?.outcome === "pivot")
    return `Decided to pivot: once it is planned anew, \`/phase continue\` there (${deciders}).`;
  const missing = waitingIn(plan, [review]).filter(({ kind }) => kind === "sign-off");
  const state = states.find(({ phase }) => phase === review.phase);
  const unmet = state === undefined ? 0 : unmetOf(state).length;
  if (unmet === 0 && missing.length > 0)
    return `Get the sign-offs that are missing, then decide there: \`/phase continue\`, \`/phase pivot\` or \`/phase stop\` (${deciders}).`;
  if (unmet === 0) return `Decide there: \`/phase continue\`, \`/phase pivot\` or \`/phase stop\` (${deciders}).`;
  const criteria = unmet === 1 ? "1 exit criterion is" : `${unmet} exit criteria are`;
  return `${criteria} unmet: meet them, or decide there with \`/phase continue --waive <reason>\`, \`/phase pivot\` or \`/phase stop\` (${deciders}).`;
}
