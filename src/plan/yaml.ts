// From a file's text to the value that it holds, and from a path in that value back to its line.
import {
  type Alias,
  type Document,
  isMap,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type YAMLError,
} from "yaml";
import type { Issue } from "./messages.ts";

/** Line and column count from 1; `path` is the key's, as `phases[0].id`, and "" for the file as a whole. */
export type Problem = { line: number; column: number; path: string; message: string };

export type YamlFile = { value: unknown; locate(issue: Issue): Problem };

export type Invalid = { kind: "invalid"; problems: Problem[] };

export const invalid = (problems: Problem[]): Invalid => ({
  kind: "invalid",
  problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, PROBLEM_LIMIT),
});

const PROBLEM_LIMIT = 50;
/** In bytes. A plan of this size has some thousand lines. */
const SIZE_LIMIT = 65_536;
/** Aliases are of use in a plan, but must not multiply it: https://en.wikipedia.org/wiki/Billion_laughs_attack */
const ALIAS_LIMIT = 20;

const wholeFile = (message: string): Invalid => invalid([{ line: 1, column: 1, path: "", message }]);

/** Never throws. Null stands for a file that is no text; an empty file holds no more than its version. */
export function readYaml(text: string | null): { kind: "read"; file: YamlFile } | Invalid {
  if (text === null || text.includes("\0")) return wholeFile("the file is not text; expected YAML in UTF-8.");
  const size = new TextEncoder().encode(text).length;
  if (size > SIZE_LIMIT) return wholeFile(`the file has ${size} bytes; expected ${SIZE_LIMIT} at most.`);
  try {
    return readDocument(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // The parser walks nested values by recursion, and so runs out of stack before anything else.
    if (error instanceof RangeError) return wholeFile("the file is nested too deeply; a plan has a few levels.");
    return wholeFile(`the file's aliases refer to each other or to themselves too often; write the values out.`);
  }
}

function readDocument(text: string): { kind: "read"; file: YamlFile } | Invalid {
  const lines = new LineCounter();
  const at = positionIn(lines);
  const documents = parseAllDocuments(text, { ...YAML_OPTIONS, lineCounter: lines });
  if (!Array.isArray(documents)) return read({ version: 1 }, () => at(0));
  const [document, second] = documents;
  if (document === undefined) return read({ version: 1 }, () => at(0));
  if (second !== undefined)
    return invalid([{ ...at(second.range[0]), path: "", message: "a second YAML document begins; expected one." }]);
  const errors = [...document.errors, ...document.warnings].map((error) => ({
    ...at(error.pos[0]),
    path: "",
    message: inWords(error),
  }));
  if (errors.length > 0) return invalid(errors);
  const aliases = brokenAliases(document).map(({ node, message }) => ({
    ...at(node.range?.[0] ?? 0),
    path: "",
    message,
  }));
  if (aliases.length > 0) return invalid(aliases);
  const value: unknown = document.toJS({ maxAliasCount: ALIAS_LIMIT });
  return read(value ?? { version: 1 }, (issue) => at(offsetOf(document, issue)));
}

const YAML_OPTIONS = {
  version: "1.2",
  schema: "core",
  strict: true,
  stringKeys: true,
  uniqueKeys: true,
  prettyErrors: false,
  logLevel: "silent",
} as const;

const read = (value: unknown, position: (issue: Issue) => Position): { kind: "read"; file: YamlFile } => ({
  kind: "read",
  file: {
    value,
    locate(issue) {
      const path = pathText(issue.path);
      return { ...position(issue), path, message: path === "" ? issue.message : `${path}: ${issue.message}` };
    },
  },
});

type Position = Pick<Problem, "line" | "column">;

const positionIn =
  (lines: LineCounter) =>
  (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

const WORDS: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "this key is set twice in one mapping; keep one of them.",
  NON_STRING_KEY: "expected a plain word as a key.",
  TAB_AS_INDENT: "found a tab; YAML is indented with spaces only.",
};

const inWords = ({ code, message }: YAMLError | Document["warnings"][number]): string =>
  WORDS[code] ?? `not YAML: ${message.split("\n", 1)[0]}`;

function brokenAliases(document: Document): { node: Alias; message: string }[] {
  const aliases: Alias[] = [];
  visit(document, {
    Alias(_key, node) {
      aliases.push(node);
      return aliases.length > ALIAS_LIMIT ? visit.BREAK : undefined;
    },
  });
  const last = aliases.at(-1);
  if (aliases.length > ALIAS_LIMIT && last !== undefined)
    return [{ node: last, message: `found more than ${ALIAS_LIMIT} aliases; write the values out.` }];
  return aliases
    .filter((node) => node.resolve(document) === undefined)
    .map((node) => ({ node, message: `the alias "*${node.source}" has no anchor "&${node.source}" before it.` }));
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
  const parent = document.getIn(path.slice(0, -1), true);
  if (path.length === 0 || !isMap(parent)) return null;
  const key = parent.items.map((pair) => pair.key).find((each) => isScalar(each) && each.value === path.at(-1));
  return isScalar(key) ? (key.range?.[0] ?? null) : null;
}
