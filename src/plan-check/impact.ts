// Which open pull requests a proposed plan would treat otherwise than the plan in force.
import type { Situation } from "../feature.ts";
import { type CheckText, checkTitle } from "../gate/check-text.ts";
import { type HeadCheck, headChecks } from "../gate/head-checks.ts";
import type { PullItem } from "../github/model.ts";
import { labelChangeOf } from "../labels/feature.ts";
import { openPullsAmong } from "../snapshot.ts";

export type Impact = {
  pull: Pick<PullItem, "number" | "title" | "url">;
  effect: "blocked" | "unblocked" | "changed" | "relabelled";
  /** Titles of the check; null where there is none, or where it stays as it is. */
  before: string | null;
  after: string | null;
  add: string[];
  remove: string[];
};

/** `now` and `then` hold the same pull requests, under the plan in force and under the proposed one. What stays the same is left out. */
export function impactOf(now: Situation, then: Situation, proposing: string): Impact[] {
  const [before, after] = [textsOf(now), textsOf(then)];
  return openPullsAmong(then.snapshot.items)
    .filter(({ headSha }) => headSha !== proposing)
    .flatMap((pull) => impactOn(pull, [now, then], before.get(pull.headSha) ?? null, after.get(pull.headSha) ?? null))
    .toSorted((a, b) => rank(a) - rank(b));
}

const textsOf = (situation: Situation): Map<string, CheckText> =>
  new Map(headChecks(situation).map(({ headSha, text }: HeadCheck) => [headSha, text]));

/** What matters most comes first. */
export const EFFECT_ORDER = ["blocked", "unblocked", "changed", "relabelled"] as const;
const rank = ({ effect }: Impact): number => EFFECT_ORDER.indexOf(effect);

function impactOn(
  pull: PullItem,
  [now, then]: [Situation, Situation],
  before: CheckText | null,
  after: CheckText | null,
): Impact[] {
  const { add, remove } = relabelling(labelsUnder(now, pull), labelsUnder(then, pull));
  const isOther = after !== null && after.verdict !== before?.verdict;
  if (!isOther && add.length + remove.length === 0) return [];
  const { number, title, url } = pull;
  const titles = { before: titleOf(before), after: isOther ? titleOf(after) : null };
  return [{ pull: { number, title, url }, effect: effectOf(before, after, isOther), ...titles, add, remove }];
}

/** Once they are right. */
const labelsUnder = (situation: Situation, pull: PullItem): string[] =>
  situation.kind === "active" ? labelChangeOf(situation, pull).result : pull.labels.map(({ name }) => name);

const relabelling = (before: readonly string[], after: readonly string[]): Pick<Impact, "add" | "remove"> => ({
  add: after.filter((name) => !before.includes(name)),
  remove: before.filter((name) => !after.includes(name)),
});

function effectOf(before: CheckText | null, after: CheckText | null, isOther: boolean): Impact["effect"] {
  const was = before?.conclusion === "action_required";
  const is = (after ?? before)?.conclusion === "action_required";
  if (was === is) return isOther ? "changed" : "relabelled";
  return is ? "blocked" : "unblocked";
}

const titleOf = (text: CheckText | null): string | null => (text === null ? null : checkTitle(text));
