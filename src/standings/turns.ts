// Whether what was learnt of a repository may change verdicts in the others of its delivery, or only words there.
import { planAsMember } from "../delivery/as-member.ts";
import { assembleDelivery } from "../delivery/delivery.ts";
import type { MemberReading } from "../delivery/member.ts";
import { isPassed, isStopped, phaseStates } from "../delivery/phase-state.ts";
import type { Snapshot } from "../snapshot.ts";
import { plainText } from "../values/plain-data.ts";
import type { MemberStanding } from "./member-standing.ts";

/** `snapshot` is the look that saw it after. */
export function turnsVerdicts(
  before: MemberStanding | null,
  after: MemberStanding | null,
  snapshot: Snapshot,
  now: Date,
): boolean {
  if (before?.known.kind !== "read" || after?.known.kind !== "read") return true;
  const [known, seen] = [before.known.reading, after.known.reading];
  if (aroundPhases(known) !== aroundPhases(seen)) return true;
  return phasesWith(snapshot, known, now) !== phasesWith(snapshot, seen, now);
}

/** What is not about how the phases are. */
const aroundPhases = ({ milestones: _, facts: _facts, reviews: _reviews, ...rest }: MemberReading): string =>
  plainText(rest);

/** All that other repositories' verdicts take from it; a text. */
function phasesWith({ plan, repository, others }: Snapshot, reading: MemberReading, now: Date): string {
  const active = planAsMember(plan, repository);
  if (active === null) return "";
  const { milestones, facts, reviews } = reading;
  const delivery = assembleDelivery(active.plan, { ...repository, milestones, facts, reviews }, others);
  const states = phaseStates(delivery, now).map((state) => ({
    ...{ isPassed: isPassed(state), isStopped: isStopped(state), began: state.began, ended: state.ended },
    ...{ outcome: state.decision?.outcome ?? null, isUsed: state.milestones.length > 0 },
  }));
  return plainText(states);
}
