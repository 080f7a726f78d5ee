// The registry, the words behind a verb, and that nothing that the app replies is a command or calls anybody.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseCommands } from "../../src/commands/grammar.ts";
import { commandOf, commands, unknownVerb } from "../../src/commands/index.ts";
import { type Ran, replies } from "../../src/commands/reply.ts";
import { splitFirst } from "../../src/commands/words.ts";
import type { CommandComment } from "../../src/github/model.ts";
import { inlineSpans } from "../../src/markdown/spans.ts";
import { contextOf } from "../../src/reconcile/command-context.ts";
import { issue, NOW, planOf, pull, review, snapshot } from "../builders.ts";

const FOLDER = new URL("../../src/commands/", import.meta.url);

test("every command of the folder is listed, once", () => {
  const files = readdirSync(FOLDER).filter((name) => /verb: "/.test(readFileSync(new URL(name, FOLDER), "utf8")));
  expect(files.map((name) => name.replace(".ts", "")).toSorted()).toEqual(commands.map(({ verb }) => verb).toSorted());
});

const REVIEW = review(1);
const ITEMS = {
  issue: issue(1, { milestone: { number: 1, title: "MVP" } }),
  "pull request": pull(1),
  review: issue(1, { own: REVIEW }),
};

const contextAt = (place: keyof typeof ITEMS) =>
  contextOf(planOf("review: { sign_offs: [{ id: security, by: write }] }"), {
    snapshot: snapshot([ITEMS[place]], place === "review" ? { reviews: [REVIEW] } : {}),
    pulls: [],
    item: ITEMS[place],
    origin: { by: "alice", byId: 1, command: 1, line: 1, at: NOW, repository: "1", item: 1 },
    recorded: [],
    may: { set: { kind: "yes" }, override: { kind: "yes" }, decide: { kind: "yes" }, review: { kind: "yes" } },
    lapsed: new Set(),
    namedBy: null,
    countsVoice: () => true,
    now: NOW,
  });

describe("every example is understood", () => {
  test.each(commands.flatMap((command) => command.examples.map((example) => [example, command] as const)))(
    "%s",
    (example, command) => {
      const [invocation] = parseCommands(example);
      expect(commandOf(invocation?.verb ?? "")).toBe(command);
      for (const place of command.where)
        expect(command.parse(invocation?.args ?? "", contextAt(place)).kind).toBe("parsed");
    },
  );
});

test.each<[string, string, string]>([
  ["mvp and more", "mvp", "and more"],
  ['"Phase One" because', "Phase One", "because"],
  ["“Phase One” because", "Phase One", "because"],
  ["„Phase One“", "Phase One", ""],
  ["«Phase One»  because", "Phase One", "because"],
  ['"never closed', '"never', "closed"],
  ['"stuck"on', '"stuck"on', ""],
  ["\u00a0mvp\u00a0why", "mvp", "why"],
])("%s splits", (text, first, rest) => {
  expect(splitFirst(text)).toEqual({ first, rest, isQuoted: /^["“„«].*["”“»]/.test(text) && first !== text });
});

const COMMENT: CommandComment = {
  id: 7,
  body: "",
  author: { login: "mallory", isBot: false },
  createdAt: NOW,
  edited: false,
  reactions: [],
};

const bodiesOf = (ran: Ran[]): string[] =>
  replies(1, COMMENT, [], ran).flatMap((change) => (change.kind === "comment" ? [change.body] : []));

test("one reply has what was refused first, and is cut to what GitHub takes; given already, it is not given again", () => {
  const [status, other] = [1, 2].map((line) => ({ verb: "status", args: "", line }));
  if (status === undefined || other === undefined) throw new Error("no invocations");
  const ran: Ran[] = [
    { invocation: status, result: { kind: "answer", answer: "é".repeat(40_000) } },
    { invocation: other, result: { kind: "refused", reason: "not today." } },
  ];
  const [body = "", ...more] = bodiesOf(ran);
  expect(more).toEqual([]);
  expect(body).toMatch(
    /^This was not carried out:\n\n- `\/phase status`: not today\.\n\n\*\*`\/phase status`\*\*\n\nééé/,
  );
  expect(body.length).toBeLessThan(65_536);
  expect(replies(1, COMMENT, [body], ran)).toEqual([{ kind: "react", comment: 7, reaction: "confused" }]);
  expect(replies(1, COMMENT, [], [{ invocation: status, result: { kind: "done", changes: [] } }])).toEqual([
    { kind: "react", comment: 7, reaction: "rocket" },
  ]);
});

/** Text that tries to be a command, a mention or Markdown. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        "\n",
        "\r",
        "/phase stop",
        "@alice",
        "@octo/leads",
        "`",
        "```",
        "|",
        "<!--",
        "-->",
        "> ",
        " ",
        "\u2028",
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join("")),
);

/** GitHub calls nobody in code and in HTML comments. */
const withoutSpans = (body: string): string =>
  [...inlineSpans(body, true)].reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), body);

test("whatever is written, no reply holds a command, and nobody is called", () => {
  const verbs = fc.constantFrom(...commands.map(({ verb }) => verb), "");
  fc.assert(
    fc.property(verbs, hostile, fc.constantFrom("issue", "pull request", "review"), (verb, args, place) => {
      const command = commandOf(verb);
      const result = command?.carryOut(args, contextAt(place)) ?? unknownVerb(args, place);
      const bodies = [
        ...bodiesOf([{ invocation: { verb, args, line: 1 }, result }]),
        ...(result.kind === "done" ? result.changes : []).flatMap((each) =>
          each.kind === "record" ? [each.body] : [],
        ),
      ];
      for (const body of bodies) {
        expect(parseCommands(body)).toEqual([]);
        expect(withoutSpans(body)).not.toMatch(/@\w/);
      }
    }),
    { numRuns: 300 },
  );
});
