// Whether evidence is whole, over random histories and every byte of exports: `node bench/evidence.ts [histories] [seed]`.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { verifyEvidence } from "../src/history/evidence-file.ts";
import { EVIDENCE_KINDS } from "../src/history/evidence-kinds.ts";
import { evidenceText } from "../src/history/evidence-text.ts";
import { anyEvidence } from "../test/history/exports.ts";
import { anyHistory, comparedFigures, playGatedHistory, unexplained } from "../test/history/histories.ts";
import { printLine } from "./stage.ts";

const [histories = 1_000, seed = 17] = process.argv.slice(2).map(Number);
const total = { merges: 0, unexplained: 0, same: 0, unknown: 0, wrong: 0 };
for (const happenings of fc.sample(anyHistory, { numRuns: histories, seed })) {
  const played = playGatedHistory(happenings);
  const { same, unknown, wrong } = comparedFigures(played);
  total.merges += played.merged.length;
  total.unexplained += unexplained(played).length;
  total.same += same;
  total.unknown += unknown;
  total.wrong += wrong.length;
}
printLine(`merges explained: ${total.merges - total.unexplained} of ${total.merges}, over ${histories} histories`);
printLine(
  `figures of health after the store was lost: ${total.same} the same, ${total.unknown} not known any more, ${total.wrong} wrong`,
);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const BITS = [1, 2, 4, 8, 16, 32, 64, 128];
const bytes = { changed: 0, found: 0 };
for (const kind of EVIDENCE_KINDS)
  for (const format of ["json", "csv"] as const)
    for (const rows of fc.sample(anyEvidence(kind), { numRuns: 2, seed })) {
      const request = { kind, owner: "octo", since: "", until: "" };
      const written = Buffer.from([...evidenceText(request, format, rows, sha256)].join(""));
      for (let at = 0; at < written.length; at++)
        for (const bit of BITS) {
          const changed = Buffer.from(written);
          changed[at] = (changed[at] ?? 0) ^ bit;
          bytes.changed++;
          if (isFound(changed)) bytes.found++;
        }
    }
printLine(`changes of a single bit found: ${bytes.found} of ${bytes.changed}`);

/** What is no UTF-8 is found by that. */
function isFound(changed: Buffer): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(changed);
    return verifyEvidence(text, {}, sha256).kind === "broken";
  } catch {
    return true;
  }
}
