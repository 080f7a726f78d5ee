// What holds back, listed by the comments that record it, so that a record that was deleted or edited goes on counting.
import { z } from "zod";
import { decode, encode } from "./marker.ts";

/** `deleted`: a comment of the app's that somebody deleted or edited, of which nothing tells any more what it recorded. */
const KINDS = ["stop", "pivot", "concern", "override-cancel", "needs-work", "deleted"] as const;

export type RestrictionKind = (typeof KINDS)[number];

/** `id` is the comment's; of a `deleted` one that is not there any more, the timeline event's. `name` is a concern's, or says whose needs-work it is, and is empty for all others. */
export type Restriction = { kind: RestrictionKind; id: number; name: string };

export const isSameRestriction = (a: Restriction, b: Restriction): boolean => a.kind === b.kind && a.id === b.id;

const ENTRY = /^([a-z-]+)\.(\d{1,15})(?:\.(.+))?$/;

/** Null for what `renderRestrictions` never gives. */
export function parseRestrictions(written: string): Restriction[] | null {
  const entries = written === "" ? [] : written.split(",").map(entryOf);
  return entries.every((entry) => entry !== null) ? entries : null;
}

function entryOf(written: string): Restriction | null {
  const [, word, id, encoded = ""] = ENTRY.exec(written) ?? [];
  const kind = KINDS.find((each) => each === word);
  const name = decode(encoded);
  return kind === undefined || id === undefined || name === null ? null : { kind, id: Number(id), name };
}

export const renderRestrictions = (restrictions: readonly Restriction[]): string =>
  restrictions.map(({ kind, id, name }) => `${kind}.${id}${name === "" ? "" : `.${encode(name)}`}`).join(",");

/** As a value of a record. */
export const restrictionList = z.codec(z.string(), z.custom<Restriction[]>(), {
  decode: (written, payload) => {
    const parsed = parseRestrictions(written);
    if (parsed !== null) return parsed;
    payload.issues.push({ code: "custom", input: written, message: "no list of records" });
    return z.NEVER;
  },
  encode: renderRestrictions,
});
