// What was decided in which order: by records, by what restricts though its record is gone, and by the labels that the app put on.

import type { OwnIssue } from "../github/model.ts";
import { isSameName } from "../names.ts";
import { DECISION_LABELS } from "../vocabulary.ts";
import { OUTCOMES, type Outcome, type RecordOf } from "./record.ts";
import type { Review } from "./round.ts";
import { ofKind, type Recorded } from "./trust.ts";

/** `order` is the comment's id, or a place between two of them; `recorded` is null where the record is gone. */
export type RoundDecision = {
  order: number;
  outcome: Outcome;
  review: Review;
  url: string;
  recorded: Recorded<RecordOf<"decision">> | null;
};

/** Undecided is stricter than a continue, and milder than what shuts later phases. */
const STRICTNESS = { continue: 0, pivot: 2, stop: 3 } as const satisfies Record<Outcome, number>;
const UNDECIDED = 1;

export const strictnessOf = (decision: { outcome: Outcome } | null): number =>
  decision === null ? UNDECIDED : STRICTNESS[decision.outcome];

/** Of one phase, oldest first. */
export function decisionsIn(reviews: readonly Review[]): RoundDecision[] {
  const there = reviews.flatMap((review) => [...recordedIn(review), ...lostIn(review)]);
  const undone = reviews
    .flatMap((review) => undoneIn(review))
    .filter(({ order }) => !there.some((each) => each.order === order));
  const known = [...there, ...undone];
  const told = reviews.flatMap((review) => toldByLabel(review, known));
  return strictestLast([...known, ...told].toSorted((a, b) => a.order - b.order));
}

/** Of those at the end whose records are gone, nobody can say for certain which came last. */
function strictestLast(decisions: readonly RoundDecision[]): RoundDecision[] {
  const proven = decisions.findLastIndex(({ recorded }) => recorded !== null) + 1;
  const gone = decisions.slice(proven).toSorted((a, b) => strictnessOf(a) - strictnessOf(b));
  return [...decisions.slice(0, proven), ...gone];
}

/** Of one round: the latest that counts. */
export const decidedIn = (review: Review): RoundDecision | null => decisionsOn(review).at(-1) ?? null;

/** Of one round, those that are known though neither their record nor the review's list tells of them. */
export const goneDecisions = (review: Review): RoundDecision[] =>
  decisionsOn(review).filter(({ recorded, order }) => recorded === null && !review.lost.some(({ id }) => id === order));

/** Of one round, without what it says of decisions in other rounds. */
function decisionsOn(review: Review): RoundDecision[] {
  const elsewhere = undoneIn(review).filter(({ item }) => item !== review.issue.number);
  return decisionsIn([review]).filter(({ order }) => !elsewhere.some((each) => each.order === order));
}

const recordedIn = (review: Review): RoundDecision[] =>
  ofKind(review.records, "decision").map((recorded) => ({
    order: recorded.id,
    outcome: recorded.record.outcome,
    review,
    url: recorded.url,
    recorded,
  }));

const lostIn = (review: Review): RoundDecision[] =>
  review.lost.flatMap(({ kind, id, url }) =>
    kind === "stop" || kind === "pivot" ? [{ order: id, outcome: kind, review, url, recorded: null }] : [],
  );

/** What a decision to continue says of those that undid it, in whatever round: `item` is the review with their record. */
const undoneIn = (review: Review): (RoundDecision & { item: number })[] =>
  ofKind(review.records, "decision")
    .flatMap(({ record }) => record.undoneBy ?? [])
    .flatMap(({ kind, id, name }) =>
      kind === "stop" || kind === "pivot"
        ? [{ order: id, outcome: kind, review, url: review.issue.url, recorded: null, item: Number(name) }]
        : [],
    );

/** GitHub counts in seconds. */
const second = (date: Date): number => Math.floor(date.getTime() / 1000);

/**
 * The app puts such a label on for a decision that it read: where none explains the latest, the record is gone. A recorded decision
 * of the same second was given after it.
 */
function toldByLabel(review: Review, known: readonly RoundDecision[]): RoundDecision[] {
  const label = latestLabel(review.issue);
  if (label === null || label.outcome === "continue" || isExplained(review, known, label)) return [];
  const before = known
    .filter(({ recorded }) => recorded === null || second(recorded.createdAt) < second(label.at))
    .map((each) => each.order);
  const order = Math.max(0, ...before) + 0.5;
  return [{ order, outcome: label.outcome, review, url: review.issue.url, recorded: null }];
}

type Labelled = { outcome: Outcome; at: Date };

function latestLabel({ history }: OwnIssue): Labelled | null {
  const found = (history?.labelled ?? []).flatMap(({ name, at }) =>
    OUTCOMES.filter((outcome) => isSameName(name, DECISION_LABELS[outcome])).map((outcome) => ({ outcome, at })),
  );
  return found.at(-1) ?? null;
}

/** By the decision before it, by one of the same second, or by a list. The first edition took its word back, and said so. */
function isExplained(review: Review, known: readonly RoundDecision[], { outcome, at }: Labelled): boolean {
  const own = known.filter((each) => each.review === review);
  const timed = own.flatMap(({ outcome: decided, recorded }) =>
    recorded === null ? [] : [{ outcome: decided, second: second(recorded.createdAt) }],
  );
  const candidates = [
    ...timed.filter((each) => each.second < second(at)).slice(-1),
    ...timed.filter((each) => each.second === second(at)),
    ...own.filter(({ recorded }) => recorded === null),
  ];
  return (
    candidates.some((each) => each.outcome === outcome) ||
    ofKind(review.records, "withdrawn").some(
      ({ record, createdAt }) => record.outcome === outcome && second(createdAt) >= second(at),
    )
  );
}
