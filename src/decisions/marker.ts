// The line by which a comment of the app is known as a record: an HTML comment with a kind and values.

/** Values are any text; keys and kinds are the app's own words. */
export type Marker = { kind: string; values: ReadonlyMap<string, string> };

const LINE = /^<!-- milegate:([a-z][a-z-]*)((?: [a-z][a-zA-Z]*=[^\s=<>]*)*) -->(?:\r?\n|$)/;

export function renderMarker({ kind, values }: Marker): string {
  const pairs = [...values].map(([key, value]) => ` ${key}=${encode(value)}`);
  return `<!-- milegate:${kind}${pairs.join("")} -->`;
}

/**
 * Only at the very beginning of a comment, which is never a person's text: whatever the app quotes comes behind words
 * of its own. Null for anything else, a key that comes twice too.
 */
export function parseMarker(body: string): Marker | null {
  const [, kind, pairs] = LINE.exec(body) ?? [];
  if (kind === undefined || pairs === undefined) return null;
  const values = valuesIn(pairs);
  return values === null ? null : { kind, values };
}

/** As a marker writes them, a space before each; null where one is malformed or comes twice. */
export function valuesIn(pairs: string): ReadonlyMap<string, string> | null {
  const entries = pairs
    .split(" ")
    .filter((pair) => pair !== "")
    .map((pair) => pair.split("=", 2));
  const values = new Map<string, string>();
  for (const [key = "", written = ""] of entries) {
    const value = decode(written);
    if (value === null || values.has(key)) return null;
    values.set(key, value);
  }
  return values;
}

/** Two dashes would end the HTML comment for some parsers; a lone surrogate has no encoding at all. */
export const encode = (value: string): string => encodeURIComponent(value.toWellFormed()).replaceAll("--", "%2D%2D");

/** Null for what `encode` never gives. */
export function decode(written: string): string | null {
  try {
    return decodeURIComponent(written);
  } catch {
    return null;
  }
}
