// From GitHub's answers to who wrote what: authors, labels that somebody put on, and comments that are records.
import type { z } from "zod";
import { MARKER_PREFIX } from "../../vocabulary.ts";
import type { BotIdentity } from "../context.ts";
import type { Actor, ItemLabel, RecordComment } from "../entities.ts";
import type * as shapes from "./shapes.ts";

type Shape<Name extends keyof typeof shapes> = z.infer<(typeof shapes)[Name]>;

/** GraphQL leaves out the "[bot]" that REST appends, and that nobody else's login can have: https://docs.github.com/en/graphql/reference/objects#bot */
export const actorOf = (actor: Shape<"actor">): Actor | null =>
  actor === null
    ? null
    : {
        login: actor.login.replace(BOT, ""),
        isBot: actor.__typename === "Bot" || BOT.test(actor.login),
        ...(actor.databaseId != null && { id: actor.databaseId }),
      };

const BOT = /\[bot\]$/;

/** By the bot's id, which outlives a change of the app's name; by its login where one of the two ids is not known. */
export const isOwn = ({ self, bot }: BotIdentity, by: Actor | null): boolean =>
  by?.isBot === true && (bot === undefined || by.id === undefined ? by.login === self : by.id === bot);

export const isSelf = (who: BotIdentity, actor: Shape<"actor">): boolean => isOwn(who, actorOf(actor));

export const namesOf = (labels: { nodes: { name: string }[] } | null): string[] =>
  (labels?.nodes ?? []).map(({ name }) => name);

/** A duplicate is work that somebody else's issue stands for, so it is dropped like one that is not planned. */
export const isDropped = (reason: string | null) => reason === "NOT_PLANNED" || reason === "DUPLICATE";

/** A comment's address ends in its id. */
export const idIn = (url: string): number => Number(/\d+$/.exec(url)?.[0] ?? 0);

/** Where records are kept: the app's own comments, what looks like them, and the commands that records point to. */
export const isRecord = (who: BotIdentity, { author, body }: Pick<Shape<"comment">, "author" | "body">): boolean =>
  isSelf(who, author) || body.includes(MARKER_PREFIX) || /\/phase/i.test(body);

export const commentIdOf = ({ databaseId, url }: Pick<Shape<"comment">, "databaseId" | "url">): number =>
  databaseId ?? idIn(url);

export const recordComments = (
  who: BotIdentity,
  item: number,
  comments: readonly Shape<"comment">[],
  isMoved: boolean | null = false,
): RecordComment[] =>
  comments.filter((comment) => isRecord(who, comment)).map((comment) => ({ ...recordOf(who, item, comment), isMoved }));

/** An edit by somebody who is gone has no editor: it was not the app's, which is not gone. */
function recordOf(who: BotIdentity, item: number, comment: Shape<"comment">): Omit<RecordComment, "isMoved"> {
  const { url, body, createdAt, lastEditedAt, author, editor, repository } = comment;
  return {
    ...{ url, body, createdAt },
    id: commentIdOf(comment),
    place: { repository: numberOrNode(repository), item },
    own: isSelf(who, author),
    author: actorOf(author),
    editedByOthers: lastEditedAt !== null && !isSelf(who, editor),
  };
}

export const numberOrNode = ({ databaseId, id }: { databaseId: number | null; id: string }): string =>
  databaseId === null ? id : String(databaseId);

/** The newest event counts. One older than those that were read: people's, as what is not known to be ours. */
export function labelsOf(
  who: BotIdentity,
  labels: Shape<"labelled">["labels"],
  events: readonly LabelEvent[],
): ItemLabel[] {
  return namesOf(labels).map((name) => {
    const { actor = null, createdAt } = events.findLast(({ label }) => label?.name === name) ?? {};
    return { name, byApp: isSelf(who, actor), ...(createdAt && { addedAt: createdAt }) };
  });
}

type LabelEvent = {
  createdAt?: Date | undefined;
  label?: { name: string } | null | undefined;
  actor?: Shape<"actor"> | undefined;
};

export const labelsIn = (who: BotIdentity, { labels, timelineItems }: Shape<"labelled">): ItemLabel[] =>
  labelsOf(who, labels, timelineItems?.nodes ?? []);
