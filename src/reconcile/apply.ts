// Writes what was decided: the only place that does.

import { type Change, isCheck, type SetCheck } from "../change.ts";
import { refusalOf } from "../github/errors.ts";
import type { Writer } from "../github/port.ts";
import { type BatchSize, batchSize, inBatches } from "./check-batches.ts";
import { mayBeRefused, partsOf, type Refusal, withoutRefused } from "./refusals.ts";

/**
 * What is recorded comes first: whatever follows from it can be made again. Labels exist before they are put on; labels
 * come before checks, so that what a check says of a phase can be seen;
 * checks before issues and comments, because merging waits for them and prose can wait. A reaction says "taken up"
 * or "done", so the order in which a command asked for them is kept.
 */
const ORDER = [
  "record",
  "rewrite",
  "create-label",
  "remove-label",
  "add-labels",
  "set-check",
  "set-plan-check",
  "answer-deployment",
  "open-issue",
  "update-issue",
  "comment",
  "announce",
  "complete",
  "react",
] as const;

const rank = ({ kind }: Change): number => ORDER.indexOf(kind);

/** Whether it is written before any check is. */
export const isBeforeChecks = (change: Change): boolean => rank(change) < ORDER.indexOf("set-check");

/** `unclear`: GitHub did not say whether checks were written; what comes after them was not. */
export type Applied = { kind: "written" | "unclear"; refusals: Refusal[] };

/**
 * Sequential, so that a failure that may pass leaves a beginning of the list done and the rest to the next run. What GitHub refuses for
 * good takes down only what depends on it.
 */
export async function apply(
  write: Writer,
  changes: readonly Change[],
  size: BatchSize = batchSize(),
): Promise<Applied> {
  const refusals: Refusal[] = [];
  const [checks, rest] = [changes.filter(isCheck), changes.filter((change) => !isCheck(change))];
  const ordered = rest.toSorted((a, b) => rank(a) - rank(b));
  for (const change of ordered.filter(isBeforeChecks)) await applyUnlessRefused(write, change, refusals);
  const sending = { together: write.setChecks, alone: (check: SetCheck) => applyOne(write, check) };
  if ((await inBatches(sending, checks, size)) === "unclear") return { kind: "unclear", refusals };
  for (const change of ordered.filter((each) => !isBeforeChecks(each)))
    await applyUnlessRefused(write, change, refusals);
  return { kind: "written", refusals };
}

/** Adds to the refusals. */
async function applyUnlessRefused(write: Writer, wanted: Change, refusals: Refusal[]): Promise<void> {
  const change = withoutRefused(wanted, refusals);
  if (change === null) return;
  try {
    await applyOne(write, change);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null || !mayBeRefused(change)) throw error;
    const parts = partsOf(change);
    for (const part of parts) await applyUnlessRefused(write, part, refusals);
    if (parts.length === 0) refusals.push({ change, status: refusal.status, why: refusal.message });
  }
}

function applyOne(write: Writer, change: Change): Promise<void> {
  switch (change.kind) {
    case "create-label": {
      const { kind: _kind, ...label } = change;
      return write.createLabel(label);
    }
    case "add-labels":
      return write.addLabels(change.item, change.labels);
    case "remove-label":
      return write.removeLabel(change.item, change.label);
    case "set-check":
      return setCheck(write, change);
    case "set-plan-check":
      return write.setPlanCheck(change.headSha, change.existing, change.content);
    case "answer-deployment":
      return write.answerDeployment(change.run, change.environment, change);
    case "open-issue": {
      const { kind: _kind, ...issue } = change;
      return write.createIssue(issue);
    }
    case "update-issue":
      return write.updateIssue(change.number, change.change).then(() => undefined);
    case "record":
    case "comment":
      return write.comment(change.item, change.body).then(() => undefined);
    case "announce":
      return announce(write, change);
    case "rewrite":
    case "complete":
      return write.updateComment(change.comment, change.body);
    case "react":
      return write.react(change.comment, change.reaction);
  }
}

/** A run that has no number is written by its global id, which REST does not take. */
async function setCheck(write: Writer, check: SetCheck): Promise<void> {
  const { existing, headSha, content } = check;
  if (existing === null) return void (await write.createCheck(headSha, content));
  if (existing.id !== null) return write.updateCheck(existing.id, headSha, content);
  const answer = await write.setChecks([check]);
  if (answer.kind !== "answered" || answer.made[0] == null)
    throw new Error(`GitHub did not write the check of ${headSha}`);
}

async function announce(write: Writer, change: Extract<Change, { kind: "announce" }>): Promise<void> {
  const answer = await write.announce(change.discussion);
  const url = answer.kind === "posted" ? ` ${answer.url}` : "";
  await write.comment(change.item, `${change.comment}\n\n${change.said[answer.kind]}${url}`);
}
