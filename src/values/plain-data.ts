// Plain data as JSON that comes back exactly: dates, maps, texts of several lines, keys in order.
import { isDate, isMap } from "node:util/types";

/** `encodePlain` writes a key of the data's own that begins so with one more. */
const SIGN = "$";

/** Equal data give equal text. Throws a `TypeError` that names the place of what is no plain data. */
export const plainText = (value: unknown): string => `${JSON.stringify(encodePlain(value, ""), null, 2)}\n`;

/** Throws a `SyntaxError` for what is no JSON, and a `TypeError` with the place for what `plainText` never writes. */
export const parsePlain = (text: string): unknown => decodePlain(JSON.parse(text), "");

const expected = (at: string, what: string, found: string): TypeError =>
  new TypeError(`${at === "" ? "the file" : at}: expected ${what}, found ${found}`);

/** Where something is, as `items[3].title`. */
export const placeAt = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((at, step) => (typeof step === "number" ? `${at}[${step}]` : keyAt(at, String(step))), "");

const keyAt = (at: string, key: string): string => (at === "" ? key : `${at}.${key}`);

function encodePlain(value: unknown, at: string): unknown {
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return value;
  if (typeof value === "string") return value.includes("\n") ? { $lines: value.split("\n") } : value;
  if (isDate(value) && !Number.isNaN(value.getTime())) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map((each, index) => encodePlain(each, `${at}[${index}]`));
  if (isMap(value)) return { $map: encodePlain([...value], at) };
  if (!isRecord(value)) throw expected(at, "plain data", nameOf(value));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key.startsWith(SIGN) ? SIGN + key : key, encodePlain(each, keyAt(at, key))]),
  );
}

function decodePlain(value: unknown, at: string): unknown {
  if (Array.isArray(value)) return value.map((each, index) => decodePlain(each, `${at}[${index}]`));
  if (!isRecord(value)) return value;
  const [[key, inner] = [], second] = Object.entries(value);
  if (key === "$date" && second === undefined) return dateOf(inner, at);
  if (key === "$lines" && second === undefined) return linesOf(inner, at);
  if (key === "$map" && second === undefined) return mapOf(decodePlain(inner, at), at);
  return Object.fromEntries(
    Object.entries(value).map(([each, own]) => [plainKey(each, at), decodePlain(own, keyAt(at, each))]),
  );
}

function plainKey(key: string, at: string): string {
  if (key.startsWith(SIGN) && !key.startsWith(SIGN + SIGN))
    throw expected(at, "$date, $lines or $map on its own", JSON.stringify(key));
  return key.startsWith(SIGN) ? key.slice(1) : key;
}

function dateOf(written: unknown, at: string): Date {
  const date = new Date(typeof written === "string" ? written : Number.NaN);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== written)
    throw expected(at, "a date such as 2026-03-01T12:00:00.000Z", JSON.stringify(written));
  return date;
}

function linesOf(written: unknown, at: string): string {
  if (Array.isArray(written) && written.every((line) => typeof line === "string")) return written.join("\n");
  throw expected(at, "lines of text", JSON.stringify(written));
}

function mapOf(entries: unknown, at: string): Map<unknown, unknown> {
  const isEntry = (each: unknown): each is [unknown, unknown] => Array.isArray(each) && each.length === 2;
  if (Array.isArray(entries) && entries.every(isEntry)) return new Map(entries);
  throw expected(at, "entries of a map", JSON.stringify(entries));
}

/** Neither a class's nor a list. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const nameOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? value.constructor.name : String(value);
