// Texts of the app's own that were up to date are up to date in a recorded case, too: they are written anew from what is left.
import type { Change } from "../../change.ts";
import { decide } from "../decide.ts";
import { type SeenCase, withPlans } from "./case.ts";
import { foundIn, isCheckRun, isOwnIssue } from "./shapes.ts";

/** `changes` are those of the whole case. What they would not write stays unwritten: `seen` is changed in place. */
export function keepCurrent(seen: SeenCase, changes: readonly Change[], now: Date): void {
  const outdated = new Set(changes.map(textWritten));
  for (const change of decide(withPlans(seen), now)) if (!outdated.has(textWritten(change))) writeText(seen, change);
}

/** Which text a change writes; null where it is none that was there before. */
function textWritten(change: Change): string | null {
  if (change.kind === "set-check" || change.kind === "set-plan-check") return `${change.kind} ${change.headSha}`;
  return change.kind === "update-issue" && change.change.body !== undefined ? `body ${change.number}` : null;
}

function writeText(seen: SeenCase, change: Change): void {
  if (change.kind === "set-check") writeCheck(foundIn(seen, isCheckRun), change.existing?.node, change.content);
  if (change.kind === "set-plan-check") {
    const known = seen.proposals.find(({ headSha }) => headSha === change.headSha)?.known;
    writeCheck(foundIn(seen, isCheckRun), known?.node, change.content);
  }
  if (change.kind !== "update-issue") return;
  for (const issue of foundIn(seen, isOwnIssue))
    if (issue.number === change.number) issue.body = change.change.body ?? issue.body;
}

/** One run is in the case once for each pull request that shares the head. */
function writeCheck(
  checks: readonly { node: string; title: string; summary: string }[],
  node: string | undefined,
  { title, summary }: { title: string; summary: string },
): void {
  for (const check of checks) if (check.node === node) Object.assign(check, { title, summary });
}
