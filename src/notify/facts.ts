// The facts that a look sees: reviews, what is recorded in them and on pull requests, and which phases are passed.
import type { RecordOf } from "../decisions/record.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { ofKind, type Recorded, recordsOf } from "../decisions/trust.ts";
import { memberKey, wholeMember } from "../delivery/member.ts";
import { isPassed } from "../delivery/phase-state.ts";
import type { ActiveSituation } from "../feature.ts";
import type { Plan } from "../plan/plan.ts";
import { pullsAmong } from "../snapshot.ts";
import type { NotifyEvent, NotifyFact } from "./fact.ts";
import * as words from "./words.ts";

type Place = Pick<NotifyFact, "repository" | "delivery">;

const placeOf = ({ snapshot: { plan, repository } }: ActiveSituation): Place => {
  const delivery = plan.kind === "active" ? plan.delivery : null;
  return {
    repository: wholeMember(repository).slug ?? repository.name,
    delivery: delivery === null ? null : { id: delivery.id, name: delivery.name },
  };
};

const keyOf = (repository: string, event: NotifyEvent, ...parts: (string | number)[]): string =>
  [repository, event, ...parts].join(":");

/** What stays on GitHub, oldest first: it is seen again at each look. In a delivery, reviews are the home's to tell. */
export function recordedFacts(situation: ActiveSituation): NotifyFact[] {
  const { delivery, snapshot } = situation;
  const reviews = delivery.isHome ? reviewsOf(delivery.plan, snapshot.repository.reviews) : [];
  const facts = [
    ...reviews.flatMap((review) => ofReview(delivery.plan, review, placeOf(situation))),
    ...overridesIn(situation),
  ];
  return facts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function ofReview(plan: Plan, review: Review, place: Place): NotifyFact[] {
  const { issue, phase, records } = review;
  const about = { ...place, phase: { id: phase.id, name: phase.name } };
  const opened: NotifyFact = {
    ...{ id: keyOf(issue.repository, "review_opened", issue.number), event: "review_opened", at: issue.createdAt },
    ...{ ...about, url: issue.url, text: words.reviewOpened(about) },
  };
  return [
    opened,
    ...ofKind(records, "decision").map((recorded) => decisionFact(recorded, issue.repository, about)),
    ...ofKind(records, "reminder").map((recorded) => reminderFact(recorded, { plan, review }, about)),
  ];
}

type About = Place & { phase: { id: string; name: string } };

function decisionFact(
  { record, ...comment }: Recorded<RecordOf<"decision">>,
  repository: string,
  about: About,
): NotifyFact {
  const decided = { outcome: record.outcome, reason: record.reason, by: record.deciders };
  return {
    ...{ id: keyOf(repository, "decision", comment.id), event: "decision", at: comment.createdAt, url: comment.url },
    ...{ ...about, decided, text: words.decisionTaken(about, decided) },
  };
}

function reminderFact(
  { record, ...comment }: Recorded<RecordOf<"reminder">>,
  { plan, review }: { plan: Plan; review: Review },
  about: About,
): NotifyFact {
  const event = record.times > 1 ? "escalation" : "reminder";
  const named = plan.review.sign_offs.find(({ id }) => id === record.of)?.name ?? record.of;
  const signOff = record.of === "" ? null : named;
  const text = words.overdue(about, signOff, event === "escalation");
  const id = keyOf(review.issue.repository, event, comment.id);
  return { id, event, at: comment.createdAt, ...about, url: comment.url, text };
}

function overridesIn(situation: ActiveSituation): NotifyFact[] {
  const { items, repository } = situation.snapshot;
  const place = placeOf(situation);
  return pullsAmong(items).flatMap(({ number, comments }) =>
    ofKind(recordsOf(comments).trusted, "override").map(
      ({ record, id, createdAt, url }): NotifyFact => ({
        ...{ id: keyOf(repository.id, "override", id), event: "override", at: createdAt, ...place, phase: null, url },
        text: words.overrideGiven(place, number, record),
      }),
    ),
  );
}

/** Whether each phase is passed, by its id; null where another repository is the delivery's home. */
export const passedPhases = ({ delivery, verdictStates }: ActiveSituation): Record<string, boolean> | null =>
  delivery.isHome ? Object.fromEntries(verdictStates.map((state) => [state.phase.id, isPassed(state)])) : null;

/** A phase that has come to be passed, or to be shut again, since a look before. Its moment is in its key, as it may do so again. */
export function turnedPhase(situation: ActiveSituation, phaseId: string, isPassedNow: boolean): NotifyFact[] {
  const { delivery, snapshot, now } = situation;
  const phase = delivery.plan.phases.find(({ id }) => id === phaseId);
  if (phase === undefined) return [];
  const about = { ...placeOf(situation), phase: { id: phase.id, name: phase.name } };
  const event = isPassedNow ? "phase_passed" : "phase_shut";
  const text = isPassedNow ? words.phasePassed(about) : words.phaseShut(about);
  const id = keyOf(snapshot.repository.id, event, phase.id, now.toISOString());
  return [{ id, event, at: now, ...about, url: phaseUrl(situation, phase.id), text }];
}

/** Its review, else its milestone, else the milestones. */
function phaseUrl({ delivery, snapshot, verdictStates }: ActiveSituation, phaseId: string): string {
  const review = reviewsOf(delivery.plan, snapshot.repository.reviews).find(({ phase }) => phase.id === phaseId);
  const own = memberKey(snapshot.repository);
  const state = verdictStates.find(({ phase }) => phase.id === phaseId);
  const milestone = state?.milestones.find(({ member }) => member === own);
  return review?.issue.url ?? milestone?.url ?? `${snapshot.repository.url}/milestones`;
}
