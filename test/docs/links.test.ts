// Every relative link of the pages leads somewhere, and every page can be found.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "@jest/globals";
import type { Nodes } from "mdast";
import { type DocsPage, docsPage, docsPages, REPOSITORY_ROOT } from "./pages.ts";

const targetsOf = ({ nodes }: DocsPage): string[] =>
  nodes.flatMap((node) => {
    if (node.type === "link" || node.type === "image" || node.type === "definition") return [node.url];
    if (node.type !== "html") return [];
    return [...node.value.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, url = ""]) => url);
  });

const textOf = (node: Nodes): string =>
  "value" in node ? node.value : "children" in node ? node.children.map(textOf).join("") : "";

/** As GitHub makes them of headings: https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
const anchorsOf = ({ nodes }: DocsPage): string[] =>
  nodes
    .filter((node) => node.type === "heading")
    .map((heading) =>
      textOf(heading)
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    );

function problemWith(from: string, url: string): string | null {
  if (/^[a-z]+:/.test(url)) return null;
  const [path = "", anchor] = url.split("#");
  const target = path === "" ? from : posix.join(posix.dirname(from), path);
  if (!existsSync(new URL(target, REPOSITORY_ROOT))) return `${from}: ${url} is not there`;
  if (anchor === undefined || !target.endsWith(".md")) return null;
  return anchorsOf(docsPage(target)).includes(anchor) ? null : `${from}: ${url} has no such heading`;
}

test("every relative link leads to a file, and to a heading of it", () => {
  const problems = docsPages.flatMap((each) => targetsOf(each).map((url) => problemWith(each.path, url)));
  expect(problems.length).toBeGreaterThan(80);
  expect(problems.filter((problem) => problem !== null)).toEqual([]);
  expect(problemWith("README.md", "docs/nowhere.md")).toContain("not there");
  expect(problemWith("README.md", "docs/operating.md#nowhere")).toContain("no such heading");
});

test("the index lists every page, and the decisions are listed whole", () => {
  const listed = (path: string) => targetsOf(docsPage(path)).map((url) => posix.join(posix.dirname(path), url));
  const of = (folder: string) =>
    readdirSync(new URL(folder, REPOSITORY_ROOT))
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .map((name) => `${folder}/${name}`);
  expect(listed("docs/README.md")).toEqual(
    expect.arrayContaining([...of("docs"), ...of("docs/contributing"), "CHANGELOG.md", "CONTRIBUTING.md"]),
  );
  expect(listed("docs/adr/README.md").toSorted()).toEqual(of("docs/adr").toSorted());
});

test("contributors are led to every page for them", () => {
  const listed = targetsOf(docsPage("CONTRIBUTING.md"));
  const written = docsPages.map(({ path }) => path).filter((path) => path.startsWith("docs/contributing/"));
  expect(written.length).toBeGreaterThan(3);
  expect(listed).toEqual(expect.arrayContaining([...written, "docs/glossary.md"]));
});

test("the glossary has each word once, in order, in one sentence", () => {
  const entries = docsPage("docs/glossary.md")
    .text.split("\n")
    .filter((line) => line.startsWith("- "));
  const words = entries.map((entry) => /^- \*\*([^*]+)\*\*: [^.]*(?:`[^`]*`[^.]*)*\.$/.exec(entry)?.[1] ?? entry);
  expect(words).toEqual([...new Set(words)].toSorted());
  expect(words).toEqual(expect.arrayContaining(["boundary review", "check run", "phase", "reconcile"]));
  expect(words.filter((word) => word.startsWith("- "))).toEqual([]);
});

test("the example of a scenario is one that runs", () => {
  const [code] = docsPage("docs/contributing/scenarios.md").nodes.filter((node) => node.type === "code");
  expect(`${code?.value}\n`).toBe(readFileSync(new URL("test/e2e/example.test.ts", REPOSITORY_ROOT), "utf8"));
});

test("the architecture names every folder of the source", () => {
  const folders = readdirSync(new URL("src", REPOSITORY_ROOT), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  for (const { name } of folders) expect(docsPage("docs/architecture.md").text).toContain(`| \`src/${name}/\` |`);
});

test("the changelog says each thing once", () => {
  const lines = docsPage("CHANGELOG.md")
    .text.split("\n")
    .filter((line) => line.startsWith("- "));
  expect(lines.length).toBeGreaterThan(10);
  expect(new Set(lines).size).toBe(lines.length);
});
