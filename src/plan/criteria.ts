// Reads an exit criterion as a plan writes it: a bare name, or a name with options.
import { type CriterionName, type CriterionUse, criteria } from "../criteria/index.ts";
import { cutWord } from "../values/expected.ts";
import { describeIssue, planIssues, unknownWord, type ZodProblem } from "./messages.ts";

/** The criterion that was written, or what is wrong with it, with paths below it. */
export function readCriterion(
  written: string | Record<string, unknown>,
): { use: CriterionUse } | { issues: ZodProblem[] } {
  const entries: [string, unknown][] = typeof written === "string" ? [[written, {}]] : Object.entries(written);
  const [name, options] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined)
    return { issues: [{ path: [], message: notOne(entries.map(([key]) => key)) }] };
  const below = typeof written === "string" ? [] : [name];
  if (!isCriterion(name)) {
    const message = unknownWord("exit criterion", name, Object.keys(criteria));
    return { issues: [{ path: below, message, atKey: true }] };
  }
  const { schema, optionNames } = criteria[name];
  const read = schema.safeParse(options, { reportInput: true, error: describeIssue });
  if (read.success) return { use: { name, options: read.data } as CriterionUse };
  const issues = read.error.issues.flatMap((issue) => planIssues(issue, optionNames));
  return { issues: issues.map((issue) => ({ ...issue, path: [...below, ...issue.path] })) };
}

const notOne = (keys: string[]): string =>
  `expected one criterion an item, as \`name\` or \`name: {options}\`, found ${keys.length === 0 ? "none" : `the keys ${cutWord(keys.join(", "))}`}.${keys.length > 1 ? " Options stand below the name, indented." : ""}`;

const isCriterion = (name: string): name is CriterionName => Object.hasOwn(criteria, name);
