// What the app answers to a comment with commands: one reply for all that have something to say, and a reaction.

import type { Change } from "../change.ts";
import type { CommandComment } from "../github/model.ts";
import { cut } from "../markdown/cut.ts";
import { code } from "../markdown/escape.ts";
import type { CommandResult } from "./command.ts";
import type { Invocation } from "./grammar.ts";

export type Ran = { invocation: Invocation; result: CommandResult };

/** Room for the marker and the heading under GitHub's limit. */
const REPLY_LIMIT = 65_000;

/** A reply carries the comment it answers, so that a second run knows that it was given. */
const marker = (comment: CommandComment): string => `<!-- milegate:reply comment=${comment.id} -->`;

export const isAnswered = ({ reactions }: CommandComment): boolean =>
  reactions.includes("rocket") || reactions.includes("confused");

/** `given` are the app's comments in the conversation. */
export function replies(
  item: number,
  comment: CommandComment,
  given: readonly string[],
  ran: readonly Ran[],
): Change[] {
  const sign = marker(comment);
  const text = replyText(ran);
  const reaction = ran.some(({ result }) => result.kind === "refused") ? "confused" : "rocket";
  const isGiven = text === "" || given.some((reply) => reply.includes(sign));
  return [
    ...(isGiven ? [] : [{ kind: "comment", item, body: `${cut(text, REPLY_LIMIT)}\n\n${sign}` } as const]),
    { kind: "react", comment: comment.id, reaction },
  ];
}

/** What was refused comes first, where no long answer can cut it off. Of several answers each says what it answers. */
function replyText(ran: readonly Ran[]): string {
  const refusals = ran.flatMap(({ invocation, result }) =>
    result.kind === "refused" ? [`- ${code(written(invocation))}: ${result.reason}`] : [],
  );
  const refused = refusals.length === 0 ? [] : [["This was not carried out:", "", ...refusals].join("\n")];
  const answers = ran.flatMap(({ invocation, result }) =>
    result.kind === "refused" || result.answer === undefined ? [] : [{ invocation, answer: result.answer }],
  );
  const isSole = answers.length + refused.length === 1;
  const answered = answers.map(({ invocation, answer }) =>
    isSole ? answer : `**${code(written(invocation))}**\n\n${answer}`,
  );
  return [...refused, ...answered].join("\n\n");
}

const WRITTEN_LIMIT = 120;

function written({ verb, args }: Invocation): string {
  const text = `/phase ${verb} ${args}`.trim();
  return text.length > WRITTEN_LIMIT ? `${text.slice(0, WRITTEN_LIMIT).toWellFormed()}…` : text;
}
