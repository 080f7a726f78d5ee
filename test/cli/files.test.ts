// milegate validate and milegate init, and how the command line answers a call that is off.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { allSubcommands } from "../../src/cli/index.ts";
import { starterPlan } from "../../src/cli/starter.ts";
import { phaseOf } from "../../src/plan/match.ts";
import { parsePlan } from "../../src/plan/parse.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { runMilegate } from "./run.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "milegate-cli-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string | Buffer) => writeFileSync(join(cwd, name), text);

describe("init", () => {
  test("writes a plan that validate finds nothing wrong with, once", async () => {
    expect((await runMilegate(["init"], { cwd })).code).toBe(0);
    expect(await runMilegate(["validate"], { cwd })).toMatchObject({
      code: 0,
      out: "✔ .github/milegate.yml: MVP → Enhancement → Polish",
    });
    write(".github/milegate.yml", "mine");
    expect(await runMilegate(["init"], { cwd })).toMatchObject({
      code: 1,
      err: ".github/milegate.yml already exists; --force overwrites it.",
    });
    expect(readFileSync(join(cwd, ".github/milegate.yml"), "utf8")).toBe("mine");
    expect((await runMilegate(["init", "--force"], { cwd })).code).toBe(0);
    expect((await runMilegate(["validate"], { cwd })).code).toBe(0);
  });

  const planOf = (text: string): Plan => {
    const parsed = parsePlan(text);
    if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
    return parsed.plan;
  };
  const [builtin, starter] = [planOf(""), planOf(starterPlan())];

  test("writes where editors find the schema", () => {
    const [first] = starterPlan().split("\n");
    expect(first).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/raw\.githubusercontent\.com\/[\w-]+\/[\w-]+\/main\//,
    );
    const [, path = ""] = /\/main\/(.+)$/.exec(first ?? "") ?? [];
    expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true);
  });

  test("writes what the built-in plan says, key for key", () => {
    const comparable = ({ phases, ...plan }: Plan) => ({
      ...plan,
      phases: phases.map(({ milestones, ...phase }) => ({
        ...phase,
        milestones: milestones.map(({ source }) => source),
      })),
    });
    expect(comparable(starter)).toEqual(comparable(builtin));
  });

  test("puts every title into the phase in which the built-in plan has it", () => {
    const words = [
      "MVP",
      "Core",
      "phase 1",
      "Enhancement",
      "enhancements",
      "PHASE 2",
      "Polish",
      "phase 3",
      "s",
      "2",
      ":",
    ];
    const title = fc
      .array(fc.oneof(fc.constantFrom(...words, " ", "\n"), fc.string({ unit: "grapheme" })), { maxLength: 4 })
      .map((parts) => parts.join(""));
    const phase = (plan: Plan, title: string) => phaseOf(plan, { number: 1, title })?.id ?? null;
    expect(["Core", "mvp 2", "Phase 3: shine", "Backlog"].map((each) => phase(starter, each))).toEqual([
      "mvp",
      "mvp",
      "polish",
      null,
    ]);
    fc.assert(fc.property(title, (each) => phase(starter, each) === phase(builtin, each)));
  });

  test("writes comments that are a plan, too", async () => {
    await runMilegate(["init"], { cwd });
    const text = readFileSync(join(cwd, ".github/milegate.yml"), "utf8");
    // A comment that is a key or an item, not a sentence.
    const uncommented = text.replace(/^( *)# (?=( {2})?([a-z_]+:|- ))/gm, "$1");
    expect(uncommented).not.toBe(text);
    write("all.yml", uncommented);
    expect(await runMilegate(["validate", "all.yml"], { cwd })).toMatchObject({
      code: 0,
      out: "✔ all.yml: MVP → Enhancement → Polish",
    });
  });
});

describe("validate", () => {
  test("names place, what was found and what was expected", async () => {
    write("plan.yml", "version: 1\nphaces: []\ngate: { until: never }\n");
    const { code, out } = await runMilegate(["validate", "plan.yml"], { cwd });
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^plan\.yml:2:1 phaces: unknown key "phaces"\. Did you mean "phases"\?/),
      expect.stringMatching(
        /^plan\.yml:3:16 gate\.until: "never" is no known value\. Expected one of: criteria, milestone, decision\./,
      ),
      "✘ 2 problems",
    ]);
  });

  test("holds a file to the owner's locks", async () => {
    write("owner.yml", "version: 1\ngate: { until: decision }\nlocked: [gate.until]\n");
    write("own.yml", "version: 1\nextends: owner\ngate: { until: criteria }\n");
    expect(await runMilegate(["validate", "own.yml"], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining("It extends the owner's file, which was not checked"),
    });
    const { code, out } = await runMilegate(["validate", "own.yml", "--owner-file", "owner.yml"], { cwd });
    expect([code, out]).toEqual([1, expect.stringContaining("locked by the owner: expected decision.")]);
  });

  test.each<[string, string | Buffer, number, string]>([
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00]), 1, "the file is not text; expected YAML in UTF-8."],
    ["nothing", "", 0, "MVP → Enhancement → Polish"],
    ["a byte order mark", "\uFEFFversion: 1\n", 0, "MVP → Enhancement → Polish"],
    ["line ends of Windows", "version: 1\r\nphaces: []\r\n", 1, "plan.yml:2:1 phaces: unknown key"],
    ["tabs", "gate:\n\tuntil: never\n", 1, "plan.yml:2:1 found a tab; YAML is indented with spaces only."],
    ["a megabyte", `# ${"x".repeat(1_048_576)}`, 1, "the file has 1048578 bytes; expected 65536 at most."],
  ])("takes %s", async (_name, bytes, code, said) => {
    write("plan.yml", bytes);
    const ran = await runMilegate(["validate", "plan.yml"], { cwd });
    expect([ran.code, ran.out]).toEqual([code, expect.stringContaining(said)]);
  });

  test("takes standard input", async () => {
    expect(await runMilegate(["validate", "-"], { input: "version: 2" })).toMatchObject({
      code: 1,
      out: expect.stringContaining("-:1:10 version: expected 1"),
    });
  });
});

