// From a file's text to the value that it holds, and from a path in that value back to its line.
import { type Document, isMap, isScalar, LineCounter, parseAllDocuments, type YAMLError } from "yaml";
import { cutWord } from "../values/expected.ts";
import { ALIAS_LIMIT, documentFaults, type Fault, tooDeep } from "./faults.ts";
import type { ZodProblem } from "./messages.ts";

/** Line and column count from 1; `path` is the key's, as `phases[0].id`, and "" for the file as a whole. */
export type PlanProblem = { line: number; column: number; path: string; message: string };

export type YamlFile = { value: unknown; locate(issue: ZodProblem): PlanProblem };

export type Invalid = { kind: "invalid"; problems: PlanProblem[] };

export const invalidPlan = (problems: PlanProblem[]): Invalid => ({
  kind: "invalid",
  problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, PROBLEM_LIMIT),
});

/** To place each problem is linear in the file, so a file of nothing but problems is not read to its end. */
export const PROBLEM_LIMIT = 500;
/** In bytes. A plan of this size has some thousand lines. */
const SIZE_LIMIT = 65_536;

const wholeFile = (message: string, line = 1): Invalid => invalidPlan([{ line, column: 1, path: "", message }]);

/** Where bytes are no UTF-8, GitHub hands over this sign. */
const NOT_UTF8 = "found a character that is not UTF-8; save the file as UTF-8.";

/** Never throws. Null stands for a file that is no text; an empty file is an empty mapping. */
export function readYaml(text: string | null): { kind: "read"; file: YamlFile } | Invalid {
  if (text === null || text.includes("\0")) return wholeFile("the file is not text; expected YAML in UTF-8.");
  const size = new TextEncoder().encode(text).length;
  if (size > SIZE_LIMIT) return wholeFile(`the file has ${size} bytes; expected ${SIZE_LIMIT} at most.`);
  return readDocument(text.replace(/^\uFEFF/, ""));
}

function readDocument(text: string): { kind: "read"; file: YamlFile } | Invalid {
  const lines = new LineCounter();
  const position = positionIn(lines);
  const faulty = (faults: Fault[]) =>
    invalidPlan(faults.map(({ offset, message }) => ({ ...position(offset), path: "", message })));
  const foreign = text.indexOf("\uFFFD");
  if (foreign >= 0) return wholeFile(NOT_UTF8, text.slice(0, foreign).split("\n").length);
  const deep = tooDeep(text, lines);
  if (deep !== null) return faulty([deep]);
  const documents = parseAllDocuments(text, YAML_OPTIONS);
  const [document, second] = documents;
  if (second !== undefined)
    return faulty([{ offset: second.range[0], message: "a second YAML document begins; expected one." }]);
  const [stream] = "empty" in documents ? [documents] : documents;
  const errors = [...(stream?.errors ?? []), ...(stream?.warnings ?? [])].map((error) => ({
    offset: error.pos[0],
    message: inWords(error),
  }));
  if (errors.length > 0) return faulty(errors);
  if (document === undefined) return read({}, () => position(0));
  const faults = documentFaults(document, (offset) => lines.linePos(offset).line);
  if (faults.length > 0) return faulty(faults);
  const value = plainValue(document);
  if (value === MULTIPLIED) return wholeFile("the file's aliases multiply what it holds; write the values out.");
  return read(value ?? {}, (issue) => position(offsetOf(document, issue)));
}

const MULTIPLIED = Symbol("multiplied");

/** The parser throws where aliases of aliases would make the value many times the file. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIAS_LIMIT });
  } catch {
    return MULTIPLIED;
  }
}

const YAML_OPTIONS = {
  version: "1.2",
  schema: "core",
  strict: true,
  stringKeys: true,
  // In the parser it takes quadratic time; `faults.ts` looks for keys that are set twice.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

const read = (value: unknown, position: (issue: ZodProblem) => Position): { kind: "read"; file: YamlFile } => ({
  kind: "read",
  file: {
    value,
    locate(issue) {
      const path = pathText(issue.path);
      return { ...position(issue), path, message: path === "" ? issue.message : `${path}: ${issue.message}` };
    },
  },
});

type Position = Pick<PlanProblem, "line" | "column">;

const positionIn =
  (lines: LineCounter) =>
  (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

const WORDS: Partial<Record<YAMLError["code"], string>> = {
  NON_STRING_KEY: "expected a plain word as a key.",
  TAB_AS_INDENT: "found a tab; YAML is indented with spaces only.",
};

const inWords = ({ code, message }: YAMLError | Document["warnings"][number]): string =>
  WORDS[code] ?? `not YAML: ${message.split("\n", 1)[0]}`;

const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${cutWord(step)}`))
    .join("");

/** Where the value stands, or its key, or the nearest thing around it that is there. */
function offsetOf(document: Document, { path, atKey }: ZodProblem): number {
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
  const parent = document.getIn(path.slice(0, -1), true);
  if (path.length === 0 || !isMap(parent)) return null;
  const key = parent.items.map((pair) => pair.key).find((each) => isScalar(each) && each.value === path.at(-1));
  return isScalar(key) ? (key.range?.[0] ?? null) : null;
}
