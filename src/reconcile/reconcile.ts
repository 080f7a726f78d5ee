// One piece of work: observe, decide, apply; in rounds where it is a long one, as what was decided at its beginning may turn.

import { type Change, isCheck, type SetCheck } from "../change.ts";
import { situationOf } from "../feature.ts";
import { RateLimited } from "../github/errors.ts";
import type { CheckContent } from "../github/model.ts";
import { withUrgency } from "../github/urgency.ts";
import { planCheckFeature } from "../plan-check/feature.ts";
import type { EventProof } from "../proof.ts";
import type { Snapshot, UnansweredComment } from "../snapshot.ts";
import { wallDate } from "../steady-clock.ts";
import type { Subject } from "../subject.ts";
import { apply, isBeforeChecks } from "./apply.ts";
import { batchSize } from "./check-batches.ts";
import { refreshSnapshot } from "./complete.ts";
import { decide, nextMoment } from "./decide.ts";
import type { DeliveryPort } from "./delivery-source.ts";
import { observe, type SingleState, type State } from "./observe.ts";
import type { EarlierLooks } from "./observe-delivery.ts";
import { observeProposals } from "./proposals.ts";
import type { Refusal } from "./refusals.ts";
import {
  type EventAge,
  ejectionsIn,
  type HeadAsked,
  type ItemAsked,
  proofResult,
  shownAmong,
  type TooEarly,
  tooEarly,
  withoutEjections,
} from "./too-early.ts";

/** Checks of a round: eight requests, which at a write a second are as many seconds. */
const ROUND = 200;

/**
 * What was written. `next` is when to look again because time alone changes something; null: never, or other looks do. `doubted` has to be
 * looked at by itself. `doubtful`: the read may be older than the event.
 */
export type Reconciled = {
  kind: "reconciled";
  changes: Change[];
  refusals: Refusal[];
  doubted: Subject[];
  doubtful: boolean;
  next: Date | null;
  /** Those of `also` that were looked at, too. */
  shown: (ItemAsked | HeadAsked)[];
};

/** The clock, what is known beforehand, and who gets each snapshot before anything is written from it. */
export type LookContext = {
  now: () => Date;
  earlier: EarlierLooks;
  seen: (snapshot: Snapshot, at: Date) => void;
  wrote: (changes: readonly Change[]) => void;
  unanswered: (comment: UnansweredComment) => void;
  /** Where a pull request's check leads instead of to its next step; absent where there is no board. */
  details?: CheckDetails | undefined;
};

/** The address of a pull request's page, by its number. */
export type CheckDetails = (pull: number) => string;

/** What asks for it: an event of that age, with what it proves of the subject. `also` is what to look at along with it. */
export type ReconcileAsking = {
  proof: EventProof | undefined;
  age: EventAge;
  also: readonly (ItemAsked | HeadAsked)[];
};

const UNPROVEN: ReconcileAsking = { proof: undefined, age: "old", also: [] };

/** Each round writes something, makes batches smaller, or is the last. */
export async function reconcile(
  repository: DeliveryPort,
  subject: SingleState,
  context: LookContext,
  { proof, age, also }: ReconcileAsking = UNPROVEN,
): Promise<Reconciled | TooEarly> {
  const { now, earlier: known } = context;
  const state = withOthers(subject, also);
  const isActive = known.criteria !== undefined && known.criteria !== null;
  const heads = headsNamed([...(subject.kind === "item" ? [{ number: subject.number, proof }] : []), ...also]);
  const snapshot = await observe(repository.read, state, now(), isActive ? { ...known, also: { heads } } : known);
  const result = proofResult(subject, proof, snapshot);
  if (result === "below" && age !== "old") return tooEarly("GitHub's reads do not show yet what the event says");
  if (subject.kind === "group" && age === "new" && ejectionsIn(snapshot, decide(snapshot, now())).size > 0)
    return tooEarly("a merge group fails only when a later read says so, too");
  return {
    ...(await inRounds(repository, state, snapshot, context)),
    shown: shownAmong(also, snapshot),
    doubtful: result === "doubtful" && age !== "old",
  };
}

function withOthers(subject: SingleState, also: ReconcileAsking["also"]): State {
  if (subject.kind !== "item" || also.length === 0) return subject;
  const others = also.flatMap((asked) => ("sha" in asked ? [] : [asked.number]));
  const heads = also.flatMap((asked) => ("sha" in asked ? [asked.sha] : []));
  return { kind: "items", numbers: [...new Set([subject.number, ...others])], heads };
}

