// What must be written so that the boundary reviews are as they should be.
import type { Change } from "../change.ts";
import { answerTo, unread } from "../criteria/facts.ts";
import type { MemberIssue } from "../criteria/labelled.ts";
import type { PlacedMilestone } from "../criteria/placed.ts";
import { decidedIn } from "../decisions/decided.ts";
import { labelOn } from "../decisions/decision.ts";
import { type Rewrite, reviewRewrites } from "../decisions/in-effect.ts";
import { commentOf, OUTCOMES, type Outcome, type RecordOf } from "../decisions/record.ts";
import { reviewsOf, titleOf, withSuperseded } from "../decisions/review.ts";
import { type Review, roundOf } from "../decisions/round.ts";
import { ofKind, recordsOf } from "../decisions/trust.ts";
import { type Delivery, deliveryFacts } from "../delivery/delivery.ts";
import { phaseIssues } from "../delivery/exact-counts.ts";
import { memberKey } from "../delivery/member.ts";
import { isPassed, type PhaseState } from "../delivery/phase-state.ts";
import { phaseViews } from "../delivery/phase-view.ts";
import { type Finding, overShare, skippedAhead } from "../delivery/scope-guard.ts";
import type { ActiveSituation } from "../feature.ts";
import type { RepositoryReading } from "../github/model.ts";
import type { IssueChange } from "../github/port.ts";
import { newPhaseLabel } from "../labels/phase-labels.ts";
import { isSameName } from "../names.ts";
import type { Plan } from "../plan/plan.ts";
import { keptSignOffs } from "../sign-offs/record.ts";
import { remindersDue } from "../sign-offs/reminders.ts";
import { signOffStates } from "../sign-offs/state.ts";
import { DECISION_LABELS, REVIEW_LABEL } from "../vocabulary.ts";
import { bodyOf, closedBody, decidedBody, type NewRound, type ReviewAsked, refreshed } from "./body.ts";
import { carryIssues, completedRequests, isMovingElsewhere, moveIssues, withRewrites } from "./carry-over.ts";
import type { Evidence, Used } from "./evidence.ts";
import { issuesOf, overridesSince } from "./needs.ts";
import { type DecidedRound, type Settling, settle } from "./settle.ts";
import { reviewStateOf, type Step, stepsOf } from "./state.ts";
import { duplicate, superseded, withdrawn } from "./words.ts";

export function decideReviews(situation: ActiveSituation): Change[] {
  const { delivery, states, now } = situation;
  const { plan } = delivery;
  const reviews = reviewsOf(plan, delivery.reviews);
  const changes = states.flatMap((state) => {
    const found = reviews.filter(({ phase }) => phase === state.phase);
    const evidence = evidenceOf(situation, state);
    const settling = settlingOf(delivery, state, evidence.issues);
    const whole = reviewRewrites(found);
    const carried = found.map((review) => carryIssues(settling, withRewrites(review, whole)));
    const own = carried.map(({ after }) => after);
    return [
      ...rewritten(found, [...whole, ...carried.flatMap(({ notes }) => notes)]),
      ...own.flatMap((review) => [...labels(state, review), ...leftBehind(plan, state, review)]),
      ...carried.flatMap(({ moves }) => moves),
      ...stepsOf({ milestones: state.milestones, reviews: own }, now).flatMap((step) =>
        stepChanges(situation, evidence, step),
      ),
      ...own.flatMap((review) => completedRequests(settling, review)),
    ];
  });
  return [...missingLabels(plan, delivery.repository, changes), ...changes];
}

/** Where reviews are elsewhere, only what the home asks for: to move what is open here. */
export const decideMoves = ({ delivery, states }: ActiveSituation): Change[] =>
  delivery.moves.flatMap(({ phase, to }) => {
    const state = states.find((each) => each.phase.id === phase);
    return state === undefined ? [] : moveIssues(settlingOf(delivery, state, null), { to });
  });

function settlingOf(delivery: Delivery, state: PhaseState, issues: MemberIssue[] | null): Settling {
  const { plan, members, repository } = delivery;
  const here = memberKey(repository);
  const own = state.milestones.filter(({ member }) => member === here);
  return { plan, state, members, here, issues, own: issuesIn(delivery, own) };
}

