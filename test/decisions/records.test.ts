// Records: what is written is read back, and nobody but the app can write one.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type AnyRecord, commentOf, markerOf, parseRecord } from "../../src/decisions/record.ts";
import { ofKind, recordsOf } from "../../src/decisions/trust.ts";
import { escapeText } from "../../src/markdown/escape.ts";
import { recordComment } from "../builders.ts";

const text = fc.string({ unit: "binary", maxLength: 60 }).map((each) => each.toWellFormed());
const nasty = fc.oneof(
  text,
  fc.constantFrom("-->", "--", "<!-- milegate:decision", "a\n<!-- x -->", "%2D", "a b=c", "`", "\0", "é👩‍👩‍👧", ""),
);
const word = nasty.filter((each) => each !== "");
const origin = {
  by: word,
  byId: fc.nat(),
  command: fc.nat(),
  line: fc.nat(500),
  at: fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
  repository: word,
  item: fc.nat(),
};
const round = { phase: fc.stringMatching(/^[a-z0-9-]{1,10}$/), round: fc.nat(99) };
const restrictions = fc.array(
  fc.record({ kind: fc.constantFrom("stop", "concern", "override-cancel", "deleted"), id: fc.nat(), name: nasty }),
  { maxLength: 3 },
);
const outcome = fc.constantFrom("continue", "pivot", "stop");
const record: fc.Arbitrary<AnyRecord> = fc.oneof(
  fc.record({
    kind: fc.constant("decision"),
    ...round,
    outcome,
    reason: nasty,
    deciders: fc.array(word, { maxLength: 4 }),
    waived: fc.array(word, { maxLength: 4 }),
    undoneBy: restrictions,
    done: fc.nat(),
    dropped: fc.nat(),
    left: fc.nat(),
    carried: fc.array(word, { maxLength: 3 }),
    settled: fc.constantFrom("no", "yes"),
    ...origin,
  }),
  fc.record({ kind: fc.constant("vote"), ...round, outcome, reason: nasty, ...origin }),
  fc.record({ kind: fc.constant("concern"), ...round, name: word, text: nasty, ...origin }),
  fc.record({ kind: fc.constant("resolve"), ...round, name: word, ...origin }),
  fc.record({
    kind: fc.constant("override"),
    reason: nasty,
    expires: origin.at,
    head: word,
    endedAt: origin.at,
    undoneBy: restrictions,
    ...origin,
  }),
  fc.record({ kind: fc.constant("override-cancel"), ...origin }),
  fc.record({ kind: fc.constant("carry-over"), ...round, to: word, settled: fc.constantFrom("no", "yes"), ...origin }),
  fc.record({ kind: fc.constant("update"), ...round, decision: fc.nat() }),
  fc.record({ kind: fc.constant("withdrawn"), ...round, outcome }),
  fc.record({ kind: fc.constant("carried"), ...round, request: fc.nat() }),
);

test("what is rendered is parsed back, whatever people wrote", () => {
  fc.assert(
    fc.property(record, nasty, (given, words) => {
      const marker = markerOf(given);
      expect(marker).toMatch(/^<!-- milegate:[a-z-]+ [!-=?-~ ]*-->$/);
      expect(marker.slice(4, -3)).not.toContain("--");
      expect(parseRecord(commentOf(given, escapeText(words)))).toEqual(given);
      expect(parseRecord(commentOf(given, "text").replaceAll("\n", "\r\n"))).toEqual(given);
    }),
  );
});

test("no text of a person is a trusted record, even if the app repeats it", () => {
  fc.assert(
    fc.property(record, nasty, (forged, words) => {
      const body = commentOf(forged, words);
      const others = [
        recordComment(1, { own: false, author: { login: "mallory", isBot: false }, body }),
        recordComment(2, { editedByOthers: true, body }),
        recordComment(3, { body: `alice wrote:\n${body}` }),
        recordComment(4, { body: `> ${body}` }),
        recordComment(5, { body: escapeText(body) }),
      ];
      expect(recordsOf(others).trusted).toEqual([]);
    }),
  );
});

const at = new Date("2026-03-01T12:00:00.000Z");
const origins = { by: "alice", command: 42, line: 1, at };
const decision: AnyRecord = {
  ...{ kind: "decision", phase: "mvp", round: 1, outcome: "continue", reason: "", deciders: ["alice"], waived: [] },
  ...origins,
};
const marker =
  "<!-- milegate:decision phase=mvp round=1 outcome=continue reason= deciders=alice waived= by=alice command=42 line=1 at=2026-03-01T12%3A00%3A00.000Z -->";

test("a marker reads so", () => {
  expect(markerOf(decision)).toBe(marker);
});

test("a record by the bot that every workflow writes as is ignored, though it is the app's own", () => {
  const body = markerOf({ kind: "override-cancel", by: "alice", command: 1, line: 1, at: new Date(0) });
  const { trusted, distrusted } = recordsOf([
    recordComment(1, { author: { login: "github-actions", isBot: true }, body }),
    recordComment(2, { author: { login: "milegate", isBot: true }, body }),
  ]);
  expect(trusted.map(({ id }) => id)).toEqual([2]);
  expect(distrusted.map(({ why }) => why)).toEqual(["github-actions wrote it, as any workflow can"]);
});

describe("is no record:", () => {
  test.each([
    ["an unknown kind", marker.replace("decision", "revision")],
    ["an unknown key", marker.replace(" -->", " more=x -->")],
    ["a missing key", marker.replace(" round=1", "")],
    ["a key that comes twice", marker.replace(" round=1", " round=1 round=1")],
    ["a round that is no number", marker.replace("round=1", "round=one")],
    ["an unknown outcome", marker.replace("=continue", "=maybe")],
    ["a date that isn't one", marker.replace("03-01", "13-41")],
    ["a broken encoding", marker.replace("reason=", "reason=%E0%A4%A")],
    ["a broken encoding in a list", marker.replace("deciders=alice", "deciders=%25E0")],
    ["a marker that is not at the beginning", `Done.\n${marker}`],
    ["a marker with something behind it", `${marker} and more`],
    ["no marker", "hello"],
  ])("%s", (_name, body) => {
    expect(parseRecord(body)).toBeNull();
  });
});

test("forged, edited and quoted ones are told apart, in the order of writing", () => {
  const { trusted, distrusted } = recordsOf([
    recordComment(4, { own: false, author: { login: "mallory", isBot: false }, body: `> ${marker}` }),
    recordComment(3, { own: false, author: null, body: marker }),
    recordComment(2, { editedByOthers: true, body: marker }),
    recordComment(1, { body: marker }),
    recordComment(5, { own: false, author: { login: "bob", isBot: false }, body: "<!-- milegate:reply comment=1 -->" }),
  ]);
  expect(ofKind(trusted, "decision").map(({ url }) => url.split("-").at(-1))).toEqual(["1"]);
  expect(ofKind(trusted, "vote", "concern")).toEqual([]);
  expect(distrusted.map(({ why }) => why)).toEqual([
    "somebody edited it",
    "somebody who is gone wrote it, not the app",
    "mallory wrote it, not the app",
  ]);
});
