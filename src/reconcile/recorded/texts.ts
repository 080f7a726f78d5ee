// What is left of texts on GitHub in a recorded case: what decides, with "…" in place of people's words.
import { tasksBelow, tasksOf } from "../../markdown/tasks.ts";

export const CUT_TEXT = "…";

const MARKER = /<!-- milegate:([a-z][a-z-]*)\s[^>\n]*>?/g;

/** The app's markers in a text, in their order. */
export const markersOf = (text: string): string[] => [...text.matchAll(MARKER)].map(([marker]) => marker);

/** Each where it was, at the beginning of a line or behind words. */
export const markersOnly = (text: string): string => rewriteMarkers(text, (marker) => marker);

/** Without the values, which are anybody's where the app did not write them. */
export const markerKindsOnly = (text: string): string =>
  rewriteMarkers(text, (_marker, kind) => `<!-- milegate:${kind} -->`);

/** Everything else is cut. */
export function rewriteMarkers(text: string, render: (marker: string, kind: string) => string): string {
  let [rest, at] = ["", 0];
  for (const found of text.matchAll(MARKER)) {
    const [marker, kind = ""] = found;
    rest += cutWords(text.slice(at, found.index)) + render(marker, kind);
    at = found.index + marker.length;
  }
  return rest + cutWords(text.slice(at));
}

/** Line ends around the words stay: whether a marker has its line for itself decides. */
const cutWords = (words: string): string => words.replace(/\S(?:[\s\S]*\S)?/, CUT_TEXT);

/** The tasks of a text without its words. One that is too costly to read for tasks stays so. */
export function tasksOnly(text: string): string {
  const tasks = tasksOf(text);
  if (tasks === null) return text.replaceAll(/[^[\]>\s-]/g, "x");
  const open = tasks.open.map((_words, at) => `- [ ] Task ${at + 1}`);
  return [...Array.from({ length: tasks.done }, () => `- [x] ${CUT_TEXT}`), ...open].join("\n");
}

const REVIEW_HEADING = "## Review";
const STAYS = /^(?:## (?:Review|Decide|Plan|Communicate)|---|)\s*$/;

/** Of a boundary review or a dashboard: markers, headings of sections, and the boxes below the first, whose words are cut. */
export function ownIssueOnly(body: string): string {
  const text = body.replaceAll("\r\n", "\n");
  const boxes = boxesBelowReview(text);
  const lines = markersOnlyByLine(text).flatMap((line) =>
    line.trim() === REVIEW_HEADING ? [line, "", ...boxes] : [line],
  );
  const kept = lines.join("\n").replaceAll(/…(?:\n+…)+/g, CUT_TEXT);
  return body.includes("\r\n") ? kept.replaceAll("\n", "\r\n") : kept;
}

const markersOnlyByLine = (text: string): string[] =>
  text.split("\n").map((line) => (STAYS.test(line) ? line : markersOnly(line).trim()));

function boxesBelowReview(text: string): string[] {
  const tasks = tasksBelow(text, "Review");
  if (tasks === null) return [];
  return [
    ...Array.from({ length: tasks.done }, () => `- [x] ${CUT_TEXT}`),
    ...tasks.open.map(() => `- [ ] ${CUT_TEXT}`),
  ];
}

/** https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ */
const TOKEN =
  /\b(?:gh[a-z]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+)|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)/g;
const ADDRESS = /\bhttps?:\/\/[^\s<>"')\]]+/g;

/** Without tokens, and without what an address may carry one in: credentials and parameters. */
export const withoutSecrets = (text: string): string => text.replace(ADDRESS, plainAddress).replace(TOKEN, CUT_TEXT);

const plainAddress = (address: string): string =>
  address.replace(/^(https?:\/\/)[^/?#]*@/, "$1").replace(/\?[^#]*/, "");
