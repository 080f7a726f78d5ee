// Markdown on the sandbox's page: as GitHub renders it, and safe whatever was written.
import { describe, expect, test } from "@jest/globals";
import { type Rendering, renderMarkdown } from "../src/page/markdown.ts";
import { ticked } from "../src/page/tasks.ts";

const RENDERING: Rendering = {
  under: 1,
  ticks: false,
  reference: (number) => (number === 7 ? "/acme/shop/issues/7" : null),
  isPerson: (login) => login === "alice",
};

const render = (text: string, more: Partial<Rendering> = {}): string =>
  String(renderMarkdown(text, { ...RENDERING, ...more })).replaceAll("\n", "");

describe("what is written shows as", () => {
  test.each([
    [
      "a heading below the page's, no level skipped",
      "### A\n# B\n## C",
      '<h2 class="written-3">A</h2><h2 class="written-1">B</h2><h3 class="written-2">C</h3>',
    ],
    ["references that lead somewhere", "See #7 and #8", '<p>See <a href="/acme/shop/issues/7">#7</a> and #8</p>'],
    [
      "people and teams",
      "@alice @bob @acme/leads a/@alice",
      '<p><strong class="mention">@alice</strong> @bob <strong class="mention">@acme/leads</strong> a/@alice</p>',
    ],
    [
      "an alert",
      "> [!WARNING]\n> Careful",
      '<div class="alert-warning"><p class="alert-title">Warning</p><p>Careful</p></div>',
    ],
    [
      "a chart's source",
      "```mermaid\npie\n```",
      '<pre class="mermaid-source" tabindex="0"><code class="language-mermaid">pie</code></pre>',
    ],
    ["nothing, where it is a comment", "<!-- a mark of the app -->", ""],
    [
      "what folds away",
      "<details open><summary>R&amp;D #7</summary>\n\n- a\n\n</details>\n<details><summary>B</summary>\n\n</details>\n\nc",
      '<details open><summary>R&#x26;D <a href="/acme/shop/issues/7">#7</a></summary><ul><li>a</li></ul></details><details><summary>B</summary></details><p>c</p>',
    ],
    ["a break in a line, and nothing else of HTML", "a<br>b<i>c</i>", "<p>a<br>bc</p>"],
    ["what was never folded", "</details>\n\n<details onclick=x><summary>B</summary>\n\na", "<p>a</p>"],
    ["text, where it is HTML", "<b onclick=alert(1)>x</b>", "<p>x</p>"],
    ["no link, where it is a script", "[x](javascript:alert(1))", "<p><a>x</a></p>"],
    ["code as it is", "`@alice #7 <i>`", "<p><code>@alice #7 &#x3C;i></code></p>"],
  ])("%s", (_, text, expected) => {
    expect(render(text)).toBe(expected);
  });

  test("boxes, which are buttons to who may tick them", () => {
    const box = 'class="box" role="checkbox" aria-checked="true" aria-label="Done"';
    expect(render("- [x] Done")).toContain(`<span ${box} aria-disabled="true"></span> Done`);
    expect(render("- [x] Done", { ticks: true })).toContain(
      `<button ${box} type="submit" name="task" value="0"></button> Done`,
    );
  });

  test("plain text, where it was made to be slow", () => {
    expect(render(">".repeat(60_000))).toBe(`<pre>${">".repeat(60_000)}</pre>`);
  });
});

describe("a click on a box", () => {
  const text = "- [ ] a\n\n  - [X] b\n\n```\n- [ ] code\n```\n\n1. [x] c [ ]\n";
  test.each([
    [0, "- [ ] a", "- [x] a"],
    [1, "- [X] b", "- [ ] b"],
    [2, "1. [x] c [ ]", "1. [ ] c [ ]"],
    [3, "", ""],
    [-1, "", ""],
  ])("turns number %i alone", (index, from, to) => {
    expect(ticked(text, index)).toBe(text.replace(from, to));
  });
});
