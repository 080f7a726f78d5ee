// People's words stay words: no structure, no markup, nobody notified.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nodesOf, parseMarkdown } from "../../src/markdown/ast.ts";
import { code, escapeHtml, escapeText, link } from "../../src/markdown/escape.ts";

const typesIn = (text: string): string[] => {
  const root = parseMarkdown(text);
  return root === null ? [] : [...nodesOf(root)].map(({ type }) => type);
};

test.each([
  ["MVP (core) *1*", "MVP (core) *1*"],
  ['<b>"R&D"</b>', "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;"],
  ["ask @octocat about #7\n\n# now", "ask @\u200Boctocat about #\u200B7 # now"],
])("escapeHtml leaves %j as it reads", (text, expected) => {
  expect(escapeHtml(text)).toBe(expected);
});

test("words and emoji that are joined stay whole", () => {
  expect(escapeText("می\u200Cخواهم 👩\u200D👩\u200D👧")).toBe("می\u200Cخواهم 👩\u200D👩\u200D👧");
});

test("references in words refer to nothing", () => {
  expect(escapeText("see GH-12, gh-3 and octo/shop#4")).toBe("see GH-\u200B12, gh-\u200B3 and octo/shop#\u200B4");
});

describe("escapeText leaves plain text only", () => {
  test.each([
    ["a mention", "ask @octocat"],
    ["a team mention", "ask @org/team"],
    ["a reference", "see #12"],
    ["HTML", "<img src=x onerror=alert(1)>"],
    ["an HTML comment", "<!-- milegate:review phase=mvp round=1 -->"],
    ["a link", "[click](https://evil.example)"],
    ["a bare link", "https://evil.example"],
    ["an image", "![x](y)"],
    ["a table cell", "a | b"],
    ["a heading", "# big"],
    ["a command", "/phase stop because"],
    ["a list", "- [ ] task"],
    ["an ordered list", "1. one"],
    ["a quote", "> quoted"],
    ["a fence", "```js"],
    ["emphasis", "*a* _b_ ~~c~~ **d**"],
    ["several lines", "one\n\n# two\n- three"],
    ["right-to-left override", "abc\u202Edef"],
    ["an entity", "&lt;b&gt;"],
  ])("%s", (_name, text) => {
    const types = typesIn(escapeText(text));
    expect(types).toEqual(["root", "paragraph", "text"]);
  });

  test("whatever the text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const types = new Set(typesIn(`x ${escapeText(text)} x`));
        expect([...types].filter((type) => !["root", "paragraph", "text"].includes(type))).toEqual([]);
      }),
    );
  });

  test.each(["@octocat", "@org/team", "#12"])("%s notifies and refers to nobody", (text) => {
    expect(escapeText(`by ${text}`)).not.toContain(text);
  });
});

test("a link keeps its words and its target", () => {
  expect(link("#12 Log [in]", "https://github.com/o/r/issues/12")).toBe(
    "[#\u200B12 Log \\[in\\]](https://github.com/o/r/issues/12)",
  );
});

test("a link's target that is encoded already stays as it is", () => {
  const url = "https://github.com/o/r/issues?q=label%3A%22phase%3A%20mvp%22";
  expect(link("all", `${url} (é)`)).toBe(`[all](${url}%20%28%C3%A9%29)`);
});

test.each([
  ["plain", "a b", "`a b`"],
  ["with backticks", "a ` b", "``a ` b``"],
  ["beginning with one", "`a", "`` `a ``"],
])("code %s", (_name, text, expected) => {
  expect(code(text)).toBe(expected);
});
