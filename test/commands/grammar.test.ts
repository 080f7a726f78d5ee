// Where a command counts, and where it is only text.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseCommands } from "../../src/commands/grammar.ts";

const verbs = (body: string) => parseCommands(body).map(({ verb, args }) => [verb, args]);

const STATUS: [string, string][] = [["status", ""]];
const BOTH: [string, string][] = [...STATUS, ["help", ""]];

describe("commands", () => {
  test.each<[string, string, [string, string][]]>([
    ["alone", "/phase status", STATUS],
    ["with an argument", "/phase set MVP", [["set", "MVP"]]],
    ["in capitals", "/PHASE Status", STATUS],
    ["after words", "Hello\n/phase status", STATUS],
    ["before words", "/phase status\nthanks", STATUS],
    ["two", "/phase status\n/phase help", BOTH],
    ["in two paragraphs", "/phase status\n\ntext\n\n/phase help", BOTH],
    ["with Windows line ends", "/phase status\r\n/phase help\r\n", BOTH],
    ["with the line ends of old Macs", "/phase status\r/phase help", BOTH],
    ["with Markdown in its reason", "/phase drop because of `x` and *y*", [["drop", "because of `x` and *y*"]]],
    ["indented a little", "  /phase status", STATUS],
    ["with trailing blanks", "/phase status  ", STATUS],
    ["with tabs", "/phase\tstatus\t", STATUS],
    ["with a hard line break", "/phase status\\\nthanks", [["status\\", ""]]],
    ["above an e-mail's signature", "/phase status\n-- \nAlice", STATUS],
    ["above the quote of an e-mail", "/phase status\n\nOn Monday, Bob wrote:\n> /phase stop\n> it is dead", STATUS],
    ["above a line of equal signs", "Hello\n/phase status\n===", STATUS],
    ["below a heading", "# Heading\n/phase status", STATUS],
    ["below a rule", "text\n\n---\n/phase status", STATUS],
    ["below the fence that ends code", "```\nx\n```\n/phase status", STATUS],
    ["below a quote, behind a blank line", "> quoted\n\n/phase status", STATUS],
    ["at the margin below a list", "- one\n- two\n/phase status", STATUS],
    ["at the margin below a nested list", "- one\n  - two\n/phase status", STATUS],
    ["at the margin below a table", "| a |\n| --- |\n| b |\n/phase status", STATUS],
    ["below a footnote", "[^1]: note\n/phase status", STATUS],
    ["below a link's definition", "[a]: https://example.com\n/phase status", STATUS],
    ["in emphasis over lines", "*a\n/phase status\nb*", STATUS],
    ["behind emphasis that never ends", "**a\n/phase status", STATUS],
    ["behind a backtick that never ends", "it's the ` sign\n/phase status", STATUS],
    ["behind an HTML comment", "<!-- hidden -->\n/phase status", STATUS],
    ["behind an HTML comment of several lines", "<!--\nhidden\n\nstill\n-->\n/phase status", STATUS],
    ["behind a bracket that never ends", "a < b\n/phase status", STATUS],
    ["without a verb", "/phase", [["", ""]]],
  ])("%s", (_name, body, expected) => {
    expect(verbs(body)).toEqual(expected);
  });
});

