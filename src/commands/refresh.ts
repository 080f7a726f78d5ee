// /phase refresh: looks again, now.
import type { Change } from "../change.ts";
import { signOffWrite } from "../sign-offs/record.ts";
import { signOffsAt } from "../sign-offs/state.ts";
import { COMMAND_PLACES, type CommandContext, command, noArguments } from "./command.ts";

export const refresh = command({
  verb: "refresh",
  usage: ["/phase refresh"],
  summary: "brings this up to date now; on a boundary review the whole phase, and asks again whom a sign-off waits for",
  examples: ["/phase refresh"],
  where: COMMAND_PLACES,
  role: "set",
  parse: noArguments,
  run: (context) => ({
    kind: "done",
    changes: askedAgain(context),
    concerns: context.place === "review" ? "repository" : "item",
  }),
});

/** Once: run again, the record says so already. */
const askedAgain = ({ plan, review, item, origin }: CommandContext): Change[] =>
  review === null
    ? []
    : signOffsAt(plan, review.phase).flatMap((signOff) => {
        const write = signOffWrite({ plan, review, signOff }, { kind: "refresh" }, origin.at);
        if (write === null || write.comment === null) return [];
        return [{ kind: "rewrite", item: item.number, comment: write.comment, body: write.body } as const];
      });
