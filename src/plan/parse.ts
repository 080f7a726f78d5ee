// From a file's text to a plan, or to everything that is wrong with it, line by line.
import { type Document, isMap, isPair, isScalar, LineCounter, parseAllDocuments, type YAMLError } from "yaml";
import { BUILTIN_PHASES } from "./builtin.ts";
import { knownKeys } from "./keys.ts";
import { type Issue, issuesOf } from "./messages.ts";
import { normalise } from "./normalise.ts";
import type { Plan } from "./plan.ts";
import { brokenRules } from "./rules.ts";
import { planFile } from "./schema.ts";

/** Line and column count from 1. */
export type Problem = { line: number; column: number; message: string };

export type ParsedPlan = { kind: "valid"; plan: Plan } | { kind: "invalid"; problems: Problem[] };

/** A plan of 64 KiB is some thousand lines; more is not a plan. */
const SIZE_LIMIT = 65_536;
const PROBLEM_LIMIT = 50;
/** Anchors are of use in a plan, but each alias must not multiply the file: https://en.wikipedia.org/wiki/Billion_laughs_attack */
const ALIAS_LIMIT = 20;

const invalid = (problems: Problem[]): ParsedPlan => ({ kind: "invalid", problems });
const atStart = (message: string): ParsedPlan => invalid([{ line: 1, column: 1, message }]);

/** Never throws; null stands for a file that is no text. */
export function parsePlan(text: string | null): ParsedPlan {
  if (text === null || text.includes("\0")) return atStart("the file is not text; expected YAML in UTF-8.");
  if (text.length > SIZE_LIMIT)
    return atStart(`the file has ${text.length} characters; expected ${SIZE_LIMIT} at most.`);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ""), {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const document = Array.isArray(documents) ? documents[0] : undefined;
  if (document === undefined) return parseValue({ version: 1 }, () => 0, lines);
  if (Array.isArray(documents) && documents.length > 1)
    return atStart("the file holds several YAML documents; expected one.");
  if (document.errors.length > 0)
    return invalid(document.errors.slice(0, PROBLEM_LIMIT).map((error) => yamlProblem(error, lines)));
  const value = plainValue(document);
  if (value === TOO_MANY_ALIASES)
    return atStart(`the file uses more than ${ALIAS_LIMIT} aliases; write the values out.`);
  return parseValue(value ?? { version: 1 }, (issue) => offsetOf(document, issue), lines);
}

const TOO_MANY_ALIASES = Symbol("too many aliases");

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIAS_LIMIT });
  } catch {
    return TOO_MANY_ALIASES;
  }
}

function yamlProblem({ pos, message }: YAMLError, lines: LineCounter): Problem {
  const { line, col } = lines.linePos(pos[0]);
  return { line: Math.max(1, line), column: Math.max(1, col), message: `not YAML: ${message.split("\n", 1)[0]}` };
}

function parseValue(value: unknown, offset: (issue: Issue) => number, lines: LineCounter): ParsedPlan {
  const checked = check(value);
  if ("plan" in checked) return { kind: "valid", plan: checked.plan };
  const problems = checked.issues.map((issue) => {
    const { line, col } = lines.linePos(offset(issue));
    const place = issue.path.length === 0 ? "" : `${pathText(issue.path)}: `;
    return { line: Math.max(1, line), column: Math.max(1, col), message: place + issue.message };
  });
  return invalid(problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, PROBLEM_LIMIT));
}

function check(value: unknown): { plan: Plan } | { issues: Issue[] } {
  const read = planFile.safeParse(value, { reportInput: true });
  if (!read.success) return { issues: read.error.issues.flatMap((issue) => issuesOf(issue, knownKeys(issue.path))) };
  const phases = read.data.phases ?? planFile.parse({ version: 1, phases: BUILTIN_PHASES }).phases ?? [];
  const file = { ...read.data, phases };
  const issues = brokenRules(file);
  return issues.length > 0 ? { issues } : { plan: normalise(file) };
}

const pathText = (path: readonly (string | number)[]): string =>
  path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");

/** Where the value stands, or its key, or the nearest thing around it that is there. */
function offsetOf(document: Document, { path, atKey }: Issue): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const key = keyOffset(document, path.slice(0, length));
    if (atKey === true && length === path.length && key !== null) return key;
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range))
      return Number(node.range[0]);
    if (key !== null) return key;
  }
  return 0;
}

function keyOffset(document: Document, path: readonly (string | number)[]): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(path.at(-1)),
  );
  return pair !== undefined && isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null;
}
