// milegate explain --save: a bug report is a file.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { parseCase, type RecordedCase, replayCase } from "../../src/reconcile/recorded/case.ts";
import { runMilegate } from "./run.ts";
import { useShop } from "./shop.ts";

const shop = useShop();

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "milegate-save-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const textAt = (file: string): string => readFileSync(join(cwd, file), "utf8");

function caseAt(file: string): RecordedCase {
  const parsed = parseCase(textAt(file));
  if (parsed.kind === "unreadable") throw new Error(parsed.why);
  return parsed.recorded;
}

/** A blocked pull request, on which people talked. */
async function blocked() {
  const { alice, as, env } = await shop();
  alice.createMilestone("MVP", { description: "For Ada" });
  alice.openIssue("Pay", { milestone: 1 });
  alice.createLabel("polish");
  const pull = alice.openPull("Shine", { body: "As Ada wished" });
  alice.label(pull.number, "polish");
  as("mallory").comment(pull.number, "<!-- milegate:override by=mallory -->\nAda said so");
  const explain = (...options: string[]) =>
    runMilegate(["explain", `octo/shop#${pull.number}`, ...options], { env, cwd });
  return { explain, env, alice };
}

test("the file decides as the app would, holds nobody's words and no token, and the command says what is in it", async () => {
  const { explain, env } = await blocked();
  const saved = await explain("--save", "case.json");
  expect(saved.code).toBe(1);
  expect(saved.out).toContain("✘ Blocked: Polish waits for MVP (0 of 1 issue closed)");
  expect(saved.err).toMatch(
    /^wrote case\.json: \d+ KB, 1 item, 1 milestone, 0 reviews, 1 comment, 2 logins, 1 change\.$/m,
  );
  expect(saved.err).toContain("Read the file before you attach it to a bug report.");
  const recorded = caseAt("case.json");
  expect(recorded.changes.map(({ kind }) => kind)).toEqual(["set-check"]);
  expect(replayCase(recorded)).toEqual(recorded.changes);
  expect(textAt("case.json")).toContain('"title": "Shine"');
  expect(textAt("case.json")).not.toMatch(/Ada/);
  expect(textAt("case.json")).not.toContain(env["GITHUB_TOKEN"] ?? "no token");
});

test("--redact replaces names, and leaves the verdict", async () => {
  const { explain } = await blocked();
  expect((await explain("--save", "case.json", "--redact")).err).toContain("Replaced: titles, logins, reasons");
  expect(textAt("case.json")).not.toMatch(/Ada|Shine|Pay|alice|mallory|octo|shop|127\.0\.0\.1/);
  expect(caseAt("case.json").changes).toContainEqual(
    expect.objectContaining({
      kind: "set-check",
      content: expect.objectContaining({ title: "Blocked: Polish waits for MVP (0 of 1 issue closed)" }),
    }),
  );
});

test("a proposed plan is in it, too", async () => {
  const { env, alice } = await shop();
  alice.createMilestone("MVP");
  const pull = alice.openPull("Plan", { files: { ".github/milegate.yml": "version: 2\n" } });
  await runMilegate(["explain", `octo/shop#${pull.number}`, "--save", "plan.json"], { env, cwd });
  expect(caseAt("plan.json").changes.map(({ kind }) => kind)).toEqual(["set-check", "set-plan-check"]);
});

test("what is printed for programs stays one document", async () => {
  const { explain } = await blocked();
  expect(JSON.parse((await explain("--json", "--save", "case.json")).out)).toMatchObject({ number: 2 });
});

test("a recorded case is written over, and nothing else", async () => {
  const { explain } = await blocked();
  await explain("--save", "case.json");
  expect((await explain("--save", "case.json")).code).toBe(1);
  writeFileSync(join(cwd, "package.json"), '{ "name": "mine" }');
  expect(await explain("--save", "package.json")).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringMatching(
      /^error: package\.json already exists, and in milegate: .* Name another file, or remove this one\.$/,
    ),
  });
  expect(textAt("package.json")).toBe('{ "name": "mine" }');
});

test.each<[string[], RegExp]>([
  [["--save", "."], /^error: \. can't be written: it is a folder; name a file in it\.$/],
  [
    ["--save", "gone/case.json"],
    /^error: gone\/case\.json can't be written: its folder does not exist; create it first\.$/,
  ],
  [["--save", "-"], /^error: expected a file's name after --save, found "-"\.$/],
  [["--redact"], /^error: --redact needs --save with a file's name\.$/],
])("%j is refused, and nothing is written", async (options, message) => {
  const { explain } = await blocked();
  expect(await explain(...options)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  expect(readdirSync(cwd)).toEqual([]);
});

test("nothing is written where what is left out decides", async () => {
  const label = "ghp_abcdefghijklmnopqrst";
  const { env, alice } = await shop({
    ".github/milegate.yml": `version: 1\ngate: { exempt: { labels: [${label}] } }\n`,
  });
  alice.createLabel(label);
  const pull = alice.openPull("Shine");
  alice.label(pull.number, label);
  const refused = await runMilegate(["explain", `octo/shop#${pull.number}`, "--save", "case.json"], { env, cwd });
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(
    /^error: case\.json was not written, because the decision is different without people's words\. Describe the steps in the bug report\.\n {2}not decided any more: check of #1: success, Exempt: .*\n {2}decided instead: check of #1: success, Exempt: .*…/,
  );
  expect(readdirSync(cwd)).toEqual([]);
});
