// Where a look learns of the other repositories of a delivery.
import type { KnownMember } from "../delivery/others.ts";
import type { MilestonesSeen } from "../github/model.ts";
import type { Reader, RepositoryPort } from "../github/port.ts";
import type { DeliveryOf, Roster } from "../plan/roster.ts";
import type { StoredRepository } from "../standings/board-standing.ts";
import type { Subject } from "../subject.ts";

/** All of it is about repositories of one owner, which one installation reaches; names are without the owner. */
export type DeliverySource = {
  /** The owner's repositories. `fresh`: as GitHub has them now, and not as they were read some time ago. */
  roster(asked: { fresh: boolean; properties: boolean }): Promise<Roster>;
  /** As the latest look saw each; null where none did. `whole`: with what only reviews and dashboards show. */
  known(names: readonly string[], asked: { whole: boolean }): Promise<(KnownMember | null)[]>;
  /** All that is stored of each, to judge its pull requests by; null where that is too little. */
  stored(names: readonly string[]): Promise<(StoredRepository | null)[]>;
  /** To read one from GitHub now. */
  member(name: string): Promise<MemberSource>;
  /** Asks for a look at another, before this one counts as done; false where nobody would take it up. */
  ask(name: string, subject: Subject): Promise<boolean>;
  /** What GitHub shows now of some milestones of each, in a request for up to 100 of them. */
  proofs(asked: readonly { name: string; milestones: readonly number[] }[]): Promise<(MilestonesSeen | null)[]>;
};

export type MemberSource = {
  read: Reader;
  /** For the next who asks; `delivery` is the one that it is in, if any. */
  keep(known: Exclude<KnownMember, { kind: "unread" }>, delivery: DeliveryOf | null): Promise<void>;
};

export type DeliveryReader = Reader & { delivery: DeliverySource };

/** A repository, and what a look at it may learn of others. */
export type DeliveryPort = RepositoryPort & { read: DeliveryReader };
