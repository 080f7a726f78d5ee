// One piece of work: observe, decide, apply; in rounds where it is a long one, as what was decided at its beginning may turn.

import { type Change, isCheck, type SetCheck } from "../change.ts";
import { situationOf } from "../feature.ts";
import type { CheckContent, PullItem } from "../github/model.ts";
import type { Reader, Repository } from "../github/port.ts";
import { planCheckFeature } from "../plan-check/feature.ts";
import type { Snapshot } from "../snapshot.ts";
import { apply, isBeforeChecks } from "./apply.ts";
import { batchSize } from "./check-batches.ts";
import { refreshSnapshot } from "./complete.ts";
import { decide, nextMoment } from "./decide.ts";
import { observe, type State } from "./observe.ts";
import { observeProposals } from "./proposals.ts";

/** Checks of a round: eight requests, which at a write a second are as many seconds. */
const ROUND = 200;

/** What was written. `next` is when to look again because time alone changes something; null: never, or other looks do. */
export type Reconciled = {
  changes: Change[];
  next: Date | null;
};

/** What is known beforehand, and who hears of each snapshot before anything is written from it. */
export type LookContext = {
  /** The open pull requests as earlier looks saw them; null where not all are known. */
  pulls: readonly PullItem[] | null;
  seen: (snapshot: Snapshot, at: Date) => void;
};

const ALONE: LookContext = { pulls: null, seen: () => undefined };

/** Each round writes something, makes batches smaller, or is the last. */
export async function reconcile(
  { read, write }: Repository,
  subject: State,
  now: () => Date,
  { pulls, seen }: LookContext = ALONE,
): Promise<Reconciled> {
  const size = batchSize();
  const written: Change[] = [];
  let snapshot = await observe(read, subject, now(), pulls);
  let done = new Map<string, CheckContent["conclusion"]>();
  for (;;) {
    const at = now();
    seen(snapshot, at);
    const changes = decide(snapshot, at);
    const checks = changes.filter(isCheck);
    const left = checks.filter(({ headSha }) => !done.has(headSha));
    const round = roundOf(changes, left, done.size > 0);
    // What has turned since it was written is read anew, as is what may be written or not.
    const isStale = checks.some(
      ({ headSha, content }) => (done.get(headSha) ?? content.conclusion) !== content.conclusion,
    );
    if (isStale || (await apply(write, round, size)) === "unclear") {
      snapshot = await observe(read, subject, now(), pulls);
      done = new Map();
      continue;
    }
    written.push(...round);
    if (left.length <= ROUND) {
      // Merging waits for the gate, and not for what is said of a proposed plan.
      const proposed = await decideProposals(read, snapshot, at);
      await apply(write, proposed, size);
      const next = subject.kind === "criterion" ? null : nextMoment(snapshot, at);
      return { changes: [...written, ...proposed], next };
    }
    for (const { headSha, content } of left.slice(0, ROUND)) done.set(headSha, content.conclusion);
    snapshot = await refreshSnapshot(read, snapshot, now());
  }
}

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
export async function decideProposals(read: Reader, snapshot: Snapshot, now: Date): Promise<Change[]> {
  const proposals = await observeProposals(read, snapshot, now);
  return planCheckFeature.decide(situationOf({ ...snapshot, proposals }, now));
}
