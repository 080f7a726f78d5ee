// What the pages tell people to type is there: scripts, programs, subcommands with their options, settings, commands in comments.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { allSubcommands } from "../../src/cli/index.ts";
import { parseCommands } from "../../src/commands/grammar.ts";
import { commandOf, commands } from "../../src/commands/index.ts";
import { contextOf } from "../../src/reconcile/command-context.ts";
import { isSettingName } from "../../src/settings.ts";
import { issue, NOW, planOf, pull, review, snapshot } from "../builders.ts";
import { requestProblems } from "../contract/openapi.ts";
import { allCode, docsPage, docsPages, REPOSITORY_ROOT } from "./pages.ts";

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL("package.json", REPOSITORY_ROOT), "utf8")));

/** What `pattern` finds in the code of all pages, by its first group. */
const found = (pattern: RegExp): string[] => allCode.flatMap(({ code }) => [...code.matchAll(pattern)].map(wordOf));
const wordOf = ([, word = ""]: RegExpExecArray): string => word;

test("the README begins with the two commands", () => {
  const [top = ""] = docsPage("README.md").text.split("\n---\n");
  const commands = [...top.matchAll(/^ {4}(.+)$/gm)].map(([, command]) => command);
  expect(commands).toEqual(["npm ci && npm run demo", "npm ci && npm test"]);
});

describe("in a terminal", () => {
  test("scripts of npm", () => {
    const names = [...found(/\bnpm run (?:-s )?([\w:-]+)/g), ...found(/\bnpm (start|test)\b/g)];
    expect(names).toEqual(expect.arrayContaining(["demo", "build", "generate", "start", "test"]));
    expect(names.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test("programs that node runs", () => {
    const files = found(/\bnode (?:--\S+ )*([\w./-]+\.ts)\b/g);
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !existsSync(new URL(file, REPOSITORY_ROOT)))).toEqual([]);
  });

  test("options of the demo", () => {
    const usage = readFileSync(new URL("demo/main.ts", REPOSITORY_ROOT), "utf8");
    const options = found(/npm run demo -- (--[\w-]+)/g);
    expect(options).toEqual(expect.arrayContaining(["--serve", "--play"]));
    expect(options.filter((option) => !usage.includes(`  ${option} `))).toEqual([]);
  });

  test("subcommands of milegate, with their options", () => {
    const calls = found(
      /(?:^|\s)(?:milegate(?: --env \S+)?|node (?:--env-file=\S+ )?dist\/cli\/main\.js) ((?:[a-z]+|--help)\b.*)$/g,
    );
    expect(calls.length).toBeGreaterThan(3);
    for (const call of calls) {
      const [name = "", ...rest] = call.split(/\s+/);
      const subcommand = allSubcommands.find((each) => each.name === name);
      expect(name === "--help" || subcommand !== undefined ? "" : call).toBe("");
      const known = subcommand?.options.map(({ flags }) => flags.split(" ")[0]) ?? [];
      expect(rest.filter((word) => word.startsWith("--") && !known.includes(word))).toEqual([]);
    }
  });
});

/** Not of the server: the command line's token and app, Compose's password, the set-up page, the tests' switches; GitHub's words. */
const OTHERS = [
  "GITHUB_TOKEN",
  "MILEGATE_APP",
  "MILEGATE_APP_ID",
  "MILEGATE_PRIVATE_KEY",
  "TEST_LOG_LEVEL",
  "UPDATE_CASES",
  "GH_ORG",
  "POSTGRES_PASSWORD",
  "DEFAULT_BRANCH",
  "NOT_FOUND",
  "RATE_LIMITED",
  "GITHUB_SECONDARY",
  "RESOURCE_LIMITS_EXCEEDED",
  "NOT_IMPLEMENTED",
];

test("settings", () => {
  const names = docsPages.flatMap(({ text }) => text.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? []);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !isSettingName(name) && !OTHERS.includes(name))).toEqual([]);
});

describe("in comments", () => {
  const items = {
    issue: issue(1, { milestone: { number: 1, title: "MVP" } }),
    "pull request": pull(1),
    review: issue(1, { own: review(1) }),
  };
  const contextAt = (place: keyof typeof items) =>
    contextOf(planOf("review: { sign_offs: [{ id: security, by: write }] }"), {
      snapshot: snapshot([items[place]], place === "review" ? { reviews: [review(1)] } : {}),
      pulls: [],
      item: items[place],
      origin: { by: "alice", byId: 1, command: 1, line: 1, at: NOW, repository: "1", item: 1 },
      recorded: [],
      may: {},
      lapsed: new Set(),
      namedBy: null,
      countsVoice: () => true,
      now: NOW,
    });
  const written = [...new Set(allCode.map(({ code }) => code).filter((code) => /^\/phase \S/.test(code)))];

  test("there are some", () => {
    expect(written.length).toBeGreaterThan(25);
  });

  /** A form with places to be filled in is one that help shows; where a whole command stands, it is understood. */
  test.each(written)("%s", (code) => {
    const [invocation] = parseCommands(code);
    const command = commandOf(invocation?.verb ?? "");
    expect(command?.verb).toBe(invocation?.verb);
    if (/[<[]/.test(code)) expect(commands.flatMap(({ usage }) => usage)).toContain(code);
    else if (code !== `/phase ${command?.verb}`)
      expect(command?.parse(invocation?.args ?? "", contextAt(command.where[0] ?? "issue")).kind).toBe("parsed");
  });
});

/** `gh api` as docs/protecting.md has it: a path, a method, and a body from fields or from what follows. */
function requestOf(command: string) {
  const [line = "", ...body] = command
    .replaceAll("\\\n", " ")
    .replaceAll(/"?\$APP_ID"?/g, "42")
    .split("\n");
  const input = body.slice(0, body.indexOf("JSON")).join("\n");
  const fields = [...line.matchAll(/ -([fF]) (\w+)=(\S+)/g)].map(([, flag, key = "", value = ""]) => [
    key,
    flag === "F" ? JSON.parse(value) : value,
  ]);
  return {
    method: / --method (\w+)/.exec(line)?.[1] ?? "GET",
    path: / (\/\S+)/.exec(line)?.[1] ?? "",
    query: {},
    body: / --input - <<JSON$/.test(line) ? JSON.parse(input) : fields.length > 0 ? Object.fromEntries(fields) : null,
  };
}

const requests = docsPage("docs/protecting.md")
  .nodes.flatMap((node) => (node.type === "code" && node.lang === "sh" ? [node.value] : []))
  .flatMap((script) => script.split(/(?=gh api )/).filter((part) => part.startsWith("gh api ")))
  .map((command) => requestOf(command.replaceAll(/\)$/gm, "")));

test("requests with gh are as GitHub describes them", () => {
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /apps/milegate",
    "POST /repos/OWNER/REPO/rulesets",
    "GET /repos/OWNER/REPO/rules/branches/main",
    "PUT /orgs/ORG/properties/schema/phased",
    "POST /orgs/ORG/rulesets",
    "POST /repos/OWNER/REPO/environments/production/deployment_protection_rules",
  ]);
  expect(requests.flatMap(({ body, ...request }) => requestProblems({ ...request, body: body ?? undefined }))).toEqual(
    [],
  );
});
