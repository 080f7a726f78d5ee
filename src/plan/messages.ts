// What is wrong with a plan, in words: what was found, what was expected, and a guess at what was meant.
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { cutWord, expectedWords, foundWords } from "../values/expected.ts";

/** `path` leads to the value, or with `atKey` to its key; where that stands in the file is for `yaml.ts` to say. */
export type ZodProblem = { path: (string | number)[]; message: string; atKey?: boolean };

/** More names than this don't help anybody to choose. */
const LONGEST_LIST = 15;

const listed = (intro: string, known: readonly string[]): string =>
  known.length > 0 && known.length <= LONGEST_LIST ? ` ${intro} ${known.join(", ")}.` : "";

function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const lower = cutWord(word).toLowerCase();
  const near = closest(lower, [...known]);
  return distance(lower, near) <= Math.max(2, Math.floor(near.length / 3)) ? ` Did you mean "${near}"?` : "";
}

export const unknownWord = (what: string, word: string, known: readonly string[]): string =>
  `"${cutWord(word)}" is no ${what}.${didYouMean(word, known)}${listed("Expected one of:", known)}`;

const MERGE_KEY = "merge keys (`<<`) are no part of YAML 1.2; write the keys out, or use an alias for a whole value.";

export const unknownKey = (key: string, known: readonly string[]): string =>
  key === "<<" ? MERGE_KEY : `unknown key "${cutWord(key)}".${didYouMean(key, known)}${listed("Known here:", known)}`;

const KINDS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

/** The words for zod's issues, where the schema has none of its own. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `${expectedWords(KINDS[issue.expected] ?? issue.expected, issue.input)}${quoteHint(issue)}`;
    case "invalid_value":
      return typeof issue.input === "string" && issue.values.every((value) => typeof value === "string")
        ? unknownWord("known value", issue.input, issue.values.map(String))
        : expectedWords(issue.values.map(String).join(" or "), issue.input);
    case "invalid_key":
      return `the name ${foundWords(issue.input)} can't be used; expected a text of 1 to 200 characters.`;
    case "too_big":
      return outOfBounds(issue, "at most", issue.maximum);
    case "too_small":
      return outOfBounds(issue, "at least", issue.minimum);
    default:
      return undefined;
  }
}

type Sized = { origin: string; input?: unknown };

function outOfBounds({ origin, input }: Sized, bound: string, limit: number | bigint): string {
  const of = (noun: string, length: number) =>
    `expected ${bound} ${limit} ${noun}${Number(limit) === 1 ? "" : "s"}, found ${length}.`;
  if (origin === "string") return of("character", String(input).length);
  return Array.isArray(input) ? of("item", input.length) : expectedWords(`${bound} ${limit}`, input);
}

/** YAML takes a bare 2024, true or 1.10 for something else than a text; what was written is not known here any more. */
const quoteHint = ({ expected: kind, input }: { expected?: unknown; input?: unknown }): string =>
  kind === "string" && (typeof input === "number" || typeof input === "boolean") ? " Put it in quotes." : "";

/** One issue of zod's as one or more of ours: unknown keys come one by one. `known` are the keys at its place. */
export function planIssues(issue: z.core.$ZodIssue, known: readonly string[]): ZodProblem[] {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  const meant = issue.code === "invalid_union" ? meantBranch(issue.errors) : null;
  if (meant !== null) return meant.flatMap((each) => planIssues({ ...each, path: [...path, ...each.path] }, known));
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known), atKey: true }));
  const atKey = issue.code === "custom" && issue.params?.["atKey"] === true;
  return [{ path, message: issue.message, atKey }];
}

/** What is wrong with the one form of several whose kind was found: with a mapping's keys where a text or a mapping may be. */
function meantBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const fitting = branches.filter((issues) =>
    issues.every(({ code, path }) => code !== "invalid_type" || path.length > 0),
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
