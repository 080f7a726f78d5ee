// Which checks were about to be written in the last minute, by whichever process: GitHub's reads may show what they were before, and who
// wrote them last may be gone.
import { createHash } from "node:crypto";
import { setBounded } from "../set-bounded.ts";
import type { CheckRun } from "./model.ts";
import type { CheckMark, KeptMarks } from "./port.ts";

type Said = Pick<CheckRun, "conclusion" | "title" | "summary">;

/** For one job at one repository. */
export type BegunChecks = {
  /** Whether nobody but this process wrote the check on the head lately. */
  isLatest(headSha: string): boolean;
  /** What a read shows; where that is older than a write whose outcome is not known, it is as if the check still ran, so that a verdict is written. */
  doubted(headSha: string, read: CheckRun | null): CheckRun | null;
  /** To be waited for before these are written: with what each said before, as far as is known, and what it is to say. */
  begin(checks: readonly { headSha: string; before: Said | null; content: Said }[]): Promise<void>;
};

const LAG_MS = 60_000;
const HEADS_LIMIT = 1_000;
const STATES_LIMIT = 20;

/**
 * `by` is who remembers what it wrote: a process. `now` is in milliseconds since 1970; a clock that was set back makes a mark old.
 */
export function begunChecks({ marks, keep }: KeptMarks, by: string, now: () => number = Date.now): BegunChecks {
  const isFresh = ({ at }: CheckMark): boolean => Math.abs(now() - at) < LAG_MS;
  const begun = new Map([...marks].filter(([, mark]) => isFresh(mark)));
  const fresh = (headSha: string): CheckMark | null => {
    const mark = begun.get(headSha);
    return mark !== undefined && isFresh(mark) ? mark : null;
  };
  return {
    isLatest: (headSha) => (fresh(headSha)?.by ?? by) === by,
    doubted: (headSha, read) =>
      read !== null && fresh(headSha)?.past.includes(digestOf(read)) === true ? { ...read, conclusion: null } : read,
    begin: async (checks) => {
      for (const { headSha, before, content } of checks) {
        const known = fresh(headSha);
        const past = [...(known?.past ?? []), ...(known === null ? [] : [known.last]), digestOf(before)];
        const mark = { at: now(), by, past: [...new Set(past)].slice(-STATES_LIMIT), last: digestOf(content) };
        setBounded(begun, headSha, mark, HEADS_LIMIT);
      }
      await keep(begun);
    },
  };
}

const digestOf = (check: Said | null): string =>
  createHash("sha1")
    .update(JSON.stringify(check && [check.conclusion, normalized(check.title), normalized(check.summary)]))
    .digest("base64");

/** GitHub may hand text back with other line ends. */
const normalized = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** For a run that has no store. */
export const UNKEPT: KeptMarks = { marks: new Map(), keep: async () => undefined };
