// A merge with the verdict that it had, and why it could be made; one that went past the gate says so. Pure.
import { concludedBy } from "../gate/check-record.ts";
import type { VerdictWord } from "../gate/check-text.ts";
import type { PullItem } from "../github/model.ts";
import type { MergeRecord, PullEntry, RepositoryHistory } from "./history.ts";

type Known = Pick<RepositoryHistory, "since" | "gatedSince" | "pulls" | "overrides">;
type Merged = Pick<PullItem, "number" | "title" | "headSha" | "check" | "merge">;

/** Null for what was not merged, or before there was a gate. `known` holds what the check on the head keeps. */
export function mergeRecord(known: Known, pull: Merged): MergeRecord | null {
  const { number, title, headSha, merge } = pull;
  if (merge === undefined) return null;
  const facts = { number, title, at: merge.at, by: merge.by?.login ?? null, headSha };
  const entry = known.pulls.get(number);
  if (entry === undefined || entry.headSha !== headSha) {
    const verdict = withoutRecord(known, pull);
    return verdict && { ...facts, ...verdict };
  }
  const { phase, verdict } = entry.record;
  const conclusion = concludedBy(verdict);
  return { ...facts, phase, conclusion, verdict: titleOf(entry), why: whyMerged(verdict, known, number, merge.at) };
}

/** Of a shared check the title is the strictest verdict's, which need not be this one's. */
const titleOf = ({ title, record: { verdict } }: PullEntry): string =>
  title !== null && (title === verdict || title.startsWith(`${verdict}:`)) ? title : verdict;

type Verdict = Pick<MergeRecord, "phase" | "conclusion" | "verdict" | "why">;

/** One of an earlier version kept no records, and what it says is the verdict all the same. */
function withoutRecord({ since, gatedSince }: Known, { check, merge }: Merged): Verdict | null {
  const conclusion = CONCLUSIONS.find((each) => each === check?.conclusion);
  if (check !== null && conclusion !== undefined) {
    const why =
      conclusion === "action_required" ? PAST_BLOCK : "the check let it through; it kept no more than its title";
    return { phase: null, conclusion, verdict: check.title, why };
  }
  // GitHub tells whole seconds: what was merged in that of the first check was merged before it.
  if (merge === undefined || merge.at <= gatedSince) return null;
  if (merge.at >= since) return { phase: null, conclusion: "none", verdict: "none", why: PAST_NONE };
  return { phase: null, conclusion: "unknown", verdict: "unknown", why: UNKNOWN };
}

const CONCLUSIONS = ["success", "neutral", "action_required"] as const;

const PAST_BLOCK =
  "went past the gate: merged while the check was action_required; GitHub does not tell whether a bypass was used or the check is not required";
const PAST_NONE =
  "went past the gate: merged before its last commit had a check; GitHub does not tell whether a bypass was used or the check is not required";
const UNKNOWN = "unknown: GitHub has no check on its last commit any more, and nothing was stored of it";

const WHY: Record<Exclude<VerdictWord, "Blocked" | "Invalid plan" | "Overridden">, string> = {
  Open: "every phase that it waits for was passed",
  Warning: "a phase that it waits for was not passed, and the plan only warns",
  "Not enforced": "a phase that it waits for was not passed, and the plan does not enforce that",
  "No phase": "it was in no phase, and the plan lets that pass",
  Exempt: "the plan exempts it",
  "Repairs the plan": "the plan was invalid, and it repairs it",
};

function whyMerged(verdict: VerdictWord, { overrides }: Known, number: number, at: Date): string {
  if (verdict === "Blocked" || verdict === "Invalid plan") return PAST_BLOCK;
  if (verdict !== "Overridden") return WHY[verdict];
  const given = [...overrides.values()].filter((each) => each.number === number && each.at <= at).at(-1);
  return given === undefined ? "an override let it through" : `${given.by} let it through: ${given.reason}`;
}
