// /phase drop: closes an issue that adds no value, as not planned.

import type { Change } from "../change.ts";
import { commentOf } from "../decisions/record.ts";
import type { IssueItem } from "../github/model.ts";
import { escapeText } from "../markdown/escape.ts";
import { isSameName } from "../names.ts";
import { type CommandContext, type CommandResult, command, refusedCommand } from "./command.ts";
import { aReason } from "./words.ts";

const USAGE = "/phase drop <reason>";
const DROPPED = {
  name: "phase: dropped",
  color: "6e7781",
  description: "Closed as not planned: it adds no value now",
} as const;

export const drop = command({
  verb: "drop",
  usage: [USAGE],
  summary: "closes this as not planned, with the label `phase: dropped`",
  examples: ["/phase drop nobody asked for it"],
  where: ["issue"],
  role: "set",
  parse: (args) => aReason(args, USAGE),
  run: (context, reason) => {
    const { item, recorded } = context;
    if (item.kind !== "issue") return refusedCommand("only issues are dropped.");
    // GitHub ignores the reason of an issue that is closed: https://docs.github.com/en/rest/issues/issues#update-an-issue
    if (isDone(item) && recorded.length === 0)
      return refusedCommand("it is closed as done. Reopen it first, then ask again.");
    return dropped(context, item, reason);
  },
});

const isDone = ({ state, stateReason }: IssueItem): boolean =>
  state === "closed" && stateReason !== "not_planned" && stateReason !== "duplicate";

function dropped({ repository, origin }: CommandContext, item: IssueItem, reason: string): CommandResult {
  const { number } = item;
  const words = `**${escapeText(origin.by)}** dropped this: ${escapeText(reason)}`;
  const carried = item.labels.some(({ name }) => isSameName(name, DROPPED.name));
  const known = repository.labels.some(({ name }) => isSameName(name, DROPPED.name));
  const changes: (Change | null)[] = [
    { kind: "record", item: number, body: commentOf({ kind: "drop", reason, ...origin }, words) },
    known ? null : { kind: "create-label", ...DROPPED },
    carried ? null : { kind: "add-labels", item: number, labels: [DROPPED.name] },
    item.state === "closed"
      ? null
      : { kind: "update-issue", number, change: { state: "closed", stateReason: "not_planned" } },
  ];
  return { kind: "done", changes: changes.filter((change) => change !== null), concerns: "phases" };
}
