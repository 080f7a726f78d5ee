// What the app answers to a comment with commands: an answer each, one reply for all that was refused, and a reaction.

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
const marker = (comment: CommandComment, part: string): string =>
  `<!-- milegate:reply comment=${comment.id} part=${part} -->`;

export const isAnswered = ({ reactions }: CommandComment): boolean =>
  reactions.includes("rocket") || reactions.includes("confused");

/** `given` are the app's comments in the conversation. */
export function replies(
  item: number,
  comment: CommandComment,
  given: readonly string[],
  ran: readonly Ran[],
): Change[] {
  const parts = [...answers(ran), ...refusals(ran)].map(({ part, text }) => ({ sign: marker(comment, part), text }));
  const missing = parts.filter(({ sign }) => !given.some((reply) => reply.includes(sign)));
  const reaction = ran.some(({ result }) => result.kind === "refused") ? "confused" : "rocket";
  return [
    ...missing.map(
      ({ sign, text }): Change => ({ kind: "comment", item, body: `${cut(text, REPLY_LIMIT)}\n\n${sign}` }),
    ),
    { kind: "react", comment: comment.id, reaction },
  ];
}

const answers = (ran: readonly Ran[]) =>
  ran.flatMap(({ invocation, result }) =>
    result.kind === "refused" || result.answer === undefined
      ? []
      : [{ part: String(invocation.line), text: result.answer }],
  );

function refusals(ran: readonly Ran[]): { part: string; text: string }[] {
  const lines = ran.flatMap(({ invocation, result }) =>
    result.kind === "refused" ? [`- ${code(written(invocation))}: ${result.reason}`] : [],
  );
  return lines.length === 0 ? [] : [{ part: "refused", text: ["This was not carried out:", "", ...lines].join("\n") }];
}

const WRITTEN_LIMIT = 120;

function written({ verb, args }: Invocation): string {
  const text = `/phase ${verb} ${args}`.trim();
  return text.length > WRITTEN_LIMIT ? `${text.slice(0, WRITTEN_LIMIT).toWellFormed()}…` : text;
}
