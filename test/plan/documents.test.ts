// The plans that people copy from README and docs are read by the real parser.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parsePlan, type ValidPlan } from "../../src/plan/parse.ts";

const root = new URL("../../", import.meta.url);
const pages = ["README.md", ...readdirSync(new URL("docs", root)).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith(".md"),
);

/** Other YAML has no line like the first of a plan. */
const plansIn = (path: string): string[] =>
  [...readFileSync(new URL(path, root), "utf8").matchAll(/^```ya?ml\n(.*?)^```/gms)]
    .map(([, text = ""]) => text)
    .filter((text) => /^version: 1$/m.test(text));

const isOwners = (text: string): boolean => /^# .*owner's/m.test(text);

function valid(text: string, owner: ValidPlan | null = null): ValidPlan {
  const parsed = parsePlan(text, owner);
  if (parsed.kind === "invalid") throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  return parsed;
}

/** What extends the owner's file extends the one that is shown before it. */
test.each(pages.map((path) => [path, plansIn(path)] as const).filter(([, plans]) => plans.length > 0))(
  "%s",
  (_path, plans) => {
    let owner: ValidPlan | null = null;
    for (const text of plans) {
      const parsed: ValidPlan = valid(text, /^extends: owner$/m.test(text) ? owner : null);
      if (isOwners(text)) owner = parsed;
    }
  },
);

test("there are such pages", () => {
  expect(pages.flatMap(plansIn).length).toBeGreaterThanOrEqual(7);
});
