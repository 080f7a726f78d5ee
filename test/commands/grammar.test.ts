// Where a command counts, and where it is only text.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseCommands } from "../../src/commands/grammar.ts";

const invocations = (body: string) => {
  const parsed = parseCommands(body);
  return parsed.kind === "commands" ? parsed.invocations : [];
};
const verbs = (body: string) => invocations(body).map(({ verb, args }) => [verb, args]);

describe("commands", () => {
  test.each<[string, string, [string, string][]]>([
    ["alone", "/phase status", [["status", ""]]],
    ["with an argument", "/phase set MVP", [["set", "MVP"]]],
    ["in capitals", "/PHASE Status", [["status", ""]]],
    ["after words", "Hello\n/phase status", [["status", ""]]],
    ["before words", "/phase status\nthanks", [["status", ""]]],
    [
      "two",
      "/phase status\n/phase help",
      [
        ["status", ""],
        ["help", ""],
      ],
    ],
    [
      "in two paragraphs",
      "/phase status\n\ntext\n\n/phase help",
      [
        ["status", ""],
        ["help", ""],
      ],
    ],
    [
      "with Windows line ends",
      "/phase status\r\n/phase help\r\n",
      [
        ["status", ""],
        ["help", ""],
      ],
    ],
    ["with Markdown in its reason", "/phase drop because of `x` and *y*", [["drop", "because of `x` and *y*"]]],
    ["indented a little", "  /phase status", [["status", ""]]],
    ["with trailing blanks", "/phase status  ", [["status", ""]]],
    ["above an e-mail's signature", "/phase status\n-- \nAlice", [["status", ""]]],
    ["above a line of equal signs", "Hello\n/phase status\n===", [["status", ""]]],
    ["without a verb", "/phase", [["", ""]]],
  ])("%s", (_name, body, expected) => {
    expect(verbs(body)).toEqual(expected);
  });
});

describe("only text", () => {
  test.each([
    ["in a fence", "```\n/phase status\n```"],
    ["in a tilde fence", "~~~\n/phase status\n~~~"],
    ["in a fence that is not closed", "```\n/phase status"],
    ["in indented code", "    /phase status"],
    ["in inline code", "`/phase status`"],
    ["in inline code over lines", "a `b\n/phase status` c"],
    ["in a quote", "> /phase status"],
    ["in a quote's lazy line", "> quoted\n/phase status"],
    ["in a list", "- /phase status"],
    ["in a numbered list", "1. /phase status"],
    ["in a list's lazy line", "- item\n/phase status"],
    ["in an HTML comment", "<!-- \n/phase status\n-->"],
    ["in an HTML comment within a paragraph", "text <!-- a\n/phase status\n--> text"],
    ["in an HTML block", "<details>\n/phase status\n</details>"],
    ["in a link", "[/phase status](https://example.com)"],
    ["in emphasis", "*/phase status*"],
    ["in a heading", "# /phase status"],
    ["in a table", "| a |\n| --- |\n| /phase status |"],
    ["in the middle of a line", "please /phase status"],
    ["after emphasis", "*please* /phase status"],
    ["as another word", "/phases status"],
    ["with a look-alike slash", "\u2215phase status"],
    ["with look-alike letters", "/ph\u0430se status"],
  ])("%s", (_name, body) => {
    expect(verbs(body)).toEqual([]);
  });
});

test("any comment parses, up to GitHub's size", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (body) => {
      expect(parseCommands(`/phase ${body}`).kind).toBe("commands");
    }),
  );
  expect(invocations(`${"x ".repeat(32_000)}\n/phase status`)).toHaveLength(1);
});

test.each(["> ", ">", "![a]("])("a comment made of %j is answered, not parsed", (mark) => {
  expect(parseCommands(`${mark.repeat(60_000 / mark.length)}\n/phase status`).kind).toBe("unreadable");
});
