// A criterion's state as Markdown, the same in checks, reviews and replies.
import { cut } from "../markdown/cut.ts";
import { escapeText, link, referenceLink } from "../markdown/escape.ts";
import type { Evaluation, OpenItem } from "./criterion.ts";

const SIGNS = { met: "✅", unmet: "❌", "not-applicable": "➖", unknown: "❔" } as const;

/** A list item with what is open below it. */
export function renderCriterion(state: { title: string; must: boolean; evaluation: Evaluation }): string {
  const { title, must, evaluation } = state;
  const should = must ? "" : " (should)";
  const hint = evaluation.hint === undefined ? "" : ` (${escapeText(evaluation.hint)})`;
  const parts = (evaluation.parts ?? []).map((part) => `  - ${escapeText(part)}`);
  const open = evaluation.open.map((item) => `  - ${openItemLink(item)}`);
  const more = evaluation.more > 0 ? [`  - and ${evaluation.more} more`] : [];
  return [
    `- ${SIGNS[evaluation.state]} **${escapeText(title)}**${should}: ${escapeText(evaluation.reason)}${hint}`,
    ...parts,
    ...open,
    ...more,
  ].join("\n");
}

/** Of a long title, the beginning: `limit` is in bytes. */
export function openItemLink({ reference, title, url }: OpenItem, limit?: number): string {
  const text = limit === undefined ? title : cut(title, limit);
  return reference === undefined ? link(text, url) : referenceLink(reference, text, url);
}
