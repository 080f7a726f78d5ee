// Carries out the commands of one comment: taken up (👀), answered, done (🚀) or refused (😕).

import type { Change } from "../change.ts";
import {
  type Command,
  type CommandContext,
  type CommandResult,
  refusedCommand,
  refusedFor,
} from "../commands/command.ts";
import { type Invocation, parseCommands } from "../commands/grammar.ts";
import { commandOf, unknownVerb } from "../commands/index.ts";
import { isPending } from "../commands/pending.ts";
import { anyOf, type Permit } from "../commands/permit.ts";
import { recordedBy, withoutRecorded } from "../commands/recorded.ts";
import { isAnswered, type Ran, replies } from "../commands/reply.ts";
import { signOffNamed } from "../commands/sign-off-words.ts";
import { planForCommand } from "../commands/while-invalid.ts";
import { wrongPlace } from "../commands/wrong-place.ts";
import type { Origin } from "../decisions/record.ts";
import { keysOf } from "../decisions/role-words.ts";
import { isSharedLogin } from "../decisions/trust.ts";
import { concernsAll } from "../github/errors.ts";
import type { CommandComment, Conversation } from "../github/model.ts";
import type { AccessReader } from "../github/port.ts";
import { escapeText } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Subject } from "../subject.ts";
import { type AskAccess, asking, isNamed } from "./access.ts";
import { apply } from "./apply.ts";
import { contextOf } from "./command-context.ts";
import type { DeliveryPort } from "./delivery-source.ts";
import { lapsedVoters } from "./electorate.ts";
import { observe, type SingleState } from "./observe.ts";
import { observeDelivery } from "./observe-delivery.ts";
import { readingBack } from "./read-back.ts";
import { type LookContext, reconcile } from "./reconcile.ts";
import type { Refusal } from "./refusals.ts";
import { stillNamed } from "./signers.ts";
import { type EventAge, type TooEarly, tooEarly } from "./too-early.ts";

/** `next` is when to look again because time alone changes something. */
export type CommandOutcome = TooEarly | CommandEnd;

type CommandEnd = ({ kind: "ignored"; reason: string } | { kind: "answered"; commands: number }) & {
  next: Date | null;
};

/** A comment may ask for as much as people write by hand; what is beyond is refused. */
const MOST = 10;

type Run = {
  repository: DeliveryPort;
  item: number;
  comment: CommandComment;
  replies: readonly string[];
  ask: AskAccess;
  context: LookContext;
  /** Whether what follows was decided without what was just recorded. */
  isTooEarly: () => boolean;
};

/**
 * `comment` is the comment's global id. Comments that were written before it and whose deliveries have not come yet go first,
 * so that what people wrote last is what stands.
 */
export async function carryOut(
  given: DeliveryPort,
  { item, comment: node }: Extract<Subject, { kind: "command" }>,
  context: LookContext,
  age: EventAge,
): Promise<CommandOutcome> {
  const { port: repository, isBehind } = readingBack(given);
  const conversation = await repository.read.conversation(item, node);
  const { comment } = conversation;
  const reason = reasonToIgnore(comment);
  if (comment === null && age !== "old") return tooEarly("GitHub's reads do not show the comment yet");
  if (comment === null || reason !== null) {
    // What a command did may end by itself: the run of the command that was carried out is the timer for it.
    const next = reason === ANSWERED ? await lookAt({ repository, context }, { kind: "item", number: item }) : null;
    return { kind: "ignored", reason: reason ?? GONE, next };
  }
  const snapshot = await observe(repository.read, { kind: "item", number: item }, context.now());
  const inactive = inactiveReason(snapshot, item);
  if (inactive === ITEM_GONE && age !== "old")
    return tooEarly("GitHub's reads do not show the issue or pull request yet");
  if (snapshot.plan.kind === "inactive" && age === "new")
    return tooEarly("GitHub's reads may not show yet what makes the repository active");
  if (inactive !== null) return { kind: "ignored", reason: inactive, next: null };
  const isTooEarly = (): boolean => age !== "old" && isBehind();
  const carryOutOne = (each: CommandComment): Promise<Done | TooEarly> => {
    const ask = asking(repository.access, each.author?.login ?? "");
    return carryOutComment({
      repository,
      item,
      comment: each,
      replies: conversation.replies,
      ask,
      context,
      isTooEarly,
    });
  };
  const failures: unknown[] = [];
  // Where GitHub refuses reactions (a locked conversation), nobody knows which of the others are done.
  const isTaken = await takeUp(repository, comment);
  for (const each of isTaken ? pendingBefore(conversation, comment) : [])
    await carryOutOne(each).catch((error: unknown) => failures.push(onlyItsOwn(error)));
  const done = await carryOutOne(comment);
  // Said once what was asked for is done: tried again, this job finds its own comment answered.
  if (failures.length > 0) throw failures[0];
  return done;
}

