// Which reads are older than an event says.
import { expect, test } from "@jest/globals";
import type { Item, Milestone } from "../../src/github/model.ts";
import type { EventProof, ItemProof } from "../../src/proof.ts";
import {
  compareItem,
  compareMilestone,
  compareRepository,
  type ProofResult,
} from "../../src/reconcile/compare-proof.ts";
import { issue, milestone, pull, repositoryReading } from "../builders.ts";

const EVENT = "2026-03-01T12:00:00Z";
const at = (second: number) => new Date(new Date(EVENT).getTime() + second * 1000);
const edited: ItemProof = { kind: "item", at: EVENT };
const closed: ItemProof = { ...edited, state: "closed" };
const demilestoned: ItemProof = { ...edited, milestone: null };
const labelled = { ...edited, labelled: { bug: true } };
const unlabelled = { ...edited, labelled: { bug: false } };
const pushed: ItemProof = { ...edited, head: { sha: "new", base: "main" } };
const isClosed = { state: "closed" } as const;

test.each<[string, EventProof | undefined, Item | undefined, string]>([
  ["not found", closed, undefined, "below"],
  ["not found, and the event proves no more", undefined, undefined, "below"],
  ["found, and the event proves no more", undefined, issue(1), "shown"],
  ["an update before the event", closed, issue(1, { ...isClosed, updatedAt: at(-1) }), "below"],
  ["an update after the event, whatever it shows", closed, issue(1, { updatedAt: at(1) }), "shown"],
  ["the same second, as the event says", closed, issue(1, { ...isClosed, updatedAt: at(0.9) }), "shown"],
  ["the same second, another state", closed, issue(1, { updatedAt: at(0) }), "doubtful"],
  ["still in a milestone", demilestoned, issue(1, { milestone: { number: 2, title: "MVP" } }), "doubtful"],
  [
    "what else changed in the same second",
    closed,
    issue(1, { ...isClosed, milestone: { number: 2, title: "MVP" } }),
    "shown",
  ],
  ["without the label", labelled, issue(1, isClosed), "doubtful"],
  ["with the label", labelled, issue(1, { ...isClosed, labels: ["Bug"] }), "shown"],
  ["the label is still on", unlabelled, issue(1, { ...isClosed, labels: ["bug"] }), "doubtful"],
  ["other labels are nobody's business", closed, issue(1, { ...isClosed, labels: ["bug"] }), "shown"],
  ["the head before the push", pushed, pull(1, { headSha: "old", updatedAt: at(0) }), "doubtful"],
  ["the head that was pushed", pushed, pull(1, { headSha: "new", updatedAt: at(0) }), "shown"],
  ["still there", { kind: "gone" }, issue(1), "below"],
  ["gone", { kind: "gone" }, undefined, "shown"],
])("an item: %s", (_name, proof, item, result) => {
  expect(compareItem(proof, item)).toBe(result);
});

const renamed: EventProof = { kind: "milestone", state: "open", title: "MVP", description: "a\r\nb", dueOn: null };

test.each<[string, EventProof | undefined, Milestone | undefined, string]>([
  ["not found", renamed, undefined, "below"],
  ["as the event says", renamed, milestone(1, "MVP", { description: "a\nb" }), "shown"],
  ["another title", renamed, milestone(1, "Core", { description: "a\nb" }), "doubtful"],
  ["another due date", renamed, milestone(1, "MVP", { description: "a\nb", dueOn: at(0) }), "doubtful"],
  ["still there", { kind: "gone" }, milestone(1, "MVP"), "below"],
  ["gone", { kind: "gone" }, undefined, "shown"],
])("a milestone: %s", (_name, proof, found, result) => {
  expect(compareMilestone(proof, found)).toBe(result);
});

const repository = repositoryReading({
  visibility: "internal",
  head: "abc",
  labels: [{ name: "bug", description: "" }],
  roster: {
    ...{ isOrganization: true, repositories: [], editable: [] },
    properties: new Map([["shop", { Delivery: "checkout", kinds: ["a", "b"] }]]),
  },
});

test.each<[EventProof | undefined, ProofResult]>([
  [undefined, "shown"],
  [{ kind: "repository", head: "abc" }, "shown"],
  [{ kind: "repository", head: "def" }, "doubtful"],
  [{ kind: "repository", defaultBranch: "main" }, "shown"],
  [{ kind: "repository", defaultBranch: "trunk" }, "doubtful"],
  [{ kind: "repository", isArchived: false }, "shown"],
  [{ kind: "repository", isArchived: true }, "doubtful"],
  [{ kind: "repository", isPublic: false }, "shown"],
  [{ kind: "repository", isPublic: true }, "doubtful"],
  [{ kind: "repository", label: { name: "bug", isThere: true } }, "shown"],
  [{ kind: "repository", label: { name: "bug", isThere: false } }, "doubtful"],
  [{ kind: "repository", label: { name: "new", isThere: true } }, "doubtful"],
  [{ kind: "repository", properties: { delivery: "checkout", kinds: ["a", "b"], team: null } }, "shown"],
  [{ kind: "repository", properties: { delivery: "other" } }, "doubtful"],
  [{ kind: "repository", properties: { delivery: null } }, "doubtful"],
  [{ kind: "repository", properties: { team: "a" } }, "doubtful"],
])("of a repository %j is %s", (proof, result) => {
  expect(compareRepository(proof, repository)).toBe(result);
});
