// What people say of a sign-off: everybody's latest command, as the sign-off's record keeps it.
import { z } from "zod";
import { isSameName } from "../names.ts";

export const VOICES = ["approve", "needs-work", "not-applicable"] as const;

/**
 * `by` is the login for people to read, `byId` who that is; absent where a host has no ids. `command` is the comment, and `line` the line in it.
 * `answers` tells what the answers were that they saw.
 */
export type Voice = {
  verb: (typeof VOICES)[number];
  by: string;
  byId?: number;
  command: number;
  line: number;
  at: Date;
  answers: string;
  reason: string;
};

/** Neither is in a line that somebody wrote. */
const [BETWEEN, WITHIN] = ["\n", "\t"];

const renderVoice = ({ verb, by, byId, command, line, at, answers, reason }: Voice): string =>
  [verb, by, byId ?? "", command, line, at.toISOString(), answers, reason.replace(/\s+/g, " ")].join(WITHIN);

const number = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const fields = z.tuple([
  z.enum(VOICES),
  z.string().min(1),
  z.union([z.literal("").transform(() => undefined), number]),
  number,
  number,
  z.iso.datetime({ precision: 3 }).transform((written) => new Date(written)),
  z.string(),
  z.string(),
]);

function parseVoice(written: string): Voice | null {
  const read = fields.safeParse(written.split(WITHIN));
  if (!read.success) return null;
  const [verb, by, byId, command, line, at, answers, reason] = read.data;
  return { verb, by, ...(byId !== undefined && { byId }), command, line, at, answers, reason };
}

/** Null for what `renderVoices` never gives. */
export function parseVoices(written: string): Voice[] | null {
  const voices = written === "" ? [] : written.split(BETWEEN).map(parseVoice);
  return voices.every((voice) => voice !== null) ? voices : null;
}

export const renderVoices = (voices: readonly Voice[]): string => voices.map(renderVoice).join(BETWEEN);

/** As a value of a record. */
export const voiceList = z.codec(z.string(), z.custom<Voice[]>(), {
  decode: (written, payload) => {
    const parsed = parseVoices(written);
    if (parsed !== null) return parsed;
    payload.issues.push({ code: "custom", input: written, message: "no list of what people said" });
    return z.NEVER;
  },
  encode: renderVoices,
});

type Given = Pick<Voice, "command" | "line">;

/** In the order in which they were written, whichever came first to the app. */
export const byCommand = (a: Given, b: Given): number => a.command - b.command || a.line - b.line;

/** Who that is, whatever they are called now. Only on a host that has no ids, a login has to do. */
export const voiceKey = ({ by, byId }: Pick<Voice, "by" | "byId">): string =>
  byId === undefined ? `@${by.toLowerCase()}` : String(byId);

/** Everybody's latest, in the order in which they were written. */
export function latestVoices(voices: readonly Voice[]): Voice[] {
  const latest = new Map(voices.toSorted(byCommand).map((voice) => [voiceKey(voice), voice]));
  return [...latest.values()].toSorted(byCommand);
}

/** A needs-work as the review's list names it: which sign-off, whose, and by which command. */
export type NeedsWork = { signOff: string; person: string; command: number; line: number };

export const needsWorkName = (signOff: string, voice: Voice): string =>
  [signOff, voiceKey(voice), voice.command, voice.line].join(":");

const NAME = /^([a-z0-9-]+):(@?[^:]+):(\d{1,15}):(\d{1,9})$/;

/** Null for what `needsWorkName` never gives. */
export function parseNeedsWork(name: string): NeedsWork | null {
  const [, signOff, person, command, line] = NAME.exec(name) ?? [];
  if (signOff === undefined || person === undefined) return null;
  return { signOff, person, command: Number(command), line: Number(line) };
}

/** Whether that person has said something of it then or since. */
export const isSuperseded = (lost: NeedsWork, voices: readonly Voice[]): boolean =>
  voices.some((voice) => isSameName(voiceKey(voice), lost.person) && byCommand(voice, lost) >= 0);
