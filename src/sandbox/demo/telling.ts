// Tells what changed in a repository from one moment to the next, for somebody who sees it for the first time.
import { styleText } from "node:util";
import type { CheckRun, Item, Repository } from "../model.ts";

/** What is worth telling of an item, as text; told again when it changes. */
export type Told = Map<string, string>;

export function picture(repository: Repository): Told {
  const told: Told = new Map();
  for (const item of repository.items) {
    for (const { name } of item.labels)
      told.set(`${item.number} label ${name}`, `label ${styleText("magenta", name)} on ${titleOf(item)}`);
    for (const run of checksOf(repository, item))
      told.set(`${item.number} check`, `check on ${titleOf(item)}: ${verdictOf(run)}`);
    for (const comment of item.comments.filter(({ author }) => author?.type === "Bot"))
      told.set(`comment ${comment.id}`, `answers on ${titleOf(item)}:\n${quoted(comment.body)}`);
    if (item.author?.type === "Bot") told.set(`issue ${item.number}`, `opens ${titleOf(item)}:\n${quoted(item.body)}`);
  }
  return told;
}

export const changes = (before: Told, after: Told): string[] =>
  [...after].flatMap(([key, text]) => (before.get(key) === text ? [] : [text]));

export const titleOf = (item: Item): string =>
  `${item.kind === "pull" ? "pull request" : "issue"} #${item.number} “${item.title}”`;

export function checksOf(repository: Repository, item: Item): CheckRun[] {
  if (item.kind !== "pull" || item.state === "closed") return [];
  return repository.suites.filter(({ headSha }) => headSha === item.head.sha).flatMap(({ runs }) => runs);
}

const COLORS: Record<string, "green" | "red" | "yellow"> = {
  success: "green",
  action_required: "red",
  neutral: "yellow",
};
const SIGNS: Record<string, string> = { success: "✔", action_required: "✘", neutral: "●" };

export function verdictOf({ conclusion, output }: CheckRun): string {
  const color = COLORS[conclusion ?? ""];
  const text = `${SIGNS[conclusion ?? ""] ?? "?"} ${output.title}`;
  return color === undefined ? text : styleText(color, text);
}

/** What people would read: without the marks that only Milegate reads. */
const quoted = (body: string): string =>
  body
    .replace(/<!--.*?-->\n*/gs, "")
    .trim()
    .split("\n")
    .map((line) => styleText("dim", `       │ ${line}`))
    .join("\n");

/** The repository as a table, one line an item. */
export function table(repository: Repository): string {
  const rows = repository.items.map((item) => [
    `#${item.number}`,
    item.kind === "pull" ? "pull request" : "issue",
    item.title,
    item.kind === "pull" && item.merged ? "merged" : item.state,
    item.milestone?.title ?? "",
    item.labels.map(({ name }) => name).join(", "),
    checksOf(repository, item)
      .map(({ output }) => output.title)
      .join(" "),
  ]);
  const all = [["", "", "Title", "State", "Milestone", "Labels", "Check"], ...rows];
  const widths = all[0]?.map((_cell, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}
