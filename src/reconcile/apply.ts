// Writes what was decided: the only place that does.
import type { Writer } from "../github/port.ts";
import type { Change } from "./change.ts";

/**
 * What is recorded comes first: whatever follows from it can be made again. Labels exist before they are put on; labels come before checks, so that what a check says of a phase can be seen;
 * checks before issues and comments, because merging waits for them and prose can wait. A reaction says "taken up"
 * or "done", so the order in which a command asked for them is kept.
 */
const ORDER = [
  "record",
  "create-label",
  "remove-label",
  "add-labels",
  "set-check",
  "open-issue",
  "update-issue",
  "comment",
  "react",
] as const;

const rank = ({ kind }: Change): number => ORDER.indexOf(kind);

/** Sequential, so that a failure leaves a beginning of the list done and the rest to the next run. */
export async function apply(write: Writer, changes: readonly Change[]): Promise<void> {
  for (const change of changes.toSorted((a, b) => rank(a) - rank(b))) await applyOne(write, change);
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
      return change.existing === null
        ? write.createCheck(change.headSha, change.content)
        : write.updateCheck(change.existing, change.content);
    case "open-issue": {
      const { kind: _kind, ...issue } = change;
      return write.createIssue(issue);
    }
    case "update-issue":
      return write.updateIssue(change.number, change.change);
    case "record":
    case "comment":
      return write.comment(change.item, change.body);
    case "react":
      return write.react(change.comment, change.reaction);
  }
}
