// What a check says, as values, and how that becomes the content of a check run within GitHub's limits.
import type { CheckContent } from "../github/model.ts";
import { BODY_LIMIT, bytes, cut } from "../markdown/cut.ts";

/** What a check's title begins with. */
export type VerdictWord =
  | "Open"
  | "Blocked"
  | "Warning"
  | "Not enforced"
  | "No phase"
  | "Exempt"
  | "Overridden"
  | "Invalid plan"
  | "Repairs the plan";

/**
 * The title is `verdict: about`, plain text; `details` and `next` are Markdown. `next` is what to do, where there is something, and
 * `url` where that is done, or where the reason is.
 */
export type CheckText = {
  conclusion: CheckContent["conclusion"];
  verdict: VerdictWord;
  about: string | null;
  details: string;
  next: string | null;
  url: string;
};

/** What to do, in Markdown, and where. */
export type GateStep = Pick<CheckText, "next" | "url">;

/** GitHub's own limit for a title is generous; people read it in one line of the merge box. */
const TITLE_LIMIT = 140;

export const checkTitle = ({ verdict, about }: Pick<CheckText, "verdict" | "about">): string =>
  cut(about === null ? verdict : `${verdict}: ${about}`, TITLE_LIMIT);

/** What to do next comes first. Details are cut to fit; that, and a note at the end, never are. */
export function renderCheck(text: CheckText, note: string | null = null): CheckContent {
  const begin = text.next === null ? "" : `### What to do next\n\n${text.next}\n\n`;
  const end = note === null ? "" : `\n\n${note}`;
  return {
    conclusion: text.conclusion,
    title: checkTitle(text),
    summary: begin + cut(text.details, BODY_LIMIT - bytes(begin) - bytes(end)) + end,
    detailsUrl: text.url,
  };
}

/** GitHub may hand text back with other line ends. */
const normalized = (text: string): string => text.replaceAll("\r\n", "\n").trim();

type Shown = Pick<CheckContent, "title" | "summary"> & { conclusion: string | null };

/**
 * Whether a check run says this already. Ours always have a summary: without one, GitHub did not tell it. Where its details lead is
 * not compared, as a step that is taken elsewhere is a summary that reads otherwise.
 */
export const saysTheSame = (there: Shown, wanted: Shown): boolean =>
  there.conclusion === wanted.conclusion &&
  normalized(there.title) === normalized(wanted.title) &&
  (there.summary === "" || normalized(there.summary) === normalized(wanted.summary));
