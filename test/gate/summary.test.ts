// A check's summary stays within GitHub's bytes, and what it cuts is never what to do next.
import { expect, test } from "@jest/globals";
import { commentOf } from "../../src/decisions/record.ts";
import type { PullItem } from "../../src/github/model.ts";
import { BODY_LIMIT, bytes } from "../../src/markdown/cut.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { NOW, openMilestone, pull, recordComment, snapshot } from "../builders.ts";

const PHASES = 19;

/** The last phase waits for all others, each of which has thousands of open issues with the longest titles. */
function summaryFor(title: string, pulls: PullItem[]): string {
  const earlier = Array.from({ length: PHASES }, (_each, at) => `p${at}`);
  const text = [
    "version: 1",
    "phases:",
    ...earlier.map((id) => `  - { id: ${id}, name: "${title.slice(0, 60)}", milestones: ["${id}"], share: 1 }`),
    `  - { id: last, name: Last, milestones: ["last"], requires: [${earlier.join(", ")}] }`,
  ].join("\n");
  const milestones = earlier.map((id, at) => {
    const made = openMilestone(at + 1, id, 5_000);
    const firstOpen = made.issues.firstOpen.map((issue) => ({ ...issue, title }));
    return { ...made, issues: { ...made.issues, firstOpen } };
  });
  const changes = decide(snapshot(pulls, { config: { oid: "1", text }, milestones }), NOW);
  const set = changes.find((change) => change.kind === "set-check");
  if (set === undefined) throw new Error(JSON.stringify(changes).slice(0, 500));
  expect(bytes(set.content.title)).toBeLessThanOrEqual(255);
  return set.content.summary;
}

const LAST = { number: 99, title: "last" };
const record = {
  kind: "override",
  reason: "漢".repeat(60_000),
  expires: new Date(NOW.getTime() + 60_000),
  by: "alice",
  command: 1,
  line: 1,
  at: NOW,
} as const;
const override = recordComment(5, { body: commentOf(record, "") });

test.each([
  ["plain", "a".repeat(256)],
  ["of three bytes a character", "漢".repeat(256)],
  ["of four bytes a character", "🚢".repeat(128)],
  ["that have to be escaped", "<@*_|".repeat(51)],
])("with titles %s", (_name, title) => {
  const alone = pull(7, { milestone: LAST });
  const summary = summaryFor(title, [alone]);
  expect(bytes(summary)).toBeLessThanOrEqual(BODY_LIMIT);
  expect(summary.slice(0, 60)).toContain("### What to do next\n\nClose the 5000 open issues of");
  expect(summary).not.toContain("\uFFFD");
  const sharers = Array.from({ length: 300 }, (_each, at) => pull(at + 1, { title, headSha: "one", milestone: LAST }));
  const shared = summaryFor(title, sharers);
  expect(bytes(shared)).toBeLessThanOrEqual(BODY_LIMIT);
  expect(shared).toContain("### What to do next");
  expect(shared).toContain("### Shared with");
  const overridden = summaryFor(title, [{ ...alone, comments: [override] }]);
  expect(bytes(overridden)).toBeLessThanOrEqual(BODY_LIMIT);
  expect(overridden).toContain("/phase override cancel");
  expect(overridden).toContain("### Without it");
});
