// /phase override: lets one pull request through for a while, visibly.

import type { Change } from "../change.ts";
import { overrideOf } from "../decisions/override.ts";
import { commentOf } from "../decisions/record.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import { type CommandContext, type CommandResult, command, parsed, refused } from "./command.ts";
import { aReason, splitFirst } from "./words.ts";

const USAGE = "/phase override <reason>";
const CANCEL = "/phase override cancel";

export const override = command({
  verb: "override",
  usage: [USAGE, CANCEL],
  summary: "lets this one through until that expires; `cancel` ends it",
  examples: ["/phase override hotfix for the outage", "/phase override cancel"],
  where: ["pull request"],
  role: "override",
  // Whoever writes "cancel, no longer needed" does not mean to open the gate.
  parse: (args) => (isCancel(args) ? parsed(null) : aReason(args, USAGE)),
  run: (context, reason) => (reason === null ? cancels(context) : overrides(context, reason)),
});

const isCancel = (args: string): boolean => /^cancel\b/i.test(splitFirst(args)?.first ?? "");

function overrides({ plan, item, repository, origin, now }: CommandContext, reason: string): CommandResult {
  if (item.state === "closed") return refused("it is closed, and an override ends with that.");
  const expires = new Date(now.getTime() + plan.gate.override.expires);
  const record = { kind: "override", reason, expires, ...origin } as const;
  const words = `**${escapeText(origin.by)}** lets this pull request through until ${instant(expires)}: ${escapeText(reason)}\n\n${code(CANCEL)} ends it.`;
  const changes: Change[] = [{ kind: "record", item: item.number, body: commentOf(record, words) }];
  // The evidence of a review that is under way lists it.
  const isListed = repository.reviews.some(({ state }) => state === "open");
  return { kind: "done", changes, concerns: isListed ? "phases" : "item" };
}

function cancels({ item, origin, recorded, now }: CommandContext): CommandResult {
  const inForce = item.kind === "pull" ? overrideOf(item, now) : null;
  if (inForce === null && recorded.length === 0) return refused("there is no override in force here.");
  const body = commentOf({ kind: "override-cancel", ...origin }, `**${escapeText(origin.by)}** ended the override.`);
  return { kind: "done", changes: [{ kind: "record", item: item.number, body }] };
}
