// Makes a recorded case of a snapshot: reduced, and held to the decision that the whole of it led to.
import type { Change } from "../../change.ts";
import type { Snapshot } from "../../snapshot.ts";
import { decide } from "../decide.ts";
import { caseOf, type RecordedCase, type SeenCase, withoutPlans } from "./case.ts";
import { keepCurrent } from "./current.ts";
import { REDACTIONS } from "./redact.ts";
import { REDUCTIONS } from "./reduce.ts";
import { markersOf } from "./texts.ts";

/** `names`: titles, logins and reasons stay, or aliases stand for them. `version` is Milegate's. */
export type Recording = { names: "kept" | "redacted"; version: string };

/** `differs`: what is left of the snapshot leads to something else; `missing` is no longer decided, `added` is new. */
export type RecordedOutcome =
  | { kind: "recorded"; recorded: RecordedCase }
  | { kind: "differs"; missing: Change[]; added: Change[] };

/** Never gives a case that decides otherwise than the snapshot. The snapshot stays as it is. */
export function recordCase(snapshot: Snapshot, now: Date, { names, version }: Recording): RecordedOutcome {
  const changes = decide(snapshot, now);
  const seen: SeenCase = structuredClone(withoutPlans(snapshot));
  for (const { apply } of names === "kept" ? REDUCTIONS : [...REDUCTIONS, ...REDACTIONS]) apply(seen);
  keepCurrent(seen, changes, now);
  const recorded = caseOf(seen, now, version);
  const missing = without(changes, recorded.changes, CONCLUSIONS[names]);
  const added = without(recorded.changes, changes, CONCLUSIONS[names]);
  return missing.length + added.length === 0 ? { kind: "recorded", recorded } : { kind: "differs", missing, added };
}

type Conclusion = (change: Change) => string;

function without(changes: readonly Change[], others: readonly Change[], conclusion: Conclusion): Change[] {
  const left = others.map(conclusion);
  return changes.filter((change) => {
    const at = left.indexOf(conclusion(change));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

const TEXTS = ["body", "summary", "detailsUrl", "comment", "posted", "no-category", "refused"];
const NAMES = ["title", "assignees"];

/** What a change does, without the words of longer texts, and addresses that follow from them; where names are redacted, without those in titles, too. */
const CONCLUSIONS = {
  kept: (change) =>
    JSON.stringify(change, (key, value: unknown) =>
      TEXTS.includes(key) && typeof value === "string" ? markersOf(value) : value,
    ),
  redacted: (change) =>
    JSON.stringify(change, (key, value: unknown) => {
      if (TEXTS.includes(key) && typeof value === "string") return markersOf(value).length;
      if (!NAMES.includes(key)) return value;
      return typeof value === "string" ? value.split(":", 1)[0] : null;
    }),
} as const satisfies Record<Recording["names"], Conclusion>;
