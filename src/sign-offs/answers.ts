// The questions of a sign-off as items of a review's text, and what the team answered below or behind them.
import { escapeText } from "../markdown/escape.ts";
import type { SignOff } from "../plan/plan.ts";

type Asked = Pick<SignOff, "name" | "questions">;

const prefixOf = ({ name }: Asked): string => `**${escapeText(name)}**:`;

/** As the section "Review" lists them, without the box. */
export const questionItems = (signOff: Asked): string[] =>
  signOff.questions.map((question) => `${prefixOf(signOff)} ${escapeText(question)}`);

const ITEM = /^[-*+] \[[ xX]\] +(.*)$/;
/** What ends an item: another one, a heading, a line across, or a marker of the app's. */
const END = /^(?:[-*+] |#{1,6} |---\s*$|<!-- milegate:)/;

/** The text of each item of that sign-off, what stands below it included. */
function itemsOf(body: string, signOff: Asked): string[] {
  const prefix = prefixOf(signOff);
  const items: string[] = [];
  let isInside = false;
  for (const line of body.split(/\r?\n/)) {
    const text = ITEM.exec(line)?.[1];
    if (text?.startsWith(prefix)) {
      items.push(text.slice(prefix.length));
      isInside = true;
    } else if (END.test(line)) isInside = false;
    else if (isInside) items.push(`${items.pop()}\n${line}`);
  }
  return items.map((item) => item.replaceAll(/\s+/g, " ").trim());
}

/** Tells one set of answers from another; empty where nothing is answered. A tick is no answer. */
export function answersIn(body: string, signOff: Asked): string {
  const questions = signOff.questions.map((question) => escapeText(question).replaceAll(/\s+/g, " ").trim());
  const answers = itemsOf(body, signOff)
    .map((item) => item.slice(questions.find((question) => item.startsWith(question))?.length ?? 0).trim())
    .filter((answer) => answer !== "");
  return answers.length === 0 ? "" : digestOf(answers.join("\n"));
}

/** Questions that the text lacks; an item that people wrote in other words stands for one of them. */
export function missingQuestions(body: string, signOff: Asked): string[] {
  const [items, wanted] = [itemsOf(body, signOff), questionItems(signOff)];
  const lacking = wanted.filter((_item, at) => {
    const question = escapeText(signOff.questions[at] ?? "")
      .replaceAll(/\s+/g, " ")
      .trim();
    return !items.some((item) => item.startsWith(question));
  });
  return lacking.slice(0, Math.max(0, wanted.length - items.length));
}

/** FNV-1a: it tells a change, and proves nothing. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
