// Cuts the app's texts to GitHub's size limits, which count bytes for checks and characters for bodies.

/** GitHub's limit for a check's summary, in bytes: https://docs.github.com/en/rest/checks/runs. A body may have 65,536 characters. */
export const BODY_LIMIT = 65_535;

const encoder = new TextEncoder();

export const bytes = (text: string): number => encoder.encode(text).length;

/** The text, or its beginning with `more` at its end, in at most `limit` bytes of UTF-8; never cuts a character in two. */
export function cut(text: string, limit: number = BODY_LIMIT, more = "…"): string {
  if (bytes(text) <= limit) return text;
  const room = new Uint8Array(Math.max(0, limit - bytes(more)));
  const { read } = encoder.encodeInto(text, room);
  return text.slice(0, read) + more;
}

/** The first lines that fit into `limit` bytes, and a last line that says how many are missing. */
export function cutLines(lines: readonly string[], limit: number, rest: (missing: number) => string): string[] {
  let used = 0;
  const fits = lines.findIndex((line) => {
    used += bytes(line) + 1;
    return used > limit;
  });
  return fits === -1 ? [...lines] : [...lines.slice(0, fits), rest(lines.length - fits)];
}
