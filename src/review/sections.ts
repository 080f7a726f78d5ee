// The parts of a review's body that the app writes to after it was opened: what it adds to a section, once.
import { cutLines } from "../markdown/cut.ts";

/** What was added is known again by a marker before it; items that people take out stay out. */
export type Addition = { section: "Plan"; mark: string; intro: string; items: readonly string[] };

/** In bytes. */
const ADDED_LIMIT = 10_000;
/** What GitHub takes, in characters, without the line that says how many are missing. */
const BODY_LIMIT = 65_400;
/** Beyond, a question that the plan has got is left out: there has to be room for where the review stands, and for answers. */
const ASKED_LIMIT = 55_000;

const markerOf = (mark: string): string => `<!-- milegate:${mark} -->`;

export const hasAddition = (body: string, mark: string): boolean => body.includes(markerOf(mark));

/** The body's lines, and the one before which the section ends; the last where there is no such section. */
function sectionEnd(body: string, section: string): { lines: string[]; end: number } {
  const lines = body.split("\n");
  const heading = lines.findIndex((line) => line.trim() === `## ${section}`);
  const next = lines.findIndex((line, at) => at > heading && /^(## |---\s*$)/.test(line));
  return { lines, end: heading === -1 || next === -1 ? lines.length : next };
}

/** More items at the end of a section's list, as far as there is room. Markdown. */
export function withItems(body: string, section: string, items: readonly string[]): string {
  const room = ASKED_LIMIT - body.length;
  const list = items.map((item) => `- [ ] ${item}`);
  const added = list.filter((_item, at) => list.slice(0, at + 1).join("\n").length < room);
  if (added.length === 0) return body;
  const { lines, end } = sectionEnd(body, section);
  const before = lines.slice(0, end).join("\n").trimEnd();
  return [before, ...added, "", ...lines.slice(end)].join("\n").trimEnd();
}

/**
 * At the end of its section, or of the body where somebody took the section's heading out. Where people's own words leave
 * less room there are fewer items, and nothing at all where there is none.
 */
export function withAddition(body: string, { section, mark, intro, items }: Addition): string {
  const head = [markerOf(mark), intro].join("\n");
  const room = BODY_LIMIT - body.length - head.length;
  if (hasAddition(body, mark) || room < 0) return body;
  const { lines, end } = sectionEnd(body, section);
  const list = cutLines(
    items.map((item) => `- [ ] ${item}`),
    Math.min(ADDED_LIMIT, room),
    (missing) => `- [ ] and ${missing} more`,
  );
  const before = lines.slice(0, end).join("\n").trimEnd();
  const added = [head, ...(list.length > 0 ? ["", ...list] : [])].join("\n");
  return [before, "", added, "", ...lines.slice(end)].join("\n").trimEnd();
}
