// milegate evidence verify: what is whole ends with 0, what was changed with 1.
import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { evidenceText } from "../../src/history/evidence-text.ts";
import { runMilegate } from "./run.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const ROW = {
  ...{ repository: "octo/shop", review: 7, phase: "mvp", round: 1, outcome: "continue", by: ["sam", "sue"] },
  ...{ at: "2026-03-01T12:00:00.000Z", reason: "=good", waived: [] },
};

function exported(format: "csv" | "json", since = ""): { text: string; head: string } {
  const parts = [...evidenceText({ kind: "decisions", owner: "octo", since, until: "" }, format, [ROW, ROW], sha256)];
  const text = parts.join("");
  return { text, head: /[0-9a-f]{64}(?!.*[0-9a-f]{64})/s.exec(text)?.[0] ?? "" };
}

const verify = (input: string, ...options: string[]) => runMilegate(["evidence", "verify", "-", ...options], { input });

test.each(["csv", "json"] as const)("a whole %s", async (format) => {
  const { text, head } = exported(format);
  expect(await verify(text, "--head", head)).toMatchObject({ code: 0, out: expect.stringContaining(head) });
  expect(await verify(text, "--json")).toMatchObject({ code: 0 });
});

test.each<[string, (text: string) => string, string[]]>([
  ["a changed word", (text) => text.replace("good", "bad!"), []],
  ["a row cut off", (text) => text.replace(/[^\n]+\n$/, ""), ["--head", exported("csv").head]],
  ["no export", () => "hello", []],
  ["nothing", () => "", []],
])("%s is found", async (_what, change, options) => {
  expect((await verify(change(exported("csv").text), ...options)).code).toBe(1);
});

test("for a time it takes that time", async () => {
  const { text } = exported("json", "2026-01-01");
  expect(await verify(text)).toMatchObject({ code: 1, out: expect.stringContaining("--since") });
  expect(await verify(text, "--since", "2026-01-01")).toMatchObject({ code: 0 });
  expect(await verify(text, "--since", "2026-01-02")).toMatchObject({ code: 1 });
});

test.each([[["--kind", "nothing"]], [["--owner"]]])("%j is refused", async (options) => {
  expect((await verify(exported("json").text, ...options)).code).toBe(2);
});

test("an export without rows is that of its request", async () => {
  const request = { kind: "decisions", owner: "octo", since: "", until: "" } as const;
  const none = [...evidenceText(request, "json", [], sha256)].join("");
  const head = sha256("decisions\nocto\n\n\n");
  expect((await verify(none, "--kind", "decisions", "--owner", "octo", "--head", head)).code).toBe(0);
  expect((await verify(none, "--kind", "merges", "--owner", "octo", "--head", head)).code).toBe(1);
  expect((await verify(none)).code).toBe(1);
});
