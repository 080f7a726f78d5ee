// Carries out the commands of one comment: taken up (👀), answered, done (🚀) or refused (😕).
import type { CommandContext, CommandResult } from "../commands/command.ts";
import { type Invocation, type Parsed, parseCommands } from "../commands/grammar.ts";
import { runCommand } from "../commands/index.ts";
import { isAnswered, type Ran, replies } from "../commands/reply.ts";
import { phaseStates } from "../gate/phase-state.ts";
import { verdictOf } from "../gate/verdict.ts";
import type { CommandComment, Repository } from "../github/port.ts";
import type { Plan } from "../plan/plan.ts";
import { apply } from "./apply.ts";
import { observe } from "./observe.ts";
import type { Snapshot } from "./snapshot.ts";

export type CommandOutcome = { kind: "ignored"; reason: string } | { kind: "answered"; commands: number };

/** `node` is the comment's global id. */
export async function carryOut(
  { read, write }: Repository,
  item: number,
  node: string,
  now: Date,
): Promise<CommandOutcome> {
  const comment = await read.comment(node);
  const parsed = parseCommands(comment?.body ?? "");
  const reason = reasonToIgnore(comment, parsed);
  if (comment === null || reason !== null) return { kind: "ignored", reason: reason ?? "the comment is gone" };
  const snapshot = await observe(read, { kind: "phases" });
  if (snapshot.plan.kind === "inactive") return { kind: "ignored", reason: snapshot.plan.reason };
  if (!comment.reactions.includes("eyes"))
    await apply(write, [{ kind: "react", comment: comment.id, reaction: "eyes" }]);
  const ran = ranOf(parsed, (invocation) => resultOf(snapshot, comment, invocation, now));
  await apply(write, replies(item, comment, ran));
  return { kind: "answered", commands: ran.length };
}

function ranOf(parsed: Parsed, run: (invocation: Invocation) => CommandResult): Ran[] {
  if (parsed.kind === "commands")
    return parsed.invocations.map((invocation) => ({ invocation, result: run(invocation) }));
  return [{ invocation: { verb: "", args: "", line: 0 }, result: { kind: "refused", reason: parsed.reason } }];
}

function reasonToIgnore(comment: CommandComment | null, parsed: Parsed): string | null {
  if (comment === null) return "the comment is gone";
  if (comment.author === null || comment.author.isBot) return "written by a bot or by nobody";
  if (isAnswered(comment)) return "already answered";
  return parsed.kind === "commands" && parsed.invocations.length === 0 ? "no command in the comment" : null;
}

const EDITED =
  "the comment was edited before it was read, so who asked for it is not certain. Please write it again in a new comment.";

function resultOf(
  { plan, ...snapshot }: Snapshot,
  comment: CommandComment,
  invocation: Invocation,
  now: Date,
): CommandResult {
  if (comment.edited) return { kind: "refused", reason: EDITED };
  if (plan.kind !== "active")
    return { kind: "refused", reason: "the plan is invalid; the check of any open pull request lists its problems." };
  return runCommand(contextOf(plan.plan, snapshot, now), invocation);
}

function contextOf(plan: Plan, { repository, items }: Omit<Snapshot, "plan">, now: Date): CommandContext {
  const states = phaseStates(plan, repository, now);
  const pulls = items.filter((item) => item.kind === "pull").filter(({ state }) => state === "open");
  const labelled = pulls.map((pull) => ({ ...pull, labels: pull.labels.map(({ name }) => name) }));
  return { plan, states, pulls: labelled.map((pull) => ({ pull, verdict: verdictOf(plan, states, pull) })) };
}
