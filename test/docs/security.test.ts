// The threat model names, for each attempt, what holds it and a test that is there.
import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { docsPage, REPOSITORY_ROOT, tableBelow } from "./pages.ts";

test("each row names what holds it and which tests do so", () => {
  const rows = tableBelow(docsPage("docs/security.md"), "Who wants what, and what holds them");
  expect(rows.length).toBeGreaterThan(20);
  for (const [, wants = "", holds = "", tests = ""] of rows) {
    expect(holds).toMatch(/\S{3}/);
    const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
    expect([wants, files.filter((file) => !existsSync(new URL(file, REPOSITORY_ROOT)))]).toEqual([wants, []]);
    expect([wants, files.length > 0]).toEqual([wants, true]);
  }
});

test("the page for reports leads to it", () => {
  expect(docsPage("SECURITY.md").text).toContain("(docs/security.md)");
});