type Done = Extract<CommandEnd, { kind: "answered" }>;

/** A comment that fails by itself holds up nobody else's commands. Throws what would meet them, too. */
function onlyItsOwn(error: unknown): unknown {
  if (concernsAll(error)) throw error;
  return error;
}

const GONE = "the comment is gone";
const ITEM_GONE = "the issue or pull request is gone";
const ANSWERED = "already answered";

function reasonToIgnore(comment: CommandComment | null): string | null {
  if (comment === null) return GONE;
  if (comment.author === null || comment.author.isBot) return "written by a bot or by nobody";
  if (isAnswered(comment)) return ANSWERED;
  return parseCommands(comment.body).length === 0 ? "no command in the comment" : null;
}

function inactiveReason({ plan, repository, items }: Snapshot, item: number): string | null {
  if (plan.kind === "inactive") return plan.reason;
  if (repository.isArchived) return "the repository is archived";
  return items.some(({ number }) => number === item) ? null : ITEM_GONE;
}

const pendingBefore = ({ others }: Conversation, comment: CommandComment): CommandComment[] =>
  others.filter((other) => isPending(other, comment) && reasonToIgnore(other) === null);

/** Answered once what follows from it is done: the next attempt finds its record, and writes no second one. */
async function carryOutComment(run: Run): Promise<Done | TooEarly> {
  const { repository, item, comment } = run;
  await takeUp(repository, comment);
  const ran = await runAll(run);
  const next = await reconcileConcerned(run, ran);
  if (run.isTooEarly()) return tooEarly("GitHub's reads do not show yet what the command recorded");
  const answers = replies(item, comment, run.replies, ran);
  const { refusals } = await apply(repository.write, answers);
  if (refusals.length > 0)
    run.context.unanswered({ item, comment: comment.id, at: comment.createdAt, answer: answerIn(answers) });
  return { kind: "answered", commands: ran.length, next };
}

/** Where there is nothing to say, a reaction would have. */
const answerIn = (answers: readonly Change[]): string =>
  answers.map((answer) => (answer.kind === "comment" ? answer.body : "")).find((body) => body !== "") ?? "It is done.";

/** Whether GitHub shows it. */
async function takeUp({ write }: DeliveryPort, comment: CommandComment): Promise<boolean> {
  if (comment.reactions.includes("eyes")) return true;
  const { refusals } = await apply(write, [{ kind: "react", comment: comment.id, reaction: "eyes" }]);
  if (refusals.length === 0) comment.reactions.push("eyes");
  return refusals.length === 0;
}

async function runAll(run: Run): Promise<Ran[]> {
  const found = parseCommands(run.comment.body);
  const ran: Ran[] = [];
  // One after the other, each on what the ones before it have made of things.
  for (const invocation of found.slice(0, MOST)) ran.push({ invocation, result: await runOne(run, invocation) });
  const [beyond] = found.slice(MOST);
  const reason = `one comment carries out ${MOST} commands at most; this one and those after it were left out.`;
  return beyond === undefined ? ran : [...ran, { invocation: beyond, result: refusedCommand(reason) }];
}

/** Before 🚀 says that it is done. */
async function reconcileConcerned(run: Run, ran: readonly Ran[]): Promise<Date | null> {
  const concerned = ran.flatMap(({ result }) =>
    result.kind === "done" ? [result.concerns ?? "item"] : result.kind === "refused" && result.looks ? ["item"] : [],
  );
  if (concerned.includes("repository")) await lookAt(run, { kind: "repository" });
  else if (concerned.includes("phases")) await lookAt(run, { kind: "phases" });
  return concerned.length === 0 ? null : await lookAt(run, { kind: "item", number: run.item });
}

async function lookAt(
  { repository, context }: Pick<Run, "repository" | "context">,
  subject: SingleState,
): Promise<Date | null> {
  const outcome = await reconcile(repository, subject, context);
  return outcome.kind === "reconciled" ? outcome.next : null;
}

const EDITED =
  "the comment was edited before it was read, so who asked for it is not certain. Please write it again in a new comment.";
const INVALID =
  "the plan is invalid, and until it is repaired only `/phase help`, `/phase status` and `/phase override` work; the check of any open pull request lists its problems.";

async function runOne(run: Run, invocation: Invocation): Promise<CommandResult> {
  const command = commandOf(invocation.verb);
  if (command !== undefined && run.comment.edited) return refusedCommand(EDITED);
  const { context, home } = await see(run, command ?? { role: null }, invocation);
  if (command === undefined) return unknownVerb(invocation.verb, context?.place ?? null);
  if (context === null) return refusedCommand(INVALID);
  if (!command.where.includes(context.place)) return wrongPlace(command, context);
  const permit = permitOf(command, context);
  if (permit.kind === "no")
    return refusedFor([permit.reason, ...(command.hindrances?.(invocation.args, context) ?? [])]);
  const result = command.carryOut(invocation.args, context);
  if (result.kind !== "done") return result;
  const { refusals } = await apply(run.repository.write, withoutRecorded(result.changes, context.recorded));
  const [refusal] = refusals.filter(({ change }) => isWork(change));
  if (refusal !== undefined) return refusedCommand(refusedByGitHub(refusal));
  return result.asksHome === undefined ? result : await askedHome(run, home, result, result.asksHome);
}

