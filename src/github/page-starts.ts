// Where the pages of long lists began last time, so that all of them can be asked for at once. A page that
// does not begin where the one before it ends is read again.
import { setBounded } from "../set-bounded.ts";

export type PageStarts = {
  /** The cursors of the pages behind the first, as many as one document may ask for. */
  recall(question: string): readonly string[];
  remember(question: string, starts: readonly string[]): void;
};

export const NO_PAGE_STARTS: PageStarts = { recall: () => [], remember: () => undefined };

/** A document that asks for more takes GitHub too long. */
const PAGES_AHEAD = 4;
const QUESTIONS_LIMIT = 100;

export function makePageStarts(): PageStarts {
  const known = new Map<string, readonly string[]>();
  return {
    recall: (question) => known.get(question) ?? [],
    remember: (question, starts) => {
      if (starts.length === 0) known.delete(question);
      else setBounded(known, question, starts.slice(0, PAGES_AHEAD), QUESTIONS_LIMIT);
    },
  };
}