describe("a call that is off", () => {
  test.each<[string[], RegExp]>([
    [["validate", "missing.yml"], /there is no missing\.yml here; `milegate init missing\.yml` writes one/],
    [["validate", "."], /^error: \. is a folder; expected a plan's file\.$/],
    [["validate", ""], /expected a file's name/],
    [["init", ".", "--force"], /^error: \. is a folder; name a file\.$/],
    [["frobnicate"], /unknown command 'frobnicate'/],
    [["statsu"], /Did you mean|unknown command/],
    [["plan"], /missing required argument 'repository'/],
    [["plan", "octo.com"], /expected a repository as OWNER\/REPO or as its URL \(https:\S+\), found "octo\.com"/],
    [["status", "octo"], /expected a repository as OWNER\/REPO or as its URL \(https:\S+\), found "octo"/],
    [["plan", "octo/shop"], /GITHUB_TOKEN is not set/],
    [["explain", "octo/shop"], /expected a pull request as OWNER\/REPO#NUMBER or as its URL .+, found "octo\/shop"/],
    [["plan", "octo/shop", "--app-id", "x"], /GITHUB_TOKEN is not set/],
    [["sandbox", "--port", "x"], /--port takes a number up to 65535, found "x"/],
    [["doctor"], /set APP_ID, and PRIVATE_KEY/],
    [["completion"], /missing required argument 'shell'/],
    [["completion", "tcsh"], /Allowed choices are bash, zsh, fish/],
    [["validate", "--frobnicate"], /unknown option '--frobnicate'/],
  ])("%j ends with 2 and says what to change", async (argv, said) => {
    const { code, err } = await runMilegate(argv, { cwd });
    expect([code, err]).toEqual([2, expect.stringMatching(said)]);
  });
});

test("validate says which deliveries a file plans, and refuses them in a repository's own", async () => {
  write(
    "owner.yml",
    "deliveries: [{ id: a, name: Checkout, repositories: [web, 'lib-*'], phases: [{ id: m, milestones: [1] }] }]",
  );
  const { code, out } = await runMilegate(["validate", "owner.yml"], { cwd });
  expect([code, out]).toEqual([0, expect.stringContaining("\n  Delivery Checkout, at home in web: m")]);
  const json = await runMilegate(["validate", "owner.yml", "--json"], { cwd });
  expect(JSON.parse(json.out)).toMatchObject({ deliveries: [{ id: "a", home: "web", phases: ["m"] }] });
  expect(await runMilegate(["validate", "owner.yml", "--owner-file", "owner.yml"], { cwd })).toMatchObject({
    code: 1,
    out: expect.stringContaining("deliveries: deliveries are planned for all repositories of an owner"),
  });
});

test("validate --json says it for programs", async () => {
  write("plan.yml", "version: 2");
  const invalid = await runMilegate(["validate", "plan.yml", "--json"], { cwd });
  expect([invalid.code, JSON.parse(invalid.out)]).toEqual([
    1,
    {
      file: "plan.yml",
      kind: "invalid",
      problems: [{ line: 1, column: 10, path: "version", message: expect.stringContaining("expected 1") }],
    },
  ]);
  const valid = await runMilegate(["validate", "-", "--json"], { input: "version: 1" });
  expect([valid.code, JSON.parse(valid.out)]).toEqual([
    0,
    { file: "-", kind: "valid", phases: ["mvp", "enhancement", "polish"], hints: [] },
  ]);
});

test("help can be read at 60 columns", async () => {
  for (const argv of [[], ...allSubcommands.map(({ name }) => [name])]) {
    const { out } = await runMilegate([...argv, "--help"], { columns: 60 });
    expect(out.split("\n").filter((line) => line.length > 60)).toEqual([]);
  }
});

test("help lists every subcommand with its summary", async () => {
  const { code, out } = await runMilegate(["--help"]);
  expect(code).toBe(0);
  const flat = out.replace(/\s+/g, " ");
  for (const { name, summary } of allSubcommands) expect(flat).toMatch(new RegExp(`${name} .*${summary.slice(0, 20)}`));
  for (const { name, summary } of allSubcommands)
    expect((await runMilegate([name, "--help"])).out.replace(/\s+/g, " ")).toContain(summary);
});

test("--env reads settings from a file, and the environment comes first", async () => {
  write("app.env", "APP_ID=1\nPRIVATE_KEY=x\n");
  const said = async (env: Record<string, string>) =>
    (await runMilegate(["--env", "app.env", "doctor"], { cwd, env })).err;
  expect(await said({})).toContain("PRIVATE_KEY is not usable");
  expect(await said({ PRIVATE_KEY: "" })).toContain("doctor acts as the app on GitHub: set APP_ID, and PRIVATE_KEY");
  expect(await runMilegate(["doctor", "--env", "missing.env"], { cwd })).toMatchObject({
    code: 2,
    err: "error: --env: missing.env can't be read (ENOENT).",
  });
});
