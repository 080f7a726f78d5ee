// The registry, the words behind a verb, and that nothing that the app replies is a command or calls anybody.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseCommands } from "../../src/commands/grammar.ts";
import { commandOf, commands, unknownVerb } from "../../src/commands/index.ts";
import { type Ran, replies } from "../../src/commands/reply.ts";
import { maybePhase, onlyPhase, phaseAndText, splitFirst } from "../../src/commands/words.ts";
import type { CommandComment } from "../../src/github/model.ts";
import { contextOf } from "../../src/reconcile/command-context.ts";
import { BUILTIN, issue, NOW, pull, review, snapshot } from "../builders.ts";

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
  contextOf(BUILTIN, {
    snapshot: snapshot([ITEMS[place]], place === "review" ? { reviews: [REVIEW] } : {}),
    pulls: [],
    item: ITEMS[place],
    origin: { by: "alice", byId: 1, command: 1, line: 1, at: NOW, repository: "1", item: 1 },
    recorded: [],
    may: { set: { kind: "yes" }, override: { kind: "yes" }, decide: { kind: "yes" }, review: { kind: "yes" } },
    lapsed: new Set(),
    now: NOW,
  });

describe("every example is understood", () => {
  test.each(commands.flatMap((command) => command.examples.map((example) => [example, command] as const)))(
    "%s",
    (example, command) => {
      const found = parseCommands(example);
      const [invocation] = found.kind === "commands" ? found.invocations : [];
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
  expect(splitFirst(text)).toEqual({ first, rest });
});

test.each<[string, string | null, string]>([
  ["polish", "polish", ""],
  ["Polish nobody needs it", "polish", "nobody needs it"],
  ['"phase: mvp" why', "mvp", "why"],
  ["too big for now", null, "too big for now"],
  ["", null, ""],
])("deferring %j", (text, phase, reason) => {
  const read = phaseAndText(BUILTIN, text);
  expect(read.kind === "parsed" && { phase: read.args.phase?.id ?? null, text: read.args.text }).toEqual({
    phase,
    text: reason,
  });
});

test.each<[string, string | null]>([
  ["", null],
  ["mvp", "mvp"],
  ["Phase: MVP", "mvp"],
  ["‘phase: mvp’ please", "mvp"],
  ["«MVP»", "mvp"],
  ["mpv", "there is no phase `mpv`. Did you mean `mvp`?"],
  ["nonsense", "there is no phase `nonsense`."],
])("the phase to review, or to carry over to: %j", (text, expected) => {
  const read = maybePhase(BUILTIN, text);
  if (read.kind === "parsed") expect(read.args?.id ?? null).toBe(expected);
  else expect(read.reason).toContain(expected);
});

test("a phase may be written without quotes where nothing else can follow", () => {
  const read = onlyPhase(BUILTIN, "Phase: MVP", "/phase set <phase>");
  expect(read.kind === "parsed" && read.args.id).toBe("mvp");
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

test("whatever is written, no reply holds a command, and nobody is called", () => {
  const verbs = fc.constantFrom(...commands.map(({ verb }) => verb), "");
  fc.assert(
    fc.property(verbs, hostile, fc.constantFrom("issue", "pull request", "review"), (verb, args, place) => {
      const command = commandOf(verb);
      const result = command?.carryOut(args, contextAt(place)) ?? unknownVerb(args);
      const bodies = [
        ...bodiesOf([{ invocation: { verb, args, line: 1 }, result }]),
        ...(result.kind === "done" ? result.changes : []).flatMap((each) =>
          each.kind === "record" ? [each.body] : [],
        ),
      ];
      for (const body of bodies) {
        expect(parseCommands(body)).toEqual({ kind: "commands", invocations: [] });
        expect(body.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "").replace(/<!--[\s\S]*?-->/g, "")).not.toMatch(/@\w/);
      }
    }),
    { numRuns: 300 },
  );
});
