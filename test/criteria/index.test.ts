// The list of criteria is whole: a file each, under its own name, with webhooks that GitHub sends and the app gets.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { criteria } from "../../src/criteria/index.ts";
import { criterionEvents } from "../../src/webhooks/criteria.ts";
import { isSentByGitHub } from "../contract/webhooks.ts";

/** What criteria are made of. */
const SHARED = [
  "members",
  "placed",
  "counts",
  "criterion",
  "facts",
  "index",
  "labelled",
  "options",
  "render",
  "trigger",
];

test("every criterion is in the list by its own name", () => {
  expect(Object.values(criteria).map(({ name }) => name)).toEqual(Object.keys(criteria));
});

test("every criterion has a file of its name", () => {
  const files = readdirSync(new URL("../../src/criteria", import.meta.url)).map((file) => file.replace(/\.ts$/, ""));
  expect(files.filter((file) => !SHARED.includes(file)).toSorted()).toEqual(Object.keys(criteria).toSorted());
});

test("every webhook that a criterion names is one that GitHub sends, and that the app asks for", () => {
  const manifest = parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8"));
  expect(criterionEvents.length).toBeGreaterThan(10);
  expect(criterionEvents.filter((event) => !isSentByGitHub(event))).toEqual([]);
  const optedIn = Object.values(criteria).flatMap(({ optIn }) => optIn?.events ?? []);
  const known = [...manifest.default_events, ...optedIn];
  expect(criterionEvents.filter((event) => !known.includes(event.split(".")[0]))).toEqual([]);
  expect(optedIn.filter((event) => manifest.default_events.includes(event))).toEqual([]);
});