/** Of pull requests, as events name them. */
const headsNamed = (asked: ReconcileAsking["also"]): Map<number, string> =>
  new Map(
    asked.flatMap((each): [number, string][] =>
      "sha" in each || each.proof?.kind !== "item" || each.proof.head === undefined
        ? []
        : [[each.number, each.proof.head.sha]],
    ),
  );

async function inRounds(
  { read, access, write }: DeliveryPort,
  subject: State,
  first: Snapshot,
  { now, earlier: known, seen, details, wrote }: LookContext,
): Promise<Omit<Reconciled, "doubtful" | "shown">> {
  const size = batchSize();
  const written: Change[] = [];
  const refusals: Refusal[] = [];
  let snapshot = first;
  let done = new Map<string, CheckContent["conclusion"]>();
  for (;;) {
    const at = now();
    seen(snapshot, at);
    const { changes: decided, doubted } = withoutEjections(
      subject,
      snapshot,
      withDetails(decide(snapshot, at), details),
    );
    const checks = decided.filter(isCheck);
    const left = checks.filter(({ headSha }) => !done.has(headSha));
    const round = roundOf(decided, left, done.size > 0);
    // What has turned since it was written is read anew, as is what may be written or not.
    const isStale = checks.some(
      ({ headSha, content }) => (done.get(headSha) ?? content.conclusion) !== content.conclusion,
    );
    const applied = isStale ? null : await apply(write, round, size);
    refusals.push(...(applied?.refusals ?? []));
    if (applied?.kind !== "written") {
      snapshot = await observe(read, subject, now(), known);
      done = new Map();
      continue;
    }
    written.push(...round);
    wrote(round);
    if (left.length <= ROUND) {
      // Merging waits for the gate, and not for what is said of a proposed plan.
      const proposals = await whenThereIsRoom(() => decideProposals({ read, access }, snapshot, at));
      const proposed = proposals.kind === "read" ? proposals.changes : [];
      refusals.push(...(await apply(write, proposed, size)).refusals);
      const moment = subject.kind === "criterion" ? null : nextMoment(snapshot, at);
      const next = proposals.kind === "postponed" ? earlier(moment, proposals.until) : moment;
      const changes = [...written, ...proposed];
      return { kind: "reconciled", changes, refusals, doubted, next };
    }
    for (const { headSha, content } of left.slice(0, ROUND)) done.set(headSha, content.conclusion);
    snapshot = await refreshSnapshot(read, snapshot, now());
  }
}

/** A check that several pull requests share leads to the first of them. */
const withDetails = (changes: Change[], details: CheckDetails | undefined): Change[] =>
  changes.map((change) => {
    const [pull] = isCheck(change) ? change.pulls : [];
    if (!isCheck(change) || details === undefined || pull === undefined) return change;
    return { ...change, content: { ...change.content, detailsUrl: details(pull) } };
  });

type Proposals = { kind: "read"; changes: Change[] } | { kind: "postponed"; until: Date };

/** What is said of a proposed plan leaves the last of the hour's budget to gates, and comes when there is a new one. */
async function whenThereIsRoom(work: () => Promise<Change[]>): Promise<Proposals> {
  try {
    return { kind: "read", changes: await withUrgency("can-wait", work) };
  } catch (error) {
    if (error instanceof RateLimited && error.by === "reserve")
      return { kind: "postponed", until: wallDate(error.until) };
    throw error;
  }
}

const earlier = (moment: Date | null, other: Date): Date => (moment === null || moment > other ? other : moment);

/** What comes before checks goes with the first, and what comes after checks with the last. */
function roundOf(changes: readonly Change[], left: readonly SetCheck[], begun: boolean): Change[] {
  const rest = changes.filter((change) => !isCheck(change));
  return [
    ...(begun ? [] : rest.filter(isBeforeChecks)),
    ...left.slice(0, ROUND),
    ...(left.length <= ROUND ? rest.filter((change) => !isBeforeChecks(change)) : []),
  ];
}

/** What `milegate/config` has to say; everything else is written already. */
export async function decideProposals(
  sources: Pick<DeliveryPort, "read" | "access">,
  snapshot: Snapshot,
  now: Date,
): Promise<Change[]> {
  const proposals = await observeProposals(sources, snapshot, now);
  if (proposals.length === 0) return [];
  return planCheckFeature.decide(situationOf({ ...snapshot, proposals }, now));
}