describe("HTML", () => {
  test.each<[string, string, [string, string][]]>([
    ["behind a block that a blank line cut", "<details>\n\nText\n\n</details>\n/phase status", STATUS],
    ["two behind a block", "</details>\n/phase status\n/phase help", BOTH],
    ["behind a block that is whole", "<p align=center>\nText\n</p>\n/phase status", STATUS],
    ["behind an image", '<img width="10" src="x.png">\n/phase status', STATUS],
    ["behind a tag that has no end", "<br>\n/phase status", STATUS],
    ["behind preformatted text", "<pre>\nx\n\n</pre>\n/phase status", STATUS],
    ["between the paragraphs of a block", "<details>\n\n/phase status\n\n</details>", STATUS],
    ["within a block", "<details>\n/phase status\n</details>", []],
    ["within a block, deeper", "<div>\n<p>a</p>\n/phase status\n</div>", []],
    ["behind a block with a paragraph that is left open", "<div>\n<p>a\n</div>\n/phase status", STATUS],
    ["within a block in which something else is closed", "<div>\nx </p>\n/phase status\n</div>", []],
    ["within preformatted text", "<pre>\n\n/phase status\n\n</pre>", []],
    ["within a comment that is within a block", "</details>\n<!--\n/phase status\n-->", []],
    ["within a value of a tag", 'text <a title="\n/phase status\n">', []],
    ["within a quote that is written in HTML", "<blockquote>\n\n/phase status\n\n</blockquote>", []],
    ["behind a quote that is written in HTML", "<blockquote>\n\nx\n\n</blockquote>\n/phase status", STATUS],
    ["within preformatted text in a block", "<div><pre>\n\n/phase status\n</pre></div>", []],
    ["within code that is written in HTML", "see <code>\n/phase status\n</code>", []],
    ["within one of two such tags", "a <code> tag\n\n<code>\n\n/phase status\n\n</code>", []],
    ["behind such a tag that nothing closes", "the tag <code>, and `<pre>`\n\n/phase status", STATUS],
    ["within a comment that never ends", "<!-- a\n\n/phase status", []],
  ])("%s", (_name, body, expected) => {
    expect(verbs(body)).toEqual(expected);
  });
});

describe("only text", () => {
  test.each([
    ["in a fence", "```\n/phase status\n```"],
    ["in a tilde fence", "~~~\n/phase status\n~~~"],
    ["in a fence that is not closed", "```\n/phase status\n\n/phase help"],
    ["in a fence that fewer signs don't close", "````\n```\n/phase status\n````"],
    ["in indented code", "    /phase status"],
    ["in code indented by a tab", "\t/phase status"],
    ["in inline code", "`/phase status`"],
    ["in inline code over lines", "a `b\n/phase status` c"],
    ["in a quote", "> /phase status"],
    ["in a quote's lazy line", "> quoted\n/phase status"],
    ["in the lazy line of a quote in a list", "- > quoted\n/phase status"],
    ["in a list", "- /phase status"],
    ["in a numbered list", "1. /phase status"],
    ["in a task list", "- [ ] /phase status"],
    ["in a list's item, of its own", "- item\n  /phase status"],
    ["in a list's item, behind a blank line", "- item\n\n  /phase status"],
    ["in a footnote", "[^1]: note\n\n    /phase status"],
    ["in an HTML comment", "<!-- \n/phase status\n-->"],
    ["in an HTML comment within a paragraph", "text <!-- a\n/phase status\n--> text"],
    ["in a link", "[/phase status](https://example.com)"],
    ["in emphasis", "*/phase status*"],
    ["in a heading", "# /phase status"],
    ["in a table", "| a |\n| --- |\n| /phase status |"],
    ["in the middle of a line", "please /phase status"],
    ["after emphasis", "*please* /phase status"],
    ["as another word", "/phases status"],
    ["as the target of a link's definition", "[a]:\n/phase"],
    ["with a look-alike slash", "\u2215phase status"],
    ["with look-alike letters", "/ph\u0430se status"],
  ])("%s", (_name, body) => {
    expect(verbs(body)).toEqual([]);
  });
});

describe("the same command again", () => {
  test.each<[string, string, number[]]>([
    ["below itself", "/phase status\n/phase status", [1]],
    ["with words between", "/phase status\n\nPlease!\n\n/phase  STATUS", [1]],
    ["with another between", "/phase status\n/phase help\n/phase status", [1, 2, 3]],
    ["with other arguments", "/phase set mvp\n/phase set polish\n/phase set polish", [1, 2]],
  ])("%s", (_name, body, lines) => {
    expect(parseCommands(body).map(({ line }) => line)).toEqual(lines);
  });
});

test("any comment is read, up to GitHub's size", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (body) => {
      expect(parseCommands(`/phase status\n\n${body}`)[0]).toEqual({ verb: "status", args: "", line: 1 });
    }),
  );
  expect(parseCommands(`${"x ".repeat(32_000)}\n/phase status`)).toHaveLength(1);
});
