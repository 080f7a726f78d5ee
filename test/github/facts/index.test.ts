// The list of facts is whole: a file each; and each selection costs what it says, by GitHub's formula.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { costOf } from "@milegate/sandbox";
import { parse } from "graphql";
import { FACT_DEFINITIONS } from "../../../src/github/facts/index.ts";
import { factsDocument } from "../../../src/github/graphql/documents.ts";
import type { FactQuery } from "../../../src/github/model.ts";

/** What facts are made of. */
const SHARED = ["definition", "index", "issues", "lists"];

test("every fact has a file of its name, and every file is in the list", () => {
  const files = readdirSync(new URL("../../../src/github/facts", import.meta.url)).map((file) =>
    file.replace(/\.ts$/, ""),
  );
  expect(files.filter((file) => !SHARED.includes(file)).toSorted()).toEqual(
    FACT_DEFINITIONS.map(({ kind }) => kind).toSorted(),
  );
});

const QUESTIONS: { [Kind in FactQuery["kind"]]: FactQuery<Kind> } = {
  "milestone-issues": { kind: "milestone-issues", milestone: 1, labels: [] },
  "open-issues": { kind: "open-issues", labels: ["bug"] },
  "dropped-issues": { kind: "dropped-issues", milestone: 1 },
  "added-issues": { kind: "added-issues", milestone: 1, since: new Date(0) },
  "open-pulls": { kind: "open-pulls", milestone: 1 },
  releases: { kind: "releases", since: new Date(0) },
  deployment: { kind: "deployment", environment: "Staging" },
  path: { kind: "path", path: "README.md" },
  "head-check": { kind: "head-check", of: "run", name: "build", app: null },
  "open-alerts": { kind: "open-alerts", of: "dependabot", severity: "high" },
  "merged-pulls": { kind: "merged-pulls", milestone: 1, approvals: 1 },
  "commented-pulls": { kind: "commented-pulls", since: new Date(0) },
  "unlabelled-issues": { kind: "unlabelled-issues", milestone: 1, label: "phase: mvp" },
  "workflow-run": { kind: "workflow-run", file: "e2e.yml", branch: "main" },
};

describe("a selection costs no more than it says", () => {
  for (const fact of FACT_DEFINITIONS) {
    if (fact.via !== "selection") continue;
    test(fact.kind, () => {
      const begin: (question: never, starts: readonly string[]) => { selections: string[] } = fact.begin;
      const [selection] = begin(QUESTIONS[fact.kind] as never, []).selections;
      // So many that what is rounded away of one shows.
      const many = Array.from({ length: 20 }, (_each, at) => `f${at}: ${selection}`).join("\n");
      const { nodes, points } = costOf(parse(factsDocument(many)), undefined, {});
      expect(nodes).toBe(20 * fact.cost.nodes);
      expect(points).toBe(Math.max(1, Math.round((20 * fact.cost.requests) / 100)));
    });
  }
});
