// Which milestones belong to a phase: titles by glob or regular expression, or numbers.
import { RE2JS } from "re2js";

/** A pattern as written, and compiled. RE2 takes linear time, so no pattern can hang a worker. */
export type MilestonePattern = {
  source: string | number;
  matches(milestone: { number: number; title: string }): boolean;
};

const REGEX = /^\/(.*)\/([A-Za-z]*)$/s;

/** Throws where `patternProblem` names a problem. */
export function compilePattern(source: string | number): MilestonePattern {
  if (typeof source === "number") return { source, matches: ({ number }) => number === source };
  const [, body, flags] = REGEX.exec(source) ?? [];
  const compiled = body === undefined ? compileGlob(source) : compileRegex(body, flags ?? "");
  return { source, matches: ({ title }) => compiled.matcher(title).find() };
}

/** `*` is any text and `?` any character; the whole title, in any case. */
export function compileGlob(glob: string): RE2JS {
  const body = glob.replace(/[*?]|[^*?]+/g, (part) => (part === "*" ? ".*" : part === "?" ? "." : RE2JS.quote(part)));
  return RE2JS.compile(`^(?:${body})$`, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
}

function compileRegex(body: string, flags: string): RE2JS {
  if (flags !== "" && flags !== "i") throw new Error(`the flags "${flags}" are not known; the only one is "i"`);
  return RE2JS.compile(body, flags === "i" ? RE2JS.CASE_INSENSITIVE : 0);
}

/** Why the pattern can't be used; null when it can. */
export function patternProblem(source: string | number): string | null {
  try {
    compilePattern(source);
    return null;
  } catch (error) {
    return `this pattern can't be used: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
