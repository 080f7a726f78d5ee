// Pull requests that share a head commit share its check: the strictest verdict stands, and the summary lists them all.
import { BODY_LIMIT, cut } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";
import { type CheckText, checkTitle } from "./check-text.ts";

export type JudgedPull = { pull: { number: number; title: string; base: string }; text: CheckText };

/** The verdict that counts for all, and a note in Markdown that lists them; null where there is only one. */
export type SharedVerdict = { text: CheckText; note: string | null };

const STRICTEST_FIRST = ["action_required", "neutral", "success"] as const;

type Words = { heading: string; intro: string };

const SHARED: Words = {
  heading: "Shared with",
  intro: "These open pull requests have the same head commit, so they share this check; the strictest verdict stands.",
};

/** `judged` holds at least one; ties go to the lowest number, so that the order of reading does not matter. */
export function strictestOf(judged: readonly JudgedPull[], { heading, intro } = SHARED): SharedVerdict {
  const [first, ...others] = judged.toSorted((a, b) => rank(a.text) - rank(b.text) || a.pull.number - b.pull.number);
  if (first === undefined) throw new RangeError("a check needs at least one pull request");
  if (others.length === 0) return { text: first.text, note: null };
  const list = [first, ...others].map(
    ({ pull, text }) =>
      `- #${pull.number} ${escapeText(pull.title)} (into ${escapeText(pull.base)}): ${escapeText(checkTitle(text))}`,
  );
  return { text: first.text, note: cut(`### ${heading}\n\n${intro}\n\n${list.join("\n")}`, BODY_LIMIT / 2) };
}

const rank = ({ conclusion }: CheckText): number => STRICTEST_FIRST.indexOf(conclusion);
