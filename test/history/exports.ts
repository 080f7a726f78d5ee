// Rows of evidence with whatever may be in them, formulas and line feeds among it.
import fc from "fast-check";
import { columnsOf, type EvidenceKind, type PlainRow } from "../../src/history/evidence-kinds.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("=1+1", "'=x", "-", '"', "a,b", "a\r\nb", "''@", "😀".repeat(256), "<b>"),
);
const someText = text.filter((each) => each !== "");
const line = someText.map((each) => each.replaceAll(/[\r\n]/g, " "));
const VALUES = {
  text,
  number: fc.nat(),
  list: fc.array(line, { maxLength: 3 }),
  nullable: fc.option(someText),
};
const rowOf = (kind: EvidenceKind): fc.Arbitrary<PlainRow> =>
  fc
    .record(Object.fromEntries(columnsOf(kind).map(([key, type]) => [key, VALUES[type] as fc.Arbitrary<unknown>])))
    .map((row) => ({ ...row, repository: "octo/shop" }) as PlainRow);

export const anyEvidence = (kind: EvidenceKind): fc.Arbitrary<PlainRow[]> =>
  fc.array(rowOf(kind), { minLength: 1, maxLength: 5 });