/** Before the comment counts as answered, so that a crash in between asks once more. */
async function askedHome(
  { repository }: Run,
  home: string | null,
  result: CommandResult,
  subject: Subject,
): Promise<CommandResult> {
  const isAsked = home !== null && (await repository.read.delivery.ask(home, subject));
  return isAsked ? result : refusedCommand("it works where reviews are only, which is another repository.");
}

/** What a command is for; labels are put on again by any look. */
const isWork = ({ kind }: Change): boolean =>
  kind === "record" || kind === "rewrite" || kind === "open-issue" || kind === "update-issue";

const ISSUES_DISABLED =
  "issues are disabled in this repository, so no boundary review can be opened. Enable them in the repository's settings, then give the command again.";

function refusedByGitHub({ change, status, why }: Refusal): string {
  if (change.kind === "open-issue" && status === 410) return ISSUES_DISABLED;
  return `GitHub refused it (${status}: ${escapeText(why)}). Solve that, then give the command again.`;
}

function permitOf(command: Command, { may, repository }: CommandContext): Permit {
  const isDecision = command.role === "decide" || command.role === "override" || command.named === true;
  if (isDecision && isSharedLogin(repository.self)) return { kind: "no", reason: SHARED };
  return anyOf(
    keysOf(command).map((key) => may[key] ?? { kind: "no", reason: "nobody asked GitHub whether you may." }),
  );
}

const SHARED =
  "Milegate runs here with the workflow's own token, and every workflow of this repository can write as `github-actions`, so a decision or an override would prove nothing. Give it the token of an app: https://github.com/milegate/milegate/blob/main/docs/action.md#with-an-apps-token";

/** Those that may close a quorum. */
const DECIDING = new Set(["continue", "pivot", "stop"]);

type Heard = { origin: Origin; command: Pick<Command, "named"> & { verb?: string }; args: string };

/** Whom GitHub has to be asked about: those who spoke before, where it is decided, and the author, where it is about a sign-off. */
async function heard(
  access: AccessReader,
  plan: Plan,
  snapshot: Snapshot,
  { origin, command, args }: Heard,
): Promise<Pick<CommandContext, "lapsed" | "countsVoice" | "namedBy">> {
  const verb = command.verb ?? "";
  const lapsed = DECIDING.has(verb) ? await lapsedVoters(access, plan, snapshot, origin) : new Set<string>();
  const countsVoice = verb === "continue" ? await stillNamed(access, plan, snapshot, origin.item) : () => true;
  const signOff = command.named === true ? signOffNamed(plan, snapshot.repository.reviews, origin.item, args) : null;
  const namedBy = signOff === null ? null : await isNamed(access, { login: origin.by, id: origin.byId }, signOff);
  return { lapsed, countsVoice, namedBy };
}

type SeenByCommand = { context: CommandContext | null; home: string | null };

/** No context while the plan is invalid; `home` is the name of the repository where reviews are. */
async function see(
  run: Run,
  command: Pick<Command, "role" | "orRole" | "named" | "needsPulls"> & { verb?: string },
  invocation: Invocation,
): Promise<SeenByCommand> {
  const { repository, item, comment } = run;
  const { now } = run.context;
  const snapshot = await observe(repository.read, { kind: "item", number: item }, now());
  const found = snapshot.items.find(({ number }) => number === item);
  const plan = planForCommand(snapshot.plan, invocation.verb);
  const home = snapshot.plan.kind === "active" ? (snapshot.plan.delivery?.home ?? null) : null;
  if (plan === null || found === undefined) return { context: null, home };
  const all = command.needsPulls === true ? await observeDelivery(repository.read, now()) : snapshot;
  const { author } = comment;
  const origin = {
    ...{ by: author?.login ?? "", ...(author?.id !== undefined && { byId: author.id }) },
    ...{ command: comment.id, line: invocation.line, at: comment.createdAt },
    ...{ repository: snapshot.repository.id, item },
  };
  const context = contextOf(plan, {
    snapshot: { ...snapshot, repository: all.repository },
    pulls: all.items,
    item: found,
    origin,
    recorded: recordedBy(origin, run.replies),
    may: await run.ask(plan, keysOf(command)),
    ...(await heard(repository.access, plan, snapshot, { origin, command, args: invocation.args })),
    now: now(),
    ...(snapshot.plan.kind === "invalid" && { problems: snapshot.plan.problems }),
  });
  return { context, home };
}
