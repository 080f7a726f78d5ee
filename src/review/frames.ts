// The parts of a review's body that the app writes over again and again, between markers: where it stands, and the evidence.
import { FIRST_SECTION } from "./checklist.ts";

/** `inner` is null where the part is not there yet; then it belongs between `before` and `after`. */
export type FramedBody = { before: string; inner: string | null; after: string };

const STANDING = { begin: "<!-- milegate:standing -->", end: "<!-- milegate:standing-end -->" } as const;
const EVIDENCE = { begin: "<!-- milegate:evidence -->", end: "<!-- milegate:evidence-end -->" } as const;

/** The app's markers at the top, but those of the parts. */
const HEAD = /^(?:<!-- milegate:(?!standing|evidence)[^>]*-->\s*)*/;

export const standingIn = (body: string): FramedBody => partOf(body, STANDING, endOfHead(body), nextOf(body));

export function evidenceIn(body: string): FramedBody {
  const standing = body.indexOf(STANDING.end);
  return partOf(body, EVIDENCE, standing === -1 ? endOfHead(body) : standing + STANDING.end.length, sectionsIn(body));
}

/** Where somebody took one of the two markers out, the text between `from` or `to` and the other is the part. */
function partOf(body: string, { begin, end }: Record<"begin" | "end", string>, from: number, to: number): FramedBody {
  const [first, last] = [body.indexOf(begin), body.indexOf(end)];
  if (first === -1 && last === -1) return { before: body.slice(0, from), inner: null, after: body.slice(from) };
  const start = first === -1 ? from : first;
  const inside = first === -1 ? from : first + begin.length;
  const stop = last === -1 ? to : last;
  if (stop < inside) return { before: body.slice(0, from), inner: null, after: body.slice(from) };
  const rest = last === -1 ? stop : last + end.length;
  return { before: body.slice(0, start), inner: body.slice(inside, stop).trim(), after: body.slice(rest) };
}

const endOfHead = (body: string): number => HEAD.exec(body)?.[0].length ?? 0;

/** -1 where somebody took the heading out. */
const sectionsIn = (body: string): number => body.indexOf(`\n\n${FIRST_SECTION}\n`);

const nextOf = (body: string): number =>
  body.includes(EVIDENCE.begin) ? body.indexOf(EVIDENCE.begin) : sectionsIn(body);

const framed = ({ begin, end }: Record<"begin" | "end", string>, text: string): string => `${begin}\n${text}\n${end}`;

export const framedStanding = (text: string): string => framed(STANDING, text);
export const framedEvidence = (text: string): string => framed(EVIDENCE, text);

/** With another text in the part, which is set apart from what is around it. */
export function withPart({ before, after }: FramedBody, part: string): string {
  const [above, below] = [before.trimEnd(), after.trimStart()];
  return [above, part, below].filter((each) => each !== "").join("\n\n");
}
