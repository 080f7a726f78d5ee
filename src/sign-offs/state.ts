// A sign-off as a state machine, from records alone: requested, needs work, approved, not applicable. docs/records.md draws it.
import type { RecordOf } from "../decisions/record.ts";
import type { Review } from "../decisions/round.ts";
import { type LostVoice, lostVoices, signOffRecords, voicesOn } from "../decisions/sign-off.ts";
import type { Recorded } from "../decisions/trust.ts";
import type { Voice } from "../decisions/voice.ts";
import type { Plan, SignOff } from "../plan/plan.ts";
import { answersIn } from "./answers.ts";
import { startClock, type TurnClock } from "./clock.ts";

export type SignOffKind = "requested" | "needs work" | "approved" | "not applicable";

/**
 * `voices` are everybody's latest that count, `lost` needs-works whose record is gone. `recorded` keeps it; null before that is written, or
 * where somebody edited or deleted it.
 */
export type SignOffState = {
  signOff: SignOff;
  kind: SignOffKind;
  voices: Voice[];
  lost: LostVoice[];
  recorded: Recorded<RecordOf<"sign-off">> | null;
  clock: TurnClock;
  /** The answers as the review's text has them. */
  answers: string;
};

/** Whether somebody counts whose voice that is; everybody does where nobody was asked about. */
export type CountsVoice = (signOff: SignOff, voice: Voice | LostVoice) => boolean;

export const signOffsAt = ({ review }: Pick<Plan, "review">, phase: { id: string }): SignOff[] =>
  review.sign_offs.filter(({ phases }) => phases === undefined || phases.includes(phase.id));

/** In the plan's order. */
export const signOffStates = (
  plan: Pick<Plan, "review">,
  review: Review,
  counts: CountsVoice = () => true,
): SignOffState[] => signOffsAt(plan, review.phase).map((signOff) => signOffState(signOff, review, counts));

export function signOffState(signOff: SignOff, review: Review, counts: CountsVoice = () => true): SignOffState {
  const voices = voicesOn(review, signOff.id).filter((voice) => counts(signOff, voice) && isAllowed(signOff, voice));
  const lost = lostVoices(review, signOff.id).filter((voice) => counts(signOff, voice));
  const recorded = signOffRecords(review, signOff.id).at(-1) ?? null;
  return {
    ...{ signOff, voices, lost, recorded, kind: kindOf(signOff, voices, lost) },
    clock: clockOf(recorded, review),
    answers: answersIn(review.issue.body, signOff),
  };
}

/** As a review is opened with it. */
export const signOffAtFirst = (signOff: SignOff, now: Date): SignOffState => ({
  ...{ signOff, kind: "requested", voices: [], lost: [], recorded: null, clock: startClock(now), answers: "" },
});

/** The plan may have changed since. */
const isAllowed = ({ not_applicable }: SignOff, { verb }: Voice): boolean =>
  not_applicable || verb !== "not-applicable";

/** The order in which people spoke makes no difference. */
export function kindOf(
  { quorum }: Pick<SignOff, "quorum">,
  voices: readonly Voice[],
  lost: readonly unknown[],
): SignOffKind {
  const said = (verb: Voice["verb"]): number => voices.filter((voice) => voice.verb === verb).length;
  if (said("needs-work") + lost.length > 0) return "needs work";
  if (said("not-applicable") > 0) return "not applicable";
  return said("approve") >= quorum ? "approved" : "requested";
}

/** Before it is written down, it was asked by the review's opening. */
function clockOf(recorded: SignOffState["recorded"], { issue }: Review): TurnClock {
  if (recorded === null) return startClock(issue.createdAt);
  const { asked = recorded.createdAt, from, days = 0, ms = 0, stood = null } = recorded.record;
  return { asked, from: from ?? asked, days, ms, stood };
}

export const isMissing = ({ kind }: Pick<SignOffState, "kind">): boolean =>
  kind === "requested" || kind === "needs work";

export const voicesWith = ({ voices }: Pick<SignOffState, "voices">, verb: Voice["verb"]): Voice[] =>
  voices.filter((voice) => voice.verb === verb);

/** Whether an answer was changed since somebody approved. */
export const isChangedSince = (state: SignOffState): boolean =>
  state.kind === "approved" && voicesWith(state, "approve").some(({ answers }) => answers !== state.answers);
