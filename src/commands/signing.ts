// What /phase approve, needs-work and not-applicable have in common: a voice on a sign-off of the review where they are given.

import { voicesOn } from "../decisions/sign-off.ts";
import type { Voice } from "../decisions/voice.ts";
import { byCommand } from "../decisions/voice.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { SignOff } from "../plan/plan.ts";
import { isClosedToSignOffs } from "../review/hindrances.ts";
import { answersIn } from "../sign-offs/answers.ts";
import { signOffWrite } from "../sign-offs/record.ts";
import { askedNames } from "../sign-offs/words.ts";
import {
  type Command,
  type CommandContext,
  type CommandResult,
  command,
  refusedCommand,
  refusedFor,
} from "./command.ts";
import { newerRound } from "./deciding.ts";
import { signOffAndReason } from "./sign-off-words.ts";

type Verb = Voice["verb"];

export const signing = ({
  verb,
  summary,
  examples,
}: { verb: Verb } & Pick<Command, "summary" | "examples">): Command => {
  const usage = `/phase ${verb} <sign-off> ${verb === "approve" ? "[reason]" : "<reason>"}`;
  return command({
    ...{ verb, usage: [usage], summary, examples, where: ["review"], role: null, named: true },
    parse: (args, { plan, review }) =>
      review === null
        ? refusedCommand("it works on boundary reviews only.")
        : signOffAndReason(plan, review, args, usage),
    run: (context, { signOff, reason }) => say(context, { verb, signOff, reason, usage }),
  });
};

type Said = { verb: Verb; signOff: SignOff; reason: string; usage: string };

function say(context: CommandContext, said: Said): CommandResult {
  const { plan, review, item, origin } = context;
  if (review === null) return refusedCommand("it works on boundary reviews only.");
  const { by, byId, command, line, at } = origin;
  if (voicesOn(review, said.signOff.id).some((each) => byCommand(each, origin) === 0))
    return { kind: "done", changes: [], concerns: "phases" };
  const reasons = hindrancesTo(context, said);
  if (reasons.length > 0) return refusedFor(reasons);
  const answers = answersIn(review.issue.body, said.signOff);
  const voice: Voice = {
    verb: said.verb,
    by,
    ...(byId !== undefined && { byId }),
    command,
    line,
    at,
    answers,
    reason: said.reason,
  };
  const write = signOffWrite({ plan, review, signOff: said.signOff }, { kind: "voice", voice }, at);
  if (write === null) return { kind: "done", changes: [] };
  const { comment, body } = write;
  const change =
    comment === null
      ? ({ kind: "record", item: item.number, body } as const)
      : ({ kind: "rewrite", item: item.number, comment, body } as const);
  return { kind: "done", changes: [change], concerns: "phases" };
}

/** Everything at once. */
function hindrancesTo(context: CommandContext, { verb, signOff, reason, usage }: Said): string[] {
  const { plan, review, namedBy } = context;
  const closed = review === null ? null : isClosedToSignOffs({ plan, review, newer: newerRound(context) });
  const name = `**${escapeText(signOff.name)}**`;
  return [
    ...(closed === null ? [] : [closed]),
    ...(namedBy?.kind === "yes"
      ? []
      : [
          `${name} is asked of ${askedNames(signOff)}, and of nobody else${namedBy === null ? "" : `: ${namedBy.reason}`}`,
        ]),
    ...(verb === "not-applicable" && !signOff.not_applicable
      ? [
          `the plan does not let ${name} be declared not applicable (\`not_applicable\`); ${code(`/phase approve ${signOff.id}`)} or ${code(`/phase needs-work ${signOff.id} <reason>`)} works.`,
        ]
      : []),
    ...(verb === "approve" || /[\p{L}\p{N}]/u.test(reason)
      ? []
      : [`it needs a reason: ${code(usage.replace("<sign-off>", signOff.id))}.`]),
  ];
}
