// What belongs to which repository of a delivery: milestones, facts and issues carry the member that they are of.
import type { Fact, FactQuery, Milestone, Reference } from "../github/model.ts";
import { isSameName } from "../names.ts";

/** `member` is a key: it tells repositories of one delivery apart, and is never shown. */
type Placed = { member: string };

export type PlacedMilestone = Milestone & Placed;
export type PlacedQuery<Query extends FactQuery = FactQuery> = Query & Placed;
export type PlacedFact = { query: PlacedQuery; answer: Fact["answer"] };
export type PlacedReference = Reference & Placed;

export const placeQuery = <Query extends FactQuery>({ member }: Placed, query: Query): PlacedQuery<Query> => ({
  ...query,
  member,
});

/**
 * How much of a repository is shown in another:
 * - `whole`: everything;
 * - `counts`: its name, numbers of issues and counts; no text that people wrote;
 * - `nothing`: counts, and not whose they are.
 */
export type Disclosure = "whole" | "counts" | "nothing";

/**
 * A repository of the delivery as it may be shown. `slug` is "owner/name"; null where nobody may learn which one it is, and then `url` is
 * that of the repository in which it is written. `unread` says why it can't be read, where it can't.
 */
export type MemberPlace = Placed & {
  disclosure: Disclosure;
  name: string | null;
  slug: string | null;
  url: string;
  defaultBranch: string | null;
  unread: string | null;
  labels: readonly string[];
};

/** A label in the case in which the repository spells it. */
export const spelledIn = ({ labels }: Pick<MemberPlace, "labels">, label: string): string =>
  labels.find((name) => isSameName(name, label)) ?? label;

/** As people read it. */
export const memberName = ({ name }: Pick<MemberPlace, "name">): string => name ?? "a private repository";
