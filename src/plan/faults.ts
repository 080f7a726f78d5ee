// What a plan refuses though it is YAML: nesting without end, keys that are set twice, aliases that lead nowhere.
import {
  type Alias,
  type Document,
  isPair,
  isScalar,
  Lexer,
  type LineCounter,
  Parser,
  type Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import { cutWord } from "../values/expected.ts";

/** `offset` counts characters from the file's beginning. */
export type Fault = { offset: number; message: string };

/** In the parser's terms, where a mapping in a list counts several; a plan needs some twenty. */
const DEPTH_LIMIT = 100;
/** Aliases are of use in a plan, but must not multiply it: https://en.wikipedia.org/wiki/Billion_laughs_attack */
export const ALIAS_LIMIT = 20;

/** Looked for first, because what walks the nested values does so by recursion. Tells `lines` where each line begins. */
export function tooDeep(text: string, lines: LineCounter): Fault | null {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new Lexer().lex(text)) {
    for (const _token of parser.next(lexeme));
    if (parser.stack.length > DEPTH_LIMIT)
      return { offset: parser.offset, message: "nested too deeply; a plan has a few levels." };
  }
  return null;
}

/** `lineOf` turns an offset into a line. */
export function documentFaults(document: Document, lineOf: (offset: number) => number): Fault[] {
  const faults: Fault[] = [];
  const aliases: Alias[] = [];
  visit(document, {
    Scalar: (_key, scalar, parents) => void faults.push(...changedTitle(scalar, parents)),
    Map: (_key, map) => void faults.push(...repeatedKeys(map, lineOf)),
    Alias: (_key, alias) => void aliases.push(alias),
  });
  return [...faults, ...brokenAliases(document, aliases)];
}

/** YAML reads 2.0 as 2, which would pin the milestone with that number in silence. */
function changedTitle({ value, source, range }: Scalar, parents: Parents): Fault[] {
  const pair = parents.at(-2);
  const isMilestone = isPair(pair) && isScalar(pair.key) && pair.key.value === "milestones";
  if (!isMilestone || typeof value !== "number" || source === undefined || source === String(value)) return [];
  const message = `YAML reads ${cutWord(source)} as the number ${value}; put a title in quotes: "${cutWord(source)}".`;
  return [{ offset: range?.[0] ?? 0, message }];
}

type Parents = readonly unknown[];

function repeatedKeys({ items }: YAMLMap, lineOf: (offset: number) => number): Fault[] {
  const seen = new Map<unknown, number>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const [offset, first] = [key.range?.[0] ?? 0, seen.get(key.value)];
    if (first === undefined) {
      seen.set(key.value, offset);
      return [];
    }
    return [
      {
        offset,
        message: `the key "${cutWord(String(key.value))}" is set on line ${lineOf(first)} already; keep one of them.`,
      },
    ];
  });
}

function brokenAliases(document: Document, aliases: readonly Alias[]): Fault[] {
  const extra = aliases[ALIAS_LIMIT];
  if (extra !== undefined)
    return [{ offset: offsetOf(extra), message: `found more than ${ALIAS_LIMIT} aliases; write the values out.` }];
  return aliases
    .filter((alias) => alias.resolve(document) === undefined)
    .map((alias) => ({
      offset: offsetOf(alias),
      message: `the alias "*${cutWord(alias.source)}" has no anchor "&${cutWord(alias.source)}" before it.`,
    }));
}

const offsetOf = ({ range }: Alias): number => range?.[0] ?? 0;
