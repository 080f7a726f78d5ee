// The repositories that the home's reviews wait for: to move issues of their own, or to be read for the evidence.
import { unread } from "../criteria/facts.ts";
import { type Delivery, deliveryFacts } from "../delivery/delivery.ts";
import { memberKey } from "../delivery/member.ts";
import type { PhaseState } from "../delivery/phase-state.ts";
import { movingElsewhere, pendingMoves } from "./carry-over.ts";
import { reviewNeeds } from "./needs.ts";

/** Keys of other repositories; `delivery` is as its home sees it. Each has a look of its own, which does it. */
export function awaitedMembers(delivery: Delivery, states: readonly PhaseState[], now: Date): Set<string> {
  const here = memberKey(delivery.repository);
  const facts = deliveryFacts(delivery);
  const lacking = reviewNeeds(delivery, now).filter((query) => unread(facts, [query]) !== null);
  const needed = lacking.map(({ member }) => member).filter((member) => member !== here);
  return new Set([...movingMembers(delivery, states, here), ...needed]);
}

function movingMembers({ plan, members, reviews }: Delivery, states: readonly PhaseState[], here: string): string[] {
  return pendingMoves(plan, reviews).flatMap(({ phase, to }) => {
    const state = states.find((each) => each.phase.id === phase);
    if (state === undefined) return [];
    const context = { plan, state, members, here, issues: null, own: null };
    return movingElsewhere(context, { to }).map(({ place }) => place.member);
  });
}