/** Of a comment that is on one of these; of several, the last, which holds what those before it say. */
function rewritten(reviews: readonly Review[], rewrites: readonly Rewrite[]): Change[] {
  const last = new Map(rewrites.map((each) => [each.comment, each.body]));
  return [...last].flatMap(([comment, body]) => {
    const on = reviews.find(({ records }) => records.some(({ id }) => id === comment));
    return on === undefined ? [] : [{ kind: "rewrite", item: on.issue.number, comment, body } as const];
  });
}

/** What was closed without a decision says so, whoever closed it. */
const leftBehind = (plan: Plan, state: PhaseState, review: Review): Change[] =>
  reviewStateOf(review) === "superseded" ? written(review, review.issue.title, closedBody(plan, state, review)) : [];

function evidenceOf({ delivery, states, now }: ActiveSituation, state: PhaseState): Evidence {
  const findings = findingsIn(state, states);
  const { milestones, began } = state;
  return {
    state,
    members: delivery.members,
    issues: issuesIn(delivery, milestones),
    overrides: usedSince(delivery, began),
    findings,
    now,
  };
}

/** By issues alone: which pull requests are open is not known to every look at a review. */
export function findingsIn({ phase }: PhaseState, states: readonly PhaseState[]): Finding[] {
  const phases = phaseViews(states);
  return [...overShare(phases), ...skippedAhead(phases, 0)].filter((finding) => finding.phase === phase);
}

/** None where they were not asked for. */
function usedSince(delivery: Delivery, began: Date | null): Used[] {
  const [facts, queries] = [deliveryFacts(delivery), overridesSince(delivery, began)];
  if (began === null || unread(facts, queries) !== null) return [];
  const pulls = queries.flatMap((query) => answerTo(facts, query).map((pull) => ({ ...pull, member: query.member })));
  return pulls.flatMap((pull) =>
    ofKind(recordsOf(pull.comments).trusted, "override")
      .filter(({ record }) => record.at >= began)
      .map(({ url, record: { by, reason, at } }) => ({ pull, by, reason, at, url })),
  );
}

/** Null where they were not asked for, or GitHub does not show them. */
function issuesIn(delivery: Delivery, milestones: readonly PlacedMilestone[]): MemberIssue[] | null {
  const facts = deliveryFacts(delivery);
  const queries = issuesOf(milestones);
  if (unread(facts, queries) !== null) return null;
  const own = memberKey(delivery.repository);
  return queries.flatMap((query) => {
    const issues = answerTo(facts, query);
    const left = query.member === own ? phaseIssues(issues, delivery.repository) : issues;
    return left.map((issue) => ({ ...issue, member: query.member }));
  });
}

function stepChanges({ delivery }: ActiveSituation, evidence: Evidence, step: Step): Change[] {
  const { plan } = delivery;
  const { state, issues } = evidence;
  switch (step.kind) {
    case "open":
      return [openReview(plan, { repository: delivery.repository.id, round: step.round }, evidence)];
    case "restore":
      return written(step.review, titleOf(plan, state.phase), decidedBody(plan, state, step.review));
    case "keep":
      return keepOpen(plan, evidence, step.review);
    case "supersede":
      return close(step.review, superseded(state.phase), {
        body: withSuperseded(bodyOnceClosed(plan, state, step.review)),
      });
    case "close-duplicate":
      return close(step.review, duplicate(step.by.issue), { body: bodyOnceClosed(plan, state, step.review) });
    case "settle":
      return settled(settlingOf(delivery, state, issues), step);
  }
}

const settled = (context: Settling, step: DecidedRound): Change[] =>
  settle(context, step, isMovingElsewhere(context, step.review));

const bodyOnceClosed = (plan: Plan, state: PhaseState, review: Review): string =>
  closedBody(plan, state, { ...review, issue: { ...review.issue, state: "closed" } });

/** `asked` says which command wants it. */
export function openReview(plan: Plan, round: NewRound, evidence: Evidence, asked: ReviewAsked | null = null): Change {
  const { phase } = evidence.state;
  const users = plan.review.reviewers.filter((reviewer) => !reviewer.includes("/"));
  return {
    kind: "open-issue",
    title: titleOf(plan, phase),
    body: bodyOf(plan, evidence, round, asked),
    labels: [REVIEW_LABEL, phase.label],
    assignees: users.map((user) => user.replace(/^@/, "")),
  };
}

const close = ({ issue }: Review, words: string, more: IssueChange = {}): Change[] => [
  { kind: "update-issue", number: issue.number, change: { state: "closed", stateReason: "not_planned", ...more } },
  { kind: "comment", item: issue.number, body: words },
];

