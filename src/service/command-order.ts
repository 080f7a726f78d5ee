// Commands of one conversation are carried out in the order in which they came: a later one waits while reads do not show an earlier one.
import { setBounded } from "../set-bounded.ts";
import { repositoryKey } from "../standings/store.ts";
import type { ReconcileRequest } from "../subject.ts";

type Asked = Pick<ReconcileRequest, "repository" | "subject" | "since">;

export type CommandOrder = {
  /** Whether a command that came before is not carried out yet; this one counts as begun from now on. */
  begin(request: Asked, now: number): "goes" | "waits";
  ended(request: Asked): void;
};

/** Those of commands that never end go first. */
const CONVERSATIONS_LIMIT = 10_000;

/** `waitMs` is how long a command keeps others waiting: for so long reads may not show it. */
export function makeCommandOrder(waitMs: number): CommandOrder {
  const begun = new Map<string, Map<string, number>>();
  return {
    begin: ({ repository, subject, since = 0 }, now) => {
      if (subject.kind !== "command") return "goes";
      const key = conversationOf(repository, subject);
      const others = new Map([...(begun.get(key) ?? [])].filter(([, at]) => now - at < waitMs));
      setBounded(begun, key, others.set(subject.comment, since), CONVERSATIONS_LIMIT);
      // Of those that came in the same millisecond, the one that began first.
      const before = [...others.keys()].indexOf(subject.comment);
      const isEarlier = ([comment, at]: [string, number], index: number): boolean =>
        comment !== subject.comment && (at < since || (at === since && index < before));
      return [...others].some(isEarlier) ? "waits" : "goes";
    },
    ended: ({ repository, subject }) => {
      if (subject.kind !== "command") return;
      const key = conversationOf(repository, subject);
      const others = begun.get(key);
      others?.delete(subject.comment);
      if (others?.size === 0) begun.delete(key);
    },
  };
}

const conversationOf = (repository: ReconcileRequest["repository"], { item }: { item: number }): string =>
  `${repositoryKey(repository)}#${item}`;
