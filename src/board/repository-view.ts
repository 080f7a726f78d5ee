// How a repository and its delivery stand, as far as somebody may see it: judged from what is stored exactly as the gate judges. Pure.

import { dashboardView } from "../dashboard/gather.ts";
import type { DashboardView } from "../dashboard/view.ts";
import { overrideMoments } from "../decisions/override.ts";
import { reviewsOf } from "../decisions/review.ts";
import { criteriaMoments } from "../delivery/contexts.ts";
import { deliveryFacts } from "../delivery/delivery.ts";
import type { Disclosing, KnownMember } from "../delivery/others.ts";
import { addedTo, guardMoments, isUnderWay, joinedLate } from "../delivery/scope-guard.ts";
import { type ActiveSituation, type PlannedSituation, situationOf } from "../feature.ts";
import type { PullItem, RepositoryReading } from "../github/model.ts";
import type { RepositoryName } from "../github/port.ts";
import type { HealthSource } from "../history/health.ts";
import { forecastMoment } from "../history/pace.ts";
import type { Phase } from "../plan/plan.ts";
import type { Resolution } from "../plan/resolve.ts";
import { knownPulls, type StoredRepository } from "../standings/board-standing.ts";
import { storedSnapshot } from "../standings/stored-snapshot.ts";
import { type CheckedPull, checkedPulls } from "./checked-pulls.ts";

/** A plan that is in force, or was meant to be. */
export type PlannedResolution = Exclude<Resolution, { kind: "inactive" }>;

/** One repository as it is stored, with what is known of the others of its delivery. */
export type StoredPlace = {
  name: RepositoryName;
  stored: StoredRepository;
  reading: RepositoryReading;
  plan: PlannedResolution;
  /** By `memberKey`. */
  known: ReadonlyMap<string, KnownMember>;
};

/** `null` where the plan is invalid. `added` are the issues that joined each phase late; null where that is not known. */
export type DeliveryStandingView = {
  view: DashboardView;
  added: ReadonlyMap<Phase, number | null>;
  situation: ActiveSituation;
};

export type RepositoryView = {
  name: RepositoryName;
  /** "owner/name", as GitHub spells it. */
  slug: string;
  url: string;
  plan: PlannedResolution;
  delivery: DeliveryStandingView | null;
  /** Null where not all open pull requests are known. */
  pulls: CheckedPull[] | null;
  /** What is kept of it, and the reviews that are held in it. */
  evidence: HealthSource;
  /** When time alone may change what is shown; null: never. */
  until: Date | null;
};

/** `sees`: whether somebody may see a repository of the delivery, by its name. */
export function viewRepository(place: StoredPlace, sees: (name: string) => boolean, now: Date): RepositoryView {
  const { name, stored, reading, plan } = place;
  const asGate = (entry: { name: string }, usual: ReturnType<Disclosing>): ReturnType<Disclosing> =>
    sees(entry.name) ? usual : "nothing";
  const gate = situated(place, asGate, now);
  const isAlone = plan.delivery === null;
  const seen = isAlone ? gate : situated(place, (entry) => (sees(entry.name) ? "whole" : "nothing"), now);
  const delivery = seen.kind === "active" ? deliveryStanding(seen, stored) : null;
  const isKnown = knownPulls(stored) !== null;
  return {
    ...{ name, slug: `${name.owner}/${reading.name}`, url: reading.url, plan, delivery },
    evidence: evidenceOf(`${name.owner}/${reading.name}`, stored, seen),
    pulls: isKnown ? checkedPulls(gate, seen) : null,
    until: seen.kind === "active" ? nextOf(seen) : null,
  };
}

/** A delivery's reviews, and what joins its phases, are told by its home. */
function evidenceOf(repository: string, { history }: StoredRepository, situation: PlannedSituation): HealthSource {
  if (situation.kind !== "active" || !situation.delivery.isHome)
    return { repository, history, reviews: [], joined: situation.kind === "active" ? [] : null };
  const { delivery, states } = situation;
  const facts = deliveryFacts(delivery);
  const late = states.filter(isUnderWay).map((state) => joinedLate(state, facts));
  const dates = late.flatMap((issues) => issues ?? []).map(({ joinedAt }) => joinedAt ?? null);
  const isKnown = !late.includes(null) && !dates.includes(null);
  const joined = isKnown ? dates.filter((at) => at !== null) : null;
  return { repository, history, reviews: reviewsOf(delivery.plan, delivery.reviews), joined };
}

function situated(place: StoredPlace, disclosing: Disclosing, now: Date): PlannedSituation {
  const situation = situationOf(storedSnapshot(place, disclosing), now);
  // The plan in it is one that is in force or invalid.
  if (situation.kind === "inactive") throw new RangeError("there is no plan");
  return situation;
}

function deliveryStanding(situation: ActiveSituation, stored: StoredRepository): DeliveryStandingView {
  const { requirement, unanswered } = stored.delivery;
  const view = dashboardView(situation, { pulls: knownPulls(stored) ?? [], requirement, unanswered });
  const facts = deliveryFacts(situation.delivery);
  const added = new Map(view.phases.map((phase) => [phase.state.phase, addedTo(phase, facts)?.length ?? null]));
  return { view, added, situation };
}

function nextOf({ delivery, now, snapshot }: ActiveSituation): Date | null {
  const pulls = snapshot.items.filter((item): item is PullItem => item.kind === "pull");
  const moments = [
    ...criteriaMoments(delivery),
    ...guardMoments(delivery),
    forecastMoment(now),
    ...overrideMoments(pulls, delivery.plan.gate.override.on_push, now),
  ];
  return moments.filter((moment) => moment > now).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
