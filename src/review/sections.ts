// The parts of a review's body that the app writes to after it was opened: what it adds to a section, once.
import { cutLines } from "../markdown/cut.ts";

/** What was added is known again by a marker before it; items that people take out stay out. */
export type Addition = { section: "Plan"; mark: string; intro: string; items: readonly string[] };

/** In bytes; a body takes 65,536 characters in all. */
const ADDED_LIMIT = 10_000;

const markerOf = (mark: string): string => `<!-- milegate:${mark} -->`;

export const hasAddition = (body: string, mark: string): boolean => body.includes(markerOf(mark));

/** At the end of its section, or of the body where somebody took the section's heading out. */
export function withAddition(body: string, { section, mark, intro, items }: Addition): string {
  if (hasAddition(body, mark)) return body;
  const lines = body.split("\n");
  const heading = lines.findIndex((line) => line.trim() === `## ${section}`);
  const next = lines.findIndex((line, at) => at > heading && /^(## |---\s*$)/.test(line));
  const end = heading === -1 || next === -1 ? lines.length : next;
  const list = cutLines(
    items.map((item) => `- [ ] ${item}`),
    ADDED_LIMIT,
    (missing) => `- [ ] and ${missing} more`,
  );
  const before = lines.slice(0, end).join("\n").trimEnd();
  const added = [markerOf(mark), intro, ...(list.length > 0 ? ["", ...list] : [])].join("\n");
  return [before, "", added, "", ...lines.slice(end)].join("\n").trimEnd();
}
