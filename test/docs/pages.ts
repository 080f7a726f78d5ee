// The project's Markdown pages, and what is written in them as code.
import { readdirSync, readFileSync } from "node:fs";
import type { Nodes } from "mdast";
import { nodesOf, parseMarkdown } from "../../src/markdown/ast.ts";

export const REPOSITORY_ROOT = new URL("../../", import.meta.url);

export type DocsPage = { path: string; text: string; nodes: Nodes[] };

const inFolder = (folder: string): string[] =>
  readdirSync(new URL(folder, REPOSITORY_ROOT), { recursive: folder === "docs", encoding: "utf8" }).map((name) =>
    folder === "." ? name : `${folder}/${name}`,
  );

export const docsPages: readonly DocsPage[] = [".", "docs", "packages/sandbox", "test/fixtures"]
  .flatMap(inFolder)
  .filter((path) => path.endsWith(".md"))
  .map((path) => {
    const text = readFileSync(new URL(path, REPOSITORY_ROOT), "utf8");
    const root = parseMarkdown(text);
    if (root === null) throw new Error(`${path} is too large to be parsed`);
    return { path, text, nodes: [...nodesOf(root)] };
  });

/** Inline code, and every line of code blocks. */
export const codeOf = ({ nodes }: DocsPage): string[] =>
  nodes.flatMap((node) =>
    node.type === "inlineCode" ? [node.value] : node.type === "code" ? node.value.split("\n") : [],
  );

/** Each with the page that it stands on, for messages. */
export const allCode: readonly { path: string; code: string }[] = docsPages.flatMap((page) =>
  codeOf(page).map((code) => ({ path: page.path, code: code.trim() })),
);

export function docsPage(path: string): DocsPage {
  const found = docsPages.find((each) => each.path === path);
  if (found === undefined) throw new Error(`there is no ${path}`);
  return found;
}

/** The cells of the rows of the table below a heading. */
export const tableBelow = ({ text }: DocsPage, heading: string): string[][] => {
  const [, below = ""] = text.split(new RegExp(`^#+ ${heading}$`, "m"));
  const rows = /(?:^\|.*\n)+/m.exec(below)?.[0].trim().split("\n") ?? [];
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
