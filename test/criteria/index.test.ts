// The list of criteria is whole: the plan's names, in their order, and a file each.
import { readdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { criteria } from "../../src/criteria/index.ts";
import { CRITERION_OPTIONS } from "../../src/plan/criteria.ts";

/** What criteria are made of. */
const SHARED = ["counts", "criterion", "facts", "index", "labelled", "render"];

test("every criterion of the plan is in the list, in the plan's order, by its own name", () => {
  expect(Object.keys(criteria)).toEqual(Object.keys(CRITERION_OPTIONS));
  expect(Object.values(criteria).map(({ name }) => name)).toEqual(Object.keys(criteria));
});

test("every criterion has a file of its name", () => {
  const files = readdirSync(new URL("../../src/criteria", import.meta.url)).map((file) => file.replace(/\.ts$/, ""));
  expect(files.filter((file) => !SHARED.includes(file)).toSorted()).toEqual(Object.keys(criteria).toSorted());
});
