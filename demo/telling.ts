// Tells what changed in a repository from one moment to the next, for somebody who sees it for the first time.
import { styleText } from "node:util";
import type { Repository, WorldCheckRun, WorldItem } from "@milegate/sandbox";

/** What is worth telling of an item, as text, and what is said when only that changes. */
export type ItemTexts = Map<string, { text: string; again: string }>;

export function itemTexts(repository: Repository): ItemTexts {
  const told: ItemTexts = new Map();
  const tell = (key: string, text: string, again = text): void => void told.set(key, { text, again });
  for (const item of repository.items) {
    if (item.author?.type === "Bot")
      tell(`issue ${item.number}`, `opens ${itemTitle(item)}:\n${quoted(item.body)}`, `updates ${itemTitle(item)}`);
    for (const { name } of item.labels)
      tell(`${item.number} label ${name}`, `puts the label ${styleText("magenta", name)} on ${itemTitle(item)}`);
    for (const run of itemChecks(repository, item))
      tell(`${item.number} check`, `sets the check on ${itemTitle(item)}: ${checkVerdict(run)}`);
    for (const comment of item.comments.filter(({ author }) => author?.type === "Bot"))
      tell(`comment ${comment.id}`, `answers on ${itemTitle(item)}:\n${quoted(comment.body)}`);
  }
  for (const { id, title, category } of repository.discussions)
    tell(`discussion ${id}`, `begins the discussion “${title}” in ${category.name}`);
  return told;
}

/** What people have written in comments, by the comment's id. */
export const writtenComments = ({ items }: Repository): Map<number, string> =>
  new Map(
    items.flatMap((item) =>
      item.comments
        .filter(({ author }) => author?.type === "User")
        .map(({ id, author, body }) => [id, `${author?.login} writes on ${itemTitle(item)}:\n${quoted(body)}`]),
    ),
  );

export const changedTexts = (before: ItemTexts, after: ItemTexts): string[] =>
  [...after].flatMap(([key, { text, again }]) => {
    const known = before.get(key);
    return known === undefined ? [text] : known.text === text ? [] : [again];
  });

export const itemTitle = (item: WorldItem): string =>
  `${item.kind === "pull" ? "pull request" : "issue"} #${item.number} “${item.title}”`;

export function itemChecks(repository: Repository, item: WorldItem): WorldCheckRun[] {
  if (item.kind !== "pull" || item.state === "closed") return [];
  return repository.suites.filter(({ headSha }) => headSha === item.head.sha).flatMap(({ runs }) => runs);
}

const COLORS: Record<string, "green" | "red" | "yellow"> = {
  success: "green",
  action_required: "red",
  neutral: "yellow",
};
const SIGNS: Record<string, string> = { success: "✔", action_required: "✘", neutral: "●" };

export function checkVerdict({ conclusion, output }: WorldCheckRun): string {
  const color = COLORS[conclusion ?? ""];
  const text = `${SIGNS[conclusion ?? ""] ?? "?"} ${output.title}`;
  return color === undefined ? text : styleText(color, text);
}

const QUOTED = 14;

/** What people would read: without the marks that only Milegate reads, links and charts by name, and cut where it gets long. */
function quoted(body: string): string {
  const lines = body
    .replace(/<!--.*?-->\n*/gs, "")
    .replace(/^```mermaid\n(.*?)\n```$/gms, (_chart, source: string) => `[chart: ${/title (.+)/.exec(source)?.[1]}]`)
    .replace(/\[([^\]]+)\]\([^)\s]+\)/g, "$1")
    .replace(/<\/?(?:details|summary)(?: open)?>/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .trim()
    .split("\n");
  const left = lines.length - QUOTED;
  const shown = left > 1 ? [...lines.slice(0, QUOTED), `… and ${left} lines more`] : lines;
  return shown.map((line) => styleText("dim", `       │ ${line}`)).join("\n");
}

/** The repository as a table, one line an item. */
export function repositoryTable(repository: Repository): string {
  const rows = repository.items.map((item) => [
    `#${item.number}`,
    item.kind === "pull" ? "pull request" : "issue",
    item.title,
    item.kind === "pull" && item.merged ? "merged" : item.state,
    item.milestone?.title ?? "",
    item.labels.map(({ name }) => name).join(", "),
    itemChecks(repository, item)
      .map(({ output }) => output.title)
      .join(" "),
  ]);
  const all = [["", "", "Title", "State", "Milestone", "Labels", "Check"], ...rows];
  const widths = all[0]?.map((_cell, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}
