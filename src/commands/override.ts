// /phase override: lets one pull request through for a while, visibly.

import type { Change } from "../change.ts";
import { overrideOf } from "../decisions/override.ts";
import { commentOf } from "../decisions/record.ts";
import { shortSha } from "../gate/pushed.ts";
import type { PullItem } from "../github/model.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { instant } from "../markdown/instant.ts";
import { type CommandContext, type CommandResult, command, parsed, refusedCommand } from "./command.ts";
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

function overrides(context: CommandContext, reason: string): CommandResult {
  const { plan, item, repository, origin, recorded, now } = context;
  // The evidence of a review that is under way lists it.
  const isListed = repository.reviews.some(({ state }) => state === "open");
  const concerns = isListed ? "phases" : "item";
  if (recorded.some(({ kind }) => kind === "override")) return { kind: "done", changes: [], concerns };
  if (item.kind !== "pull") return refusedCommand("it works on pull requests only.");
  if (item.state === "closed") return refusedCommand("it is closed, and an override ends with that.");
  if (!wasSeen(item, origin.at)) return { ...refusedCommand(movedOn(item)), looks: true };
  const expires = new Date(now.getTime() + plan.gate.override.expires);
  const record = { kind: "override", reason, expires, head: item.headSha, ...origin } as const;
  const push = plan.gate.override.on_push === "end" ? " A push ends it, too." : "";
  const words = `**${escapeText(origin.by)}** lets this pull request through at ${code(shortSha(item.headSha))} until ${instant(expires)}: ${escapeText(reason)}\n\n${code(CANCEL)} ends it.${push}`;
  const changes: Change[] = [{ kind: "record", item: item.number, body: commentOf(record, words) }];
  return { kind: "done", changes, concerns };
}

/**
 * Whether the head is the one that its giver saw: the app had completed its check before the comment was written. A run is made
 * with its first verdict, and GitHub counts in seconds.
 */
function wasSeen({ check }: Pick<PullItem, "check">, written: Date): boolean {
  if (check === null) return false;
  return check.madeAt === undefined || Math.floor(check.madeAt.getTime() / 1000) <= written.getTime() / 1000;
}

const movedOn = ({ headSha }: Pick<PullItem, "headSha">): string =>
  `the head changed to ${code(shortSha(headSha))}, whose check was not there yet when you wrote this. An override is for the commits that you have seen; look at the pull request again, then give it again.`;

function cancels({ plan, item, origin, recorded, now }: CommandContext): CommandResult {
  const inForce = item.kind === "pull" ? overrideOf(item, plan.gate.override.on_push, now) : null;
  if (inForce === null && recorded.length === 0) return refusedCommand("there is no override in force here.");
  const body = commentOf({ kind: "override-cancel", ...origin }, `**${escapeText(origin.by)}** ended the override.`);
  return { kind: "done", changes: [{ kind: "record", item: item.number, body }] };
}
