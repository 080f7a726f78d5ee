// Which comments of long conversations were read already, so that only the newest are read again, and of the older ones those that may
// be records. No text is remembered: a record may have been edited or deleted since.
import { setBounded } from "../set-bounded.ts";

/** Every comment up to the one with the id `through` was read. */
export type CommentsRead = {
  /** By which name the app knew its own then. */
  self: string;
  through: number;
  /** Global ids of those among them that may be records, and whether one is the app's own. */
  records: readonly string[];
  hasOwn: boolean;
};

/** By the numbers of pull requests. */
export type CommentsMemory = {
  recall(number: number, self: string): CommentsRead | null;
  remember(number: number, read: CommentsRead): void;
  /** Comments from before then are in every read; one may still miss newer ones. */
  settledBefore(): Date;
};

const LAG_MS = 10 * 60_000;
const PULLS_LIMIT = 500;

export function makeCommentsMemory(now: () => Date): CommentsMemory {
  const known = new Map<number, CommentsRead>();
  return {
    recall: (number, self) => {
      const read = known.get(number);
      return read?.self === self ? read : null;
    },
    remember: (number, read) => setBounded(known, number, read, PULLS_LIMIT),
    settledBefore: () => new Date(now().getTime() - LAG_MS),
  };
}
