// Pull requests that share a head commit share its check: the strictest verdict stands, and the summary lists them all.
import type { CheckContent } from "../github/model.ts";
import { BODY_LIMIT, bytes, cut } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";
import { fitted } from "./fitted.ts";

export type Judged = { pull: { number: number; title: string; base: string }; content: CheckContent };

const STRICTEST_FIRST = ["action_required", "neutral", "success"] as const;

type Words = { heading: string; intro: string };

const SHARED: Words = {
  heading: "Shared with",
  intro: "These open pull requests have the same head commit, so they share this check; the strictest verdict stands.",
};

/** `judged` holds at least one; ties go to the lowest number, so that the order of reading does not matter. */
export function strictest(judged: readonly Judged[], { heading, intro } = SHARED): CheckContent {
  const [first, ...others] = judged.toSorted(
    (a, b) => rank(a.content) - rank(b.content) || a.pull.number - b.pull.number,
  );
  if (first === undefined) throw new RangeError("a check needs at least one pull request");
  if (others.length === 0) return first.content;
  const list = [first, ...others].map(
    ({ pull, content }) =>
      `- #${pull.number} ${escapeText(pull.title)} (into ${escapeText(pull.base)}): ${escapeText(content.title)}`,
  );
  const note = cut(`### ${heading}\n\n${intro}\n\n${list.join("\n")}`, BODY_LIMIT / 2);
  return { ...first.content, summary: `${fitted(first.content.summary, BODY_LIMIT - bytes(note) - 2)}\n\n${note}` };
}

const rank = ({ conclusion }: CheckContent): number => STRICTEST_FIRST.indexOf(conclusion);