/** The evidence stays current; a title or marker that somebody removed is put back. */
const keep = (plan: Plan, evidence: Evidence, review: Review): Change[] =>
  written(review, titleOf(plan, review.phase), refreshed(plan, evidence, review));

/** An open review: with a record for each sign-off, and reminders for those who are late. */
function keepOpen(plan: Plan, evidence: Evidence, review: Review): Change[] {
  const { now } = evidence;
  const { writes, after } = keptSignOffs(plan, review, now);
  const item = review.issue.number;
  return [
    ...writes.map(
      ({ comment, body }): Change =>
        comment === null ? { kind: "record", item, body } : { kind: "rewrite", item, comment, body },
    ),
    ...keep(plan, evidence, after),
    ...remindersDue(plan, after, signOffStates(plan, after), now).map(
      (body): Change => ({ kind: "comment", item, body }),
    ),
  ];
}

function written({ issue }: Review, title: string, body: string): Change[] {
  const change = { ...(title === issue.title ? {} : { title }), ...(body === issue.body ? {} : { body }) };
  return Object.keys(change).length > 0 ? [{ kind: "update-issue", number: issue.number, change }] : [];
}

/** What a review should carry is put back; a decision's label of the app's own goes where another decision counts. */
function labels(state: PhaseState, review: Review): Change[] {
  const { issue, phase } = review;
  const decided = decidedIn(review)?.outcome ?? null;
  const wanted = [REVIEW_LABEL, phase.label, ...(decided === null ? [] : [DECISION_LABELS[decided]])];
  const lost = wanted.filter((label) => !issue.labels.some(({ name }) => isSameName(name, label)));
  const stale = OUTCOMES.filter((outcome) => outcome !== decided && labelOn(review, outcome)?.byApp === true);
  return [
    ...stale.flatMap((outcome) => withdraw(state, review, outcome, decided)),
    ...(lost.length > 0 ? [{ kind: "add-labels", item: issue.number, labels: lost } as const] : []),
  ];
}

/** A decision that a later one has taken the place of needs no word; a continue whose record is gone does, once. */
function withdraw(state: PhaseState, review: Review, gone: Outcome, stands: Outcome | null): Change[] {
  const { issue, phase, records } = review;
  const remove: Change = { kind: "remove-label", item: issue.number, label: DECISION_LABELS[gone] };
  if (
    gone !== "continue" ||
    isSaid(review, gone) ||
    ofKind(records, "decision").some(({ record }) => record.outcome === gone)
  )
    return [remove];
  const record: RecordOf<"withdrawn"> = { kind: "withdrawn", ...roundOf(review), outcome: gone };
  const text = withdrawn(phase, gone, stands, isPassed(state), issue.state === "open");
  return [{ kind: "record", item: issue.number, body: commentOf(record, text) }, remove];
}

/** Since the label was put on: what goes a second time is said a second time. */
function isSaid(review: Review, gone: Outcome): boolean {
  const since = labelOn(review, gone)?.addedAt;
  return ofKind(review.records, "withdrawn").some(
    ({ record, createdAt }) => record.outcome === gone && (since === undefined || createdAt >= since),
  );
}

const COLORS = { continue: "0e8a16", pivot: "bf8700", stop: "cf222e" } as const satisfies Record<Outcome, string>;

/** Labels that these changes put on and that the repository doesn't have yet. */
export function missingLabels(
  plan: Pick<Plan, "phases">,
  { labels: there }: Pick<RepositoryReading, "labels">,
  changes: readonly Change[],
): Change[] {
  const used = changes.flatMap((change) =>
    change.kind === "open-issue" || change.kind === "add-labels" ? change.labels : [],
  );
  const known = [
    { name: REVIEW_LABEL, color: "d4c5f9", description: "A phase ends: continue, pivot or stop" },
    ...plan.phases.map((phase) => newPhaseLabel(plan, phase)),
    ...OUTCOMES.map((outcome) => ({
      name: DECISION_LABELS[outcome],
      color: COLORS[outcome],
      description: `A boundary review decided to ${outcome}`,
    })),
  ];
  return known
    .filter(({ name }) => used.includes(name) && !there.some((label) => isSameName(label.name, name)))
    .map((label) => ({ kind: "create-label", ...label }));
}
