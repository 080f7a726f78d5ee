// An export that anything was changed in is found, down to a single byte; one that was not is whole.
import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type EvidenceRequest, firstLink } from "../../src/history/evidence-chain.ts";
import { verifyEvidence } from "../../src/history/evidence-file.ts";
import { EVIDENCE_KINDS, type PlainRow } from "../../src/history/evidence-kinds.ts";
import { type EvidenceFormat, evidenceText } from "../../src/history/evidence-text.ts";
import { anyEvidence } from "./exports.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const exported = fc
  .record({ kind: fc.constantFrom(...EVIDENCE_KINDS), format: fc.constantFrom<EvidenceFormat>("json", "csv") })
  .chain(({ kind, format }) => anyEvidence(kind).map((rows) => ({ kind, format, rows })));

function exportOf(request: EvidenceRequest, format: EvidenceFormat, rows: readonly PlainRow[]) {
  const parts = evidenceText(request, format, rows, sha256);
  let whole = "";
  for (;;) {
    const next = parts.next();
    if (next.done === true) return { text: whole, head: next.value };
    whole += next.value;
  }
}

/** Null for what is no UTF-8, which is found by that. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const OCTO = { owner: "octo", since: "", until: "" };

describe("an export", () => {
  test("is whole as it was written, and broken with any single byte changed", () => {
    fc.assert(
      fc.property(exported, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ kind, format, rows }, at, by) => {
        const { text: written, head } = exportOf({ ...OCTO, kind }, format, rows);
        expect(verifyEvidence(written, {}, sha256)).toEqual({ kind: "whole", of: kind, rows: rows.length, head });
        const bytes = Buffer.from(written);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ by;
        const changed = decoded(bytes);
        if (changed !== null) expect(verifyEvidence(changed, {}, sha256).kind).toBe("broken");
      }),
      { numRuns: 300 },
    );
  });

  const merge = (number: number, title: string): PlainRow => ({
    ...{ repository: "octo/shop", number, title, merged_at: "2026-03-01T12:00:00.000Z", merged_by: null },
    ...{ head_sha: "abc", phase: "mvp", conclusion: "success", verdict: "Open", why: "passed" },
  });
  const rows = [merge(1, "=1+1"), merge(2, "Two"), merge(3, "Three")];
  const request: EvidenceRequest = { kind: "merges", ...OCTO };

  test("as CSV begins with its keys, and no cell with a formula", () => {
    const [head, first] = exportOf(request, "csv", rows).text.split("\r\n");
    expect(head).toBe("repository,number,title,merged_at,merged_by,head_sha,phase,conclusion,verdict,why,hash");
    expect(first).toMatch(/^octo\/shop,1,'=1\+1,2026-03-01T12:00:00.000Z,,abc,mvp,success,Open,passed,[0-9a-f]{64}$/);
  });

  test("has hashes of the one before and the row's JSON", () => {
    const [first, second] = JSON.parse(exportOf(request, "json", rows).text);
    const { hash: one, ...bare } = first;
    expect(one).toBe(sha256(`merges\nocto\n\n\n${JSON.stringify(bare)}`));
    const { hash: two, ...next } = second;
    expect(two).toBe(sha256(one + JSON.stringify(next)));
  });

  test("without rows ends in the hash of its request", () => {
    expect(exportOf(request, "json", [])).toEqual({ text: "[]\n", head: sha256(firstLink(request)) });
  });

  test.each<[string, (lines: string[]) => string[]]>([
    ["a row was taken out of", (lines) => lines.toSpliced(2, 1)],
    ["the first row was taken out of", (lines) => lines.toSpliced(1, 1)],
    ["rows were swapped in", ([head = "", one = "", two = "", ...more]) => [head, two, one, ...more]],
  ])("%s is broken", (_what, change) => {
    for (const format of ["csv", "json"] as const) {
      const { text: written } = exportOf(request, format, rows);
      const lines = change(written.split(/(?<=\n)/)).join("");
      expect(verifyEvidence(lines, {}, sha256).kind).not.toBe("whole");
    }
  });

  test("is broken where a key of any row is called otherwise, even one of nothing known", () => {
    const { text: written } = exportOf(request, "json", rows);
    for (let at = 0; at < rows.length; at++) {
      let row = 0;
      const changed = written.replaceAll('"merged_by":null', (found) => (row++ === at ? '"merged_bx":null' : found));
      expect(verifyEvidence(changed, {}, sha256).kind).toBe("broken");
    }
  });

  test.each([
    ["JSON.stringify", (all: unknown) => JSON.stringify(all)],
    ["an indented JSON.stringify", (all: unknown) => `${JSON.stringify(all, null, 2)}\n`],
  ])("is whole as %s writes it again", (_what, write) => {
    const { text: written } = exportOf(request, "json", rows);
    expect(verifyEvidence(write(JSON.parse(written)), {}, sha256).kind).toBe("whole");
  });

  test("for a time is whole for that time alone", () => {
    const { text: written } = exportOf({ ...request, since: "2026-01-01" }, "json", rows);
    expect(verifyEvidence(written, { since: "2026-01-01" }, sha256).kind).toBe("whole");
    expect(verifyEvidence(written, {}, sha256).kind).toBe("broken");
    expect(verifyEvidence(written, { since: "2026-01-02" }, sha256).kind).toBe("broken");
  });
});
