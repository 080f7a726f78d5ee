// What is wrong with a plan, in words: what was found, what was expected, and a guess at what was meant.
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";

/** `path` leads to the value; the message has no position, which is the parser's. */
export type Issue = { path: (string | number)[]; message: string; atKey?: boolean };

type ZodIssue = z.core.$ZodIssue;

export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const near = closest(word.toLowerCase(), [...known]);
  return distance(word.toLowerCase(), near) <= Math.max(2, Math.floor(near.length / 3))
    ? ` Did you mean "${near}"?`
    : "";
}

export const unknownWord = (what: string, word: string, known: readonly string[]): string =>
  `"${word.slice(0, 60)}" is no ${what}.${didYouMean(word, known)} Expected one of: ${known.join(", ")}.`;

export function unknownKey(key: string, known: readonly string[]): string {
  return `unknown key "${key.slice(0, 60)}".${didYouMean(key, known)} Known here: ${known.join(", ")}.`;
}

/** `input` is the value that was found. */
export function found(input: unknown): string {
  if (input === undefined) return "nothing";
  if (input === null) return "null (an empty value)";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a mapping";
  return `${typeof input === "string" ? "" : `the ${typeof input} `}${JSON.stringify(input).slice(0, 80)}`;
}

const KINDS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

/** One issue of zod's as one or more of ours; unknown keys come one by one. */
export function issuesOf(issue: ZodIssue, known: readonly string[] = []): Issue[] {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known), atKey: true }));
  return [{ path, message: describe(issue) }];
}

function describe(issue: ZodIssue): string {
  const input = found(issue.input);
  switch (issue.code) {
    case "invalid_type":
      return `expected ${KINDS[issue.expected] ?? issue.expected}, found ${input}.${quoteHint(issue.expected, issue.input)}`;
    case "invalid_value":
      return typeof issue.input === "string"
        ? unknownWord("known value", issue.input, issue.values.map(String))
        : `expected ${issue.values.map(String).join(", ")}, found ${input}.`;
    case "too_big":
      return `too ${issue.origin === "array" ? "many" : "large"}: at most ${issue.maximum} ${unit(issue.origin)}.`;
    case "too_small":
      return `too ${issue.origin === "array" ? "few" : "small"}: at least ${issue.minimum} ${unit(issue.origin)}.`;
    case "invalid_union":
      return `expected a text or a number, found ${input}.`;
    default:
      return `${issue.message}, found ${input}.`;
  }
}

const unit = (origin: string): string => ({ string: "characters", array: "items" })[origin] ?? "as a value";

const quoteHint = (expected: string, input: unknown): string =>
  expected === "string" && (typeof input === "number" || typeof input === "boolean")
    ? ` Put it in quotes: "${input}".`
    : "";
