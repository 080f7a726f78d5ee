// Which milestones belong to a phase: titles by glob or regular expression, or numbers.
import { RE2JS } from "re2js";
import { cutWord } from "../values/expected.ts";
import { compileGlob } from "../values/glob.ts";
import type { ZodProblem } from "./messages.ts";

/** A pattern as written, and compiled. RE2 takes time linear in the title and in `size`, so no pattern can hang a worker. */
export type MilestonePattern = {
  source: string | number;
  size: number;
  matches(milestone: { number: number; title: string }): boolean;
};

const REGEX = /^\/(.*)\/([A-Za-z]*)$/s;

/** Some hundred patterns of ordinary length; counted repetitions such as `{1000}` take much of it. */
const TOTAL_SIZE = 5_000;

/** Throws an `Error` whose message says what is wrong with the pattern. */
export function compilePattern(source: string | number): MilestonePattern {
  if (typeof source === "number") return { source, size: 1, matches: ({ number }) => number === source };
  const [, body, flags] = REGEX.exec(source) ?? [];
  if (body === undefined) {
    if (source.startsWith("/"))
      throw new Error('it begins with "/" as regular expressions do; expected "/…/" or "/…/i"');
    const glob = compileGlob(source);
    return { source, size: glob.programSize(), matches: ({ title }) => glob.testExact(title) };
  }
  const regex = compileRegex(body, flags ?? "");
  return { source, size: regex.programSize(), matches: ({ title }) => regex.test(title) };
}

function compileRegex(body: string, flags: string): RE2JS {
  if (flags !== "" && flags !== "i") throw new Error(`the flags "${flags}" are not known; the only one is "i"`);
  return RE2JS.compile(body, flags === "i" ? RE2JS.CASE_INSENSITIVE : 0);
}

/** The patterns of each phase. Stops where they get too large together, so compiling is bounded too. */
export function compilePhases(phases: readonly { milestones: (string | number)[] }[]): {
  patterns: MilestonePattern[][];
  issues: ZodProblem[];
} {
  const issues: ZodProblem[] = [];
  let size = 0;
  const patterns = phases.map(({ milestones }, index) =>
    milestones.flatMap((source, at) => {
      if (size > TOTAL_SIZE) return [];
      const compiled = tryPattern(source);
      const path = ["phases", index, "milestones", at];
      if ("message" in compiled) {
        issues.push({ path, ...compiled });
        return [];
      }
      size += compiled.size;
      if (size > TOTAL_SIZE) issues.push({ path, message: TOO_LARGE });
      return [compiled];
    }),
  );
  return { patterns, issues };
}

const TOO_LARGE =
  "with this one the plan's patterns are too large to match quickly; expected fewer, or fewer repetitions.";

function tryPattern(source: string | number): MilestonePattern | { message: string } {
  try {
    return compilePattern(source);
  } catch (error) {
    return {
      message: `the pattern "${cutWord(String(source))}" can't be used: ${error instanceof Error ? error.message : String(error)}.`,
    };
  }
}
