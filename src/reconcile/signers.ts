// Asks GitHub whether those who spoke of a sign-off are still among those whom it names: people leave teams.

import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import type { LostVoice } from "../decisions/sign-off.ts";
import { type Voice, voiceKey } from "../decisions/voice.ts";
import type { AccessReader } from "../github/port.ts";
import type { Plan, SignOff } from "../plan/plan.ts";
import { type CountsVoice, signOffStates } from "../sign-offs/state.ts";
import type { Snapshot } from "../snapshot.ts";
import { isNamed } from "./access.ts";
import { currentLogin } from "./electorate.ts";

/**
 * Whether what somebody said of a sign-off counts now: people leave teams. What permits needs GitHub's word that they are still named; what
 * restricts counts until GitHub says that they are not.
 */
export async function stillNamed(
  access: AccessReader,
  plan: Plan,
  { repository }: Snapshot,
  item: number,
): Promise<CountsVoice> {
  const review = reviewsOf(plan, repository.reviews).find(({ issue }) => issue.number === item);
  const gone = new Set<string>();
  for (const { signOff, voices, lost } of review === undefined ? [] : signOffStates(plan, review)) {
    for (const { person, login, restricts } of [...voices.map(speaker(review)), ...lost.map(lostSpeaker(review))]) {
      const named = login === null ? null : await isNamed(access, { login, id: idOf(person) }, signOff);
      const isGone = named === null ? !restricts : named.kind === "no" && !(restricts && named.isUnsure === true);
      if (isGone) gone.add(keyOf(signOff, person));
    }
  }
  return (signOff, voice) => !gone.has(keyOf(signOff, "person" in voice ? voice.person : voiceKey(voice)));
}

/** `login` is the one that they have now; null where nobody knows. */
type Speaker = { person: string; login: string | null; restricts: boolean };

const speaker =
  (review: Review | undefined) =>
  (voice: Voice): Speaker => ({
    person: voiceKey(voice),
    login: review === undefined ? null : currentLogin(review.issue, voice, [voice.command]),
    restricts: voice.verb === "needs-work",
  });

const lostSpeaker =
  (review: Review | undefined) =>
  ({ person, command }: LostVoice): Speaker => {
    const author = review?.issue.comments.find(({ id, own }) => !own && id === command)?.author ?? null;
    return { person, login: author !== null && author.id === idOf(person) ? author.login : null, restricts: true };
  };

const idOf = (person: string): number | undefined => (person.startsWith("@") ? undefined : Number(person));

const keyOf = ({ id }: Pick<SignOff, "id">, person: string): string => `${id} ${person}`;
