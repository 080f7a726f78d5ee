// What channels read: one line for each fact, not escaped for anything yet.
import type { RecordOf } from "../decisions/record.ts";
import { cut } from "../markdown/cut.ts";
import type { NotifyFact } from "./fact.ts";

type Place = Pick<NotifyFact, "repository" | "delivery">;
type About = Place & { phase: { name: string } };

/** In bytes; whoever wants to read on follows the link. */
const QUOTE_LIMIT = 500;

const INVISIBLE = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** In one line, without what turns a text round. */
const plain = (text: string): string => text.replaceAll(INVISIBLE, " ").replaceAll(/\s+/g, " ").trim();

const quoted = (reason: string): string => (plain(reason) === "" ? "" : `: ${cut(plain(reason), QUOTE_LIMIT)}`);

const where = ({ delivery, repository }: Place): string =>
  delivery === null ? repository : `${plain(delivery.name)} (${repository})`;

const reviewOf = (about: About): string => `the boundary review of ${plain(about.phase.name)}`;

export const reviewOpened = (about: About): string => `${where(about)}: ${reviewOf(about)} is open.`;

export const decisionTaken = (about: About, { outcome, reason, by }: NonNullable<NotifyFact["decided"]>): string =>
  `${where(about)}: ${reviewOf(about)} decided to ${outcome}, by ${by.join(", ")}${quoted(reason)}`;

/** `signOff` is its name; null for the decision itself. */
export function overdue(about: About, signOff: string | null, isTwice: boolean): string {
  const waits = signOff === null ? "a decision" : `the sign-off ${plain(signOff)}`;
  return `${where(about)}: ${reviewOf(about)} waits for ${waits}, ${isTwice ? "for twice its time" : "which is due"}.`;
}

export const phasePassed = (about: About): string => `${where(about)}: ${plain(about.phase.name)} is passed.`;

export const phaseShut = (about: About): string => `${where(about)}: ${plain(about.phase.name)} is no longer passed.`;

export const overrideGiven = (
  { repository, delivery }: Place,
  pull: number,
  { by, reason, expires }: Pick<RecordOf<"override">, "by" | "reason" | "expires">,
): string =>
  `${where({ repository: `${repository}#${pull}`, delivery })}: the gate is overridden by ${by} until ${expires.toISOString().slice(0, 10)}${quoted(reason)}`;
