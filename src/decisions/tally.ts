// Votes and concerns of one round: what one more vote comes to.

import { DELETED_NAME, type LostRecord } from "./lost.ts";
import type { Outcome, RecordOf } from "./record.ts";
import type { Review } from "./round.ts";
import { isBound, ofKind, type Recorded } from "./trust.ts";

/** People are told apart by their ids; `by` is the login, for people to read. */
export type Ballot = { by: string; byId?: number | undefined; outcome: Outcome; reason: string };

/** Who that is, whatever they are called now. Only on a host that has no ids, a login has to do. */
export const personKey = ({ by, byId }: Pick<Ballot, "by" | "byId">): string =>
  byId === undefined ? `@${by.toLowerCase()}` : String(byId);

/** In the first edition a vote named a login only; where nothing tells whose that was, the vote has to be given again. */
const isOfSomebody = (record: RecordOf<"vote" | "decision">): boolean => record.byId !== undefined || isBound(record);

/** Everybody's latest vote, a recorded decision counting as its giver's, in the order in which they were given. */
export function ballots(records: readonly Recorded[]): Ballot[] {
  const latest = new Map<string, Ballot>();
  for (const { record } of ofKind(records, "vote", "decision").filter((each) => isOfSomebody(each.record))) {
    const { by, byId, outcome, reason } = record;
    latest.delete(personKey(record));
    latest.set(personKey(record), { by, ...(byId !== undefined && { byId }), outcome, reason });
  }
  return [...latest.values()];
}

export type Tally =
  | { kind: "decided"; deciders: Ballot[] }
  /** `lapsed` are those whose votes would agree, but who may not decide any more. */
  | { kind: "short"; ballots: Ballot[]; missing: number; lapsed: Ballot[] };

/**
 * With this vote on top of what is recorded. Dissent does not block: it is enough that `quorum` people agree who may decide.
 * `mayDecide` says so of those who voted before.
 */
export function tallyWith(
  records: readonly Recorded[],
  vote: Ballot,
  quorum: number,
  mayDecide: (ballot: Ballot) => boolean,
): Tally {
  const others = ballots(records).filter((each) => personKey(each) !== personKey(vote));
  const agreeing = others.filter(({ outcome }) => outcome === vote.outcome);
  const deciders = [...agreeing.filter(mayDecide), vote];
  if (deciders.length >= quorum) return { kind: "decided", deciders };
  const lapsed = agreeing.filter((each) => !mayDecide(each));
  return { kind: "short", ballots: [...others, vote], missing: quorum - deciders.length, lapsed };
}

/** Names of concerns are told apart without regard to case and surrounding space. */
export const sameConcern = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** `by` is null where the record is gone, so that nobody can say who raised it. */
export type OpenConcern = {
  id: number;
  name: string;
  text: string;
  by: string | null;
  byId?: number | undefined;
  url: string;
};

/** Those that nobody has resolved since they were raised, each name once: the first that raised it. */
export function openConcerns({ records, lost, issue }: Pick<Review, "records" | "lost" | "issue">): OpenConcern[] {
  const resolved = ofKind(records, "resolve");
  const recorded = ofKind(records, "concern").map(
    ({ id, url, record: { name, text, by, byId } }): OpenConcern => ({ id, name, text, by, byId, url }),
  );
  const open = [...recorded, ...lost.flatMap(lostConcern)]
    .toSorted((a, b) => a.id - b.id)
    .filter(({ id, name }) => !resolved.some((each) => each.id > id && sameConcern(each.record.name, name)));
  const unknown = lost.filter(({ kind, id }) => kind === "deleted" && !isAnswered(resolved, issue, id));
  return [...open, ...unknown.map(({ id, url }) => ({ id, name: DELETED_NAME, text: "", by: null, url }))].filter(
    ({ name }, index, all) => all.findIndex((each) => sameConcern(each.name, name)) === index,
  );
}

const lostConcern = ({ kind, id, name, url }: LostRecord): OpenConcern[] =>
  kind === "concern" ? [{ id, name, text: "", by: null, url }] : [];

/** Times say what came after a timeline event; ids say what came after a comment. */
function isAnswered(
  resolved: readonly Recorded<RecordOf<"resolve">>[],
  { history }: Review["issue"],
  id: number,
): boolean {
  const event = history?.deleted.find((each) => each.event === id);
  return resolved
    .filter(({ record }) => sameConcern(record.name, DELETED_NAME))
    .some((each) => (event === undefined ? each.id > id : each.createdAt >= event.at));
}

/** Whether they are the same person, as far as ids tell. */
export const isSamePerson = (a: Pick<Ballot, "by" | "byId">, b: Pick<Ballot, "by" | "byId">): boolean =>
  personKey(a) === personKey(b);
