// The check of each head commit: pull requests that share one share its check.
import type { Change } from "../change.ts";
import type { PlannedSituation, Situation } from "../feature.ts";
import type { CheckContent, CheckRun, PullItem } from "../github/model.ts";
import { isOwnersHome } from "../plan/resolve.ts";
import { type MergeGroup, openPullsAmong } from "../snapshot.ts";
import { type CheckRecord, nextRecord, parseRecords, recordsText } from "./check-record.ts";
import { type CheckText, renderCheck, saysTheSame, type VerdictWord } from "./check-text.ts";
import { guideOf } from "./guide.ts";
import { judgePull, planText, pullText } from "./judge.ts";
import { groupVerdict, unknownGroupText } from "./merge-queue.ts";
import { untouchedText } from "./plan-text.ts";
import { type JudgedPull, type SharedVerdict, strictestOf } from "./strictest.ts";

/** `pulls` are those whose head it is, or those that a merge group holds; `check` is the app's own run on it. */
export type HeadCheck = {
  headSha: string;
  pulls: PullItem[];
  check: CheckRun | null;
  /** On each of the pull requests whose head it is. */
  verdicts: { number: number; verdict: VerdictWord }[];
} & SharedVerdict;

/** One for each head commit of open pull requests, what waits to be merged first. None where no plan is in force. */
export function headChecks(situation: Situation): HeadCheck[] {
  if (situation.kind === "inactive") return ownersChecks(situation);
  const guide = guideOf(situation);
  const pulls = openPullsAmong(situation.snapshot.items).toSorted(byUrgency);
  return [...Map.groupBy(pulls, ({ headSha }) => headSha)].map(([headSha, sharers]) => ({
    headSha,
    pulls: sharers,
    check: sharers.find(({ check }) => check !== null)?.check ?? null,
    ...sharedVerdict(sharers.map((pull) => ({ pull, text: pullText(situation, pull, guide) }))),
  }));
}

const sharedVerdict = (judged: readonly JudgedPull[]): Omit<HeadCheck, "headSha" | "pulls" | "check"> => ({
  ...strictestOf(judged),
  verdicts: judged.map(({ pull: { number }, text: { verdict } }) => ({ number, verdict })),
});

/** In the owner's repository those that change the owner's file have a check, whether the plan acts there or not. */
function ownersChecks(situation: Situation): HeadCheck[] {
  const { repository, items, planFiles = [] } = situation.snapshot;
  if (!isOwnersHome(repository.name) || repository.isArchived) return [];
  const changing = openPullsAmong(items).filter((pull) =>
    planFiles.some(({ number, isChanged }) => isChanged && number === pull.number),
  );
  return [...Map.groupBy(changing, ({ headSha }) => headSha)].map(([headSha, pulls]) => ({
    headSha,
    pulls,
    check: pulls.find(({ check }) => check !== null)?.check ?? null,
    ...sharedVerdict(pulls.map((pull) => ({ pull, text: planText(situation, pull) ?? untouchedText(pull) }))),
  }));
}

/** One for each merge group: on the head that the merge queue would merge. */
export const groupChecks = (situation: Situation): HeadCheck[] =>
  situation.kind === "inactive" ? [] : situation.snapshot.groups.map((group) => groupCheck(situation, group));

function groupCheck(situation: PlannedSituation, { headSha, check, holds, base }: MergeGroup): HeadCheck {
  const { repository } = situation.snapshot;
  if (holds.kind !== "pulls")
    return {
      headSha,
      check,
      ...{ pulls: [], verdicts: [] },
      text: unknownGroupText(holds.reason, queueAddress(repository, base)),
      note: null,
    };
  const guide = guideOf(situation);
  const judged = holds.pulls.map((pull): { pull: PullItem; text: CheckText } => ({
    pull,
    text: pullText(situation, pull, guide),
  }));
  return { headSha, check, pulls: holds.pulls, verdicts: [], ...groupVerdict(judged) };
}

/** GitHub's page of a branch's merge queue; `base` is a ref. */
const queueAddress = ({ url }: { url: string }, base: string): string =>
  `${url}/queue/${base.replace(/^refs\/heads\//, "")}`;

export const headContent = ({ text, note }: SharedVerdict): CheckContent => renderCheck(text, note);

/** Nothing where the check says so already. */
export function checkWrites(situation: Situation, head: HeadCheck): Change[] {
  const { headSha, check, pulls } = head;
  const shown = headContent(head);
  if (check !== null && saysTheSame(check, shown)) return [];
  const repository = situation.snapshot.repository.node;
  const content =
    head.verdicts.length === 0 ? shown : { ...shown, externalId: recordsText(headRecords(situation, head)) };
  const existing = check === null ? null : { id: check.id, node: check.node };
  return [{ kind: "set-check", repository, headSha, existing, pulls: pulls.map(({ number }) => number), content }];
}

/** Those of its pull requests, and what the check keeps of others, which are merged by now or have another head. */
function headRecords(situation: Situation, { check, pulls, verdicts }: HeadCheck): CheckRecord[] {
  const { earlierRecords = [] } = situation.snapshot;
  const kept = parseRecords(check?.externalId);
  const earlier = earlierRecords.flatMap(parseRecords);
  const own = pulls.map((pull) => {
    const { number } = pull;
    const before = [...kept, ...earlier].find((record) => record.number === number) ?? null;
    const verdict = verdicts.find((each) => each.number === number)?.verdict ?? "Open";
    const phase = situation.kind === "active" ? (judgePull(situation, pull).phase?.id ?? null) : null;
    return nextRecord(before, { number, verdict, phase }, situation.now);
  });
  return [...own, ...kept.filter(({ number }) => !own.some((each) => each.number === number))];
}

/** What waits to be merged first, then what was touched last. */
const byUrgency = (a: PullItem, b: PullItem): number =>
  Number(b.isMerging) - Number(a.isMerging) || b.updatedAt.getTime() - a.updatedAt.getTime() || b.number - a.number;
