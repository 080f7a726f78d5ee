// What waits for whom: sign-offs that are missing and decisions that nobody took, each with who is asked and since when.
import { decidedIn } from "../decisions/decided.ts";
import type { Review } from "../decisions/round.ts";
import type { Plan, SignOff } from "../plan/plan.ts";
import { clockEnd, startClock } from "./clock.ts";
import { isMissing, type SignOffKind, type SignOffState, signOffStates } from "./state.ts";
import { dueOf } from "./words.ts";

/**
 * Beside it, `asked` of a decision are the reviewers or, where there are none, the role that decides. `asked` are logins ("sam"), teams ("@octo/security") and roles ("maintain"), as the plan writes them. `due` is null where nobody is reminded, or
 * the turn is the team's. `signOff` is null for a decision.
 */
export type Waiting = {
  kind: "sign-off" | "decision";
  review: { number: number; title: string; url: string };
  phase: string;
  signOff: SignOffState | null;
  state: SignOffKind | "undecided";
  asked: string[];
  since: Date;
  due: Date | null;
};

/** Of reviews that are open and undecided; the longest first. */
export const waitingIn = (plan: Plan, reviews: readonly Review[]): Waiting[] =>
  reviews
    .filter((review) => review.issue.state === "open" && decidedIn(review) === null)
    .flatMap((review) => [...signOffsOf(plan, review), decisionOf(plan, review)])
    .toSorted((a, b) => a.since.getTime() - b.since.getTime() || a.review.number - b.review.number);

const placeOf = ({ issue: { number, title, url } }: Review): Waiting["review"] => ({ number, title, url });

const signOffsOf = (plan: Plan, review: Review): Waiting[] =>
  signOffStates(plan, review)
    .filter(isMissing)
    .map((state) => ({
      ...{ kind: "sign-off", review: placeOf(review), phase: review.phase.id, signOff: state, state: state.kind },
      ...{ asked: askedOf(state.signOff), since: state.clock.asked, due: dueOf(state, plan.calendar) },
    }));

function decisionOf({ review: settings, calendar, commands }: Plan, review: Review): Waiting {
  const { createdAt } = review.issue;
  const due = settings.due === undefined ? null : clockEnd(startClock(createdAt), settings.due, 1, calendar);
  return {
    ...{ kind: "decision", review: placeOf(review), phase: review.phase.id, signOff: null, state: "undecided" },
    ...{
      asked: settings.reviewers.length > 0 ? settings.reviewers.map(asWritten) : [commands.roles.decide],
      since: createdAt,
      due,
    },
  };
}

const askedOf = ({ by }: SignOff): string[] => (typeof by === "string" ? [by] : by.map(asWritten));

const asWritten = (each: string): string => `${each.includes("/") ? "@" : ""}${each.replace(/^@/, "")}`;
