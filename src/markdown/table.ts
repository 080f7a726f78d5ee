// A Markdown table. Cells hold Markdown; the caller has escaped people's text.

/** `right` names the columns of numbers, counted from 0. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const rule = head.map((_cell, column) => (right.includes(column) ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
