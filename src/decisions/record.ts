// What the app records on GitHub, so that nothing that people decided is lost with its own store.
import { z } from "zod";
import { decode, encode, parseMarker, renderMarker } from "./marker.ts";
import { restrictionList } from "./restriction.ts";
import { voiceList } from "./voice.ts";

const integer = z.codec(z.string().regex(/^\d{1,15}$/), z.int().nonnegative(), {
  decode: (written) => Number(written),
  encode: (value) => String(value),
});
const date = z.codec(z.iso.datetime({ precision: 3 }), z.date(), {
  decode: (written) => new Date(written),
  encode: (value) => value.toISOString(),
});
/** Commas separate, so those within an entry are encoded. */
const list = z.codec(z.string(), z.array(z.string()), {
  decode: (written, payload) => {
    const entries = written === "" ? [] : written.split(",").map(decode);
    if (entries.every((entry) => entry !== null)) return entries;
    payload.issues.push({ code: "custom", input: written, message: "not encoded" });
    return z.NEVER;
  },
  encode: (entries) => entries.map(encode).join(","),
});

export const OUTCOMES = ["continue", "pivot", "stop"] as const;

export type Outcome = (typeof OUTCOMES)[number];

const word = z.string().min(1);
const outcome = z.enum(OUTCOMES);
/** The repository, by its number, and the issue or pull request that it was written for. Records of the first edition have none. */
const bound = { repository: word.optional(), item: integer.optional() };
/**
 * Who asked for it (the login for people to read, the id to know them by; absent in the first edition, and where a host has none),
 * in which comment (its database id) and on which of its lines, and when.
 */
const origin = { by: word, byId: integer.optional(), command: integer, line: integer, at: date, ...bound };
/** The app adds to what permits what has ended it since: nobody takes that out again without making the record void. */
const permit = { undoneBy: restrictionList.optional() };
/**
 * What follows from it: `carried` are the requests (by their comments) to move what is open that it tells of; `settled` says whether
 * everything that follows was written. Absent in earlier editions, which wrote comments of their own instead.
 */
const consequences = { carried: list.optional(), settled: z.enum(["no", "yes"]).optional() };
/** Issues of the phase at the moment of the decision. */
const work = { done: integer.optional(), dropped: integer.optional(), left: integer.optional() };
/** The boundary review that it belongs to. */
const round = { phase: word, round: integer };
const kind = <Kind extends string>(name: Kind) => ({ kind: z.literal(name) });

/** Who asked for it, in which comment (its database id) and on which of its lines, and when that was written. */
export type Origin = {
  by: string;
  /** Absent on a host that has no ids. */
  byId?: number;
  command: number;
  line: number;
  at: Date;
  /** Where it was written: the repository's id as records have it, and the issue or pull request. */
  repository: string;
  item: number;
};

const record = z.discriminatedUnion("kind", [
  /** `deciders` are those whose votes made the quorum; `waived` are the unmet criteria and missing sign-offs that were passed over; `signOffs` says of each who gave it. */
  z.strictObject({
    ...kind("decision"),
    ...round,
    outcome,
    reason: z.string(),
    deciders: list,
    waived: list,
    signOffs: list.optional(),
    ...work,
    ...consequences,
    ...origin,
    ...permit,
  }),
  /** A decider's vote while the quorum is not reached. */
  z.strictObject({ ...kind("vote"), ...round, outcome, reason: z.string(), ...origin }),
  z.strictObject({ ...kind("concern"), ...round, name: word, text: z.string(), ...origin }),
  z.strictObject({ ...kind("resolve"), ...round, name: word, ...origin }),
  /** Something was moved to the phase `to`, by the milestone of that number; `from` is empty for no phase. */
  z.strictObject({ ...kind("defer"), from: z.string(), to: word, milestone: integer, reason: z.string(), ...origin }),
  z.strictObject({ ...kind("drop"), reason: z.string(), ...origin }),
  /** `head` is the commit that it was given for; absent in the first edition. `endedAt`: the pull request was closed then, which ended it. */
  z.strictObject({
    ...kind("override"),
    reason: z.string(),
    expires: date,
    endedAt: date.optional(),
    head: word.optional(),
    ...origin,
    ...permit,
  }),
  z.strictObject({ ...kind("override-cancel"), ...origin }),
  /** Somebody asked for what is still open to be moved to the phase `to`. */
  z.strictObject({ ...kind("carry-over"), ...round, to: word, ...consequences, ...origin }),
  /**
   * A sign-off, with everybody's latest word. `asked` is absent where the comment was written at that moment. `from`, `days`, `ms` and `stood`
   * are its clock (src/sign-offs/clock.ts), `restarted` is when it was started anew, and `answers` tells those that were there at the last look.
   */
  z.strictObject({
    ...kind("sign-off"),
    id: word,
    ...round,
    asked: date.optional(),
    from: date.optional(),
    days: integer.optional(),
    ms: integer.optional(),
    stood: date.optional(),
    restarted: date.optional(),
    answers: z.string(),
    voices: voiceList,
    ...bound,
  }),
  /** Who was asked at that moment was reminded: of a sign-off, or of the review itself (`of` is empty). `times` is how many times their time was over. */
  z.strictObject({ ...kind("reminder"), of: z.string(), ...round, asked: date, times: integer, ...bound }),
  /** In earlier editions: that was done, as that command (a decision too, where the plan says so) asked for. */
  z.strictObject({ ...kind("carried"), ...round, request: integer, ...bound }),
  /** The update for stakeholders about the decision of that command. */
  z.strictObject({ ...kind("update"), ...round, decision: integer, ...bound }),
  /** A decision whose record is gone: its label went, and the gate is shut again. */
  z.strictObject({ ...kind("withdrawn"), ...round, outcome, ...bound }),
]);

/**
 * What is written once: a second record with the same identity is the first one again, whatever else it says by now. The whole text where
 * that is all there is.
 */
export function recordIdentity(body: string): string {
  const read = parseRecord(body);
  if (read === null) return body;
  if ("command" in read) return JSON.stringify([read.kind, read.command, read.line]);
  if (read.kind === "update") return JSON.stringify([read.kind, read.decision]);
  if (read.kind === "sign-off") return JSON.stringify([read.kind, read.id, read.phase, read.round]);
  return body;
}

export type AnyRecord = z.output<typeof record>;
export type RecordOf<Kind extends AnyRecord["kind"]> = Extract<AnyRecord, { kind: Kind }>;

export function markerOf(recorded: AnyRecord): string {
  const { kind: name, ...values } = z.encode(record, recorded);
  const written = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return renderMarker({ kind: name, values: new Map(written) });
}

/** The comment that keeps a record: the marker, then words for people, which are escaped already. */
export const commentOf = (recorded: AnyRecord, text: string): string => `${markerOf(recorded)}\n${text}`;

/** GitHub takes 65,536 characters. */
const COMMENT_LIMIT = 65_000;

/**
 * The same comment with another record in its first line, and `more` at its end where there is room for it: what people read in
 * between stays.
 */
export function rewritten(body: string, recorded: AnyRecord, more = ""): string {
  const text = `${markerOf(recorded)}${body.replace(/^[^\r\n]*/, "")}`;
  return more === "" || text.length + more.length > COMMENT_LIMIT ? text : `${text}\n\n${more}`;
}

/** Null for what is no record: another comment, an unknown kind, a value that is missing, superfluous or malformed. */
export function parseRecord(body: string): AnyRecord | null {
  const marker = parseMarker(body);
  if (marker === null) return null;
  const read = record.safeParse({ ...Object.fromEntries(marker.values), kind: marker.kind });
  return read.success ? read.data : null;
}
