// Before a gate opens, what is known of the other repositories is compared with what GitHub shows now.
import { assembleDelivery } from "../delivery/delivery.ts";
import { type MemberReading, memberKey } from "../delivery/member.ts";
import { isPassed, type PhaseState, phaseStates, unmetOf } from "../delivery/phase-state.ts";
import type { MilestonesSeen } from "../github/model.ts";
import type { DeliveryOf } from "../plan/roster.ts";
import { holdsReviews, openPullsAmong, type Snapshot } from "../snapshot.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { observeOthers, reachedIn } from "./observe-others.ts";

/** Those that changed unseen are read; one request where none did. Nothing is asked where nothing is about to open. */
export async function confirmOthers(read: DeliveryReader, snapshot: Snapshot, now: Date): Promise<Snapshot> {
  const { plan, repository, others } = snapshot;
  if (others === undefined || plan.kind !== "active" || plan.delivery === null || !opensSomething(snapshot))
    return snapshot;
  const states = phaseStates(assembleDelivery(plan.plan, repository, others), now);
  const permitted = states.filter((state) => isPassed(state) || (isReview(snapshot) && unmetOf(state).length === 0));
  const anew = await outdated(read, reachedIn(plan.delivery, repository), permitted);
  const away = homeAway(plan.delivery, snapshot, permitted);
  for (const name of away) anew.add(name);
  if (anew.size === 0) return snapshot;
  const fresh = await observeOthers(read, { plan, repository }, { whole: holdsReviews(snapshot), anew }, now);
  return fresh === undefined ? snapshot : { ...snapshot, others: fresh };
}

const opensSomething = (snapshot: Snapshot): boolean =>
  openPullsAmong(snapshot.items).length > 0 ||
  snapshot.groups.length > 0 ||
  snapshot.scope.kind === "deployment" ||
  isReview(snapshot);

/** Where a decision can be taken, for which criteria that are met are enough. */
const isReview = ({ scope }: Snapshot): boolean => scope.kind === "review";

/** A decision passes a phase whatever else changes, so where it was taken is read. */
const homeAway = ({ home }: DeliveryOf, { others }: Snapshot, permitted: readonly PhaseState[]): string[] =>
  others?.home !== null && permitted.some(({ decision }) => decision !== null) ? [home] : [];

/** By the milestones of phases that their criteria permit to pass. */
async function outdated(
  read: DeliveryReader,
  names: readonly string[],
  permitted: readonly PhaseState[],
): Promise<Set<string>> {
  const milestones = permitted.flatMap((state) => (state.decision === null ? state.milestones : []));
  if (milestones.length === 0) return new Set();
  const known = await read.delivery.known(names, { whole: false });
  // What was read just now is nowhere else.
  const stored = names.flatMap((name, at) => {
    const seen = known[at];
    const numbers = milestones.flatMap(({ member, number }) => (member === memberKey({ name }) ? [number] : []));
    return seen?.kind === "read" ? [{ name, milestones: numbers, reading: seen.reading }] : [];
  });
  if (stored.length === 0) return new Set();
  const proofs = await read.delivery.proofs(stored.map(({ name, milestones: asked }) => ({ name, milestones: asked })));
  return new Set(stored.flatMap(({ name, reading }, at) => (isBorneOut(reading, proofs[at] ?? null) ? [] : [name])));
}

/** Whether GitHub shows the same milestones, and the same numbers of issues in those that were asked for. */
export function isBorneOut({ milestones }: Pick<MemberReading, "milestones">, proof: MilestonesSeen | null): boolean {
  if (proof === null || proof.milestones.length !== milestones.length) return false;
  const known = new Map(milestones.map((milestone) => [milestone.number, milestone]));
  const areSame = proof.milestones.every(({ number, title, state }) => {
    const milestone = known.get(number);
    return milestone?.title === title && milestone.state === state;
  });
  return (
    areSame &&
    proof.issues.every(({ number, description, open, closed }) => {
      const milestone = known.get(number);
      if (milestone === undefined) return false;
      const { issues } = milestone;
      return milestone.description === description && issues.open === open && issues.done + issues.dropped === closed;
    })
  );
}
