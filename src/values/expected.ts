// Messages for invalid values: what was expected, and what was found.

const LONGEST_WORD = 60;

export const cutWord = (word: string): string =>
  word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD)}…` : word;

/** `input` is the value that was found. */
export function foundWords(input: unknown): string {
  if (input === undefined) return "nothing";
  if (input === null) return "null (an empty value)";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a mapping";
  return typeof input === "string" ? JSON.stringify(cutWord(input)) : `the ${typeof input} ${cutWord(String(input))}`;
}

export const expectedWords = (what: string, input: unknown): string => `expected ${what}, found ${foundWords(input)}.`;

/** The error option of a zod schema: says what was expected. */
export const expectedValue = (what: string) => ({
  error: ({ input }: { input?: unknown }): string => expectedWords(what, input),
});
