// /phase resolve: lets a concern go.

import { commentOf } from "../decisions/record.ts";
import { openConcerns, sameConcern } from "../decisions/tally.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { type CommandContext, type CommandResult, command, parsed, refused } from "./command.ts";
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
    if (words === null) return refused("it needs the concern's name: `/phase resolve <name>`.");
    return parsed(`${words.first} ${words.rest}`.trim());
  },
  run: letGo,
});

function letGo({ review, item, origin, recorded, may }: CommandContext, name: string): CommandResult {
  if (recorded.some(({ kind }) => kind === "resolve")) return { kind: "done", changes: [] };
  const open = openConcerns(review?.records ?? []);
  const found = open.find(({ record }) => sameConcern(record.name, name));
  if (review === null || found === undefined) {
    const names = open.map(({ record }) => code(record.name)).join(", ");
    return refused(`no concern of that name is open. ${names === "" ? "None is." : `Open: ${names}.`}`);
  }
  const { by, name: raised } = found.record;
  if (by.toLowerCase() !== origin.by.toLowerCase() && may.decide?.kind !== "yes")
    return refused(
      `it was raised by ${escapeText(by)}, and only they or someone who may decide can resolve it${may.decide === undefined ? "" : `: ${may.decide.reason}`}`,
    );
  const record = { kind: "resolve", phase: review.phase.id, round: review.round, name: raised, ...origin } as const;
  const text = `The concern **${escapeText(raised)}** is resolved by ${escapeText(origin.by)}.`;
  return { kind: "done", changes: [{ kind: "record", item: item.number, body: commentOf(record, text) }] };
}
