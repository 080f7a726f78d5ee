// /phase resolve: lets a concern go.

import { resolvingCommand } from "../decisions/held-back.ts";
import { commentOf } from "../decisions/record.ts";
import { isSamePerson, openConcerns, sameConcern } from "../decisions/tally.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { type CommandContext, type CommandResult, command, parsed, refusedCommand } from "./command.ts";
import { splitFirst } from "./words.ts";

export const resolve = command({
  verb: "resolve",
  usage: ["/phase resolve <name>"],
  summary: "resolves a concern: one's own, or anybody's for those who may decide",
  examples: ["/phase resolve security", '/phase resolve "data loss"'],
  where: ["review"],
  role: "set",
  orRole: "decide",
  parse: (args) => {
    const words = splitFirst(args);
    if (words === null) return refusedCommand("it needs the concern's name: `/phase resolve <name>`.");
    return parsed(`${words.first} ${words.rest}`.trim());
  },
  run: letGo,
});

function letGo({ review, item, origin, recorded, may }: CommandContext, name: string): CommandResult {
  if (recorded.some(({ kind }) => kind === "resolve")) return { kind: "done", changes: [], concerns: "phases" };
  const open = review === null ? [] : openConcerns(review);
  const found = open.find((each) => sameConcern(each.name, name));
  if (review === null || found === undefined) {
    const names = open.map((each) => code(resolvingCommand(each.name))).join(", ");
    return refusedCommand(`no concern of that name is open. ${names === "" ? "None is." : `Open ones: ${names}.`}`);
  }
  const { by, byId, name: raised } = found;
  const isOwn = by !== null && isSamePerson({ by, byId }, origin);
  if (!isOwn && may.decide?.kind !== "yes") {
    const who = by === null ? "its record is gone, so only" : `it was raised by ${escapeText(by)}, and only they or`;
    return refusedCommand(
      `${who} someone who may decide can resolve it${may.decide === undefined ? "" : `: ${may.decide.reason}`}`,
    );
  }
  const record = { kind: "resolve", phase: review.phase.id, round: review.round, name: raised, ...origin } as const;
  const text = `The concern **${escapeText(raised)}** is resolved by ${escapeText(origin.by)}.`;
  return {
    kind: "done",
    changes: [{ kind: "record", item: item.number, body: commentOf(record, text) }],
    concerns: "phases",
  };
}
