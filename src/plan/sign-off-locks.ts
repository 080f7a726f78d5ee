// How tight a sign-off of a repository's is beside the owner's of the same id.
import { roughLength, type WorkingTime } from "../values/working-time.ts";
import type { SignOff } from "./plan.ts";

export const isNoLonger = (owner: WorkingTime | undefined, own: WorkingTime | undefined): boolean =>
  owner === undefined || (own !== undefined && roughLength(own) <= roughLength(owner));

const holdsAll = (owner: readonly string[], own: readonly string[]): boolean =>
  owner.every((each) => own.includes(each));

/** Absent: at every boundary. */
const asksAsOften = (owner: SignOff["phases"], own: SignOff["phases"]): boolean =>
  own === undefined || (owner !== undefined && holdsAll(owner, own));

/** What is asked of whom is the owner's to say: another `by` is neither tighter nor looser, so it has to be the same. */
const TIGHTER: Record<string, (owner: SignOff, own: SignOff) => boolean> = {
  by: (owner, own) => JSON.stringify(owner.by) === JSON.stringify(own.by),
  quorum: (owner, own) => own.quorum >= owner.quorum,
  phases: (owner, own) => asksAsOften(owner.phases, own.phases),
  questions: (owner, own) => holdsAll(owner.questions, own.questions),
  due: (owner, own) => isNoLonger(owner.due, own.due),
  escalate: (owner, own) => holdsAll(owner.escalate, own.escalate),
  not_applicable: (owner, own) => owner.not_applicable || !own.not_applicable,
};

/** What a repository's list lacks: sign-offs of the owner's, by their ids, and keys of them that are looser. `only` is the key that is locked. */
export function looseSignOffs(owner: readonly SignOff[], own: readonly SignOff[], only?: string): string[] {
  return owner.flatMap((each) => {
    const same = own.find(({ id }) => id === each.id);
    if (same === undefined) return only === undefined ? [each.id] : [];
    return Object.entries(TIGHTER)
      .filter(([key, holds]) => (only === undefined || key === only) && !holds(each, same))
      .map(([key]) => `${each.id}.${key}`);
  });
}
