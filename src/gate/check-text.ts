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

/** The title is `verdict: about`, plain text; `details` and `next` are Markdown. `next` is what to do, where there is something. */
export type CheckText = {
  conclusion: CheckContent["conclusion"];
  verdict: VerdictWord;
  about: string | null;
  details: string;
  next: string | null;
};

/** GitHub's own limit for a title is generous; people read it in one line of the merge box. */
const TITLE_LIMIT = 140;

export const checkTitle = ({ verdict, about }: Pick<CheckText, "verdict" | "about">): string =>
  cut(about === null ? verdict : `${verdict}: ${about}`, TITLE_LIMIT);

/** Details are cut to fit; what to do next, and a note at the end, never are. */
export function renderCheck(text: CheckText, note: string | null = null): CheckContent {
  const last = [
    ...(text.next === null ? [] : [`### What to do next\n\n${text.next}`]),
    ...(note === null ? [] : [note]),
  ];
  const end = last.map((part) => `\n\n${part}`).join("");
  return {
    conclusion: text.conclusion,
    title: checkTitle(text),
    summary: cut(text.details, BODY_LIMIT - bytes(end)) + end,
  };
}

/** GitHub may hand text back with other line ends. */
const normalized = (text: string): string => text.replaceAll("\r\n", "\n").trim();

type Shown = Pick<CheckContent, "title" | "summary"> & { conclusion: string | null };

/** Whether a check run says this already. Ours always have a summary: without one, GitHub did not tell it. */
export const saysTheSame = (there: Shown, wanted: Shown): boolean =>
  there.conclusion === wanted.conclusion &&
  normalized(there.title) === normalized(wanted.title) &&
  (there.summary === "" || normalized(there.summary) === normalized(wanted.summary));
