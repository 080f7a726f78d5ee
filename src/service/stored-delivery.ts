// A delivery's other repositories as the store has them: what the latest looks saw, and the owner's repositories as of some minutes ago.

import type { KnownMember } from "../delivery/others.ts";
import type { OwnerRoster } from "../github/model.ts";
import type { GitHub, RepositoryName } from "../github/port.ts";
import type { DeliverySource, MemberSource } from "../reconcile/delivery-source.ts";
import {
  MEMBER_FACTS_PART,
  MEMBER_FELLOWS_PART,
  MEMBER_PART,
  parseFellows,
  parseMember,
  parseMemberFacts,
} from "../standings/member-standing.ts";
import { parseRoster, ROSTER_PART, rosterPart } from "../standings/roster-standing.ts";
import { ownerKey, repositoryKey, type StandingStore } from "../standings/store.ts";
import { storedRepository } from "../standings/stored-snapshot.ts";
import type { Subject } from "../subject.ts";
import { type FellowNeeds, type FellowsDue, tellingFellows } from "./fellows.ts";
import { keepMember } from "./keep-member.ts";

type Needs = {
  github: GitHub;
  standings: StandingStore;
  now: () => Date;
  rosterMs: number;
  askPhases: FellowNeeds["askPhases"];
  /** Asks for looks at a repository. */
  ask: (repository: RepositoryName, subjects: readonly Subject[]) => Promise<void>;
};

/** `asksAnew`: whether the look was asked for because something about the repository itself changed. */
export function storedDelivery(
  { github, standings, now, rosterMs, askPhases, ask: askFor }: Needs,
  { installation, owner }: RepositoryName,
  asksAnew: boolean,
): DeliverySource {
  const keyOf = (name: string): string => repositoryKey({ installation, owner, name });
  const rosterKey = ownerKey({ installation, owner });
  let read: OwnerRoster | null = null;
  return {
    roster: async ({ fresh, properties }) => {
      if (read !== null && (!properties || read.properties !== null)) return read;
      const stored = parseRoster((await standings.read(rosterKey)).get(ROSTER_PART));
      const isYoung = stored !== null && now().getTime() - stored.at.getTime() < rosterMs;
      const isEnough = isYoung && (!properties || (stored.properties && !asksAnew));
      if (stored !== null && isEnough && !fresh) return stored.roster;
      const { roster } = await github.owner({ installation, owner });
      read = await roster({ properties });
      const changed = stored === null ? new Set<string>() : changedNames(stored.roster, read);
      const part = rosterPart({ at: now(), properties, roster: read });
      const names = await membersWith(standings, { changed, roster: read, keyOf });
      const members = names.map((name) => ({ installation, owner, name }));
      const ask = (due: FellowsDue) => (members.length === 0 ? Promise.resolve() : askPhases(members, due));
      await tellingFellows(ask, true, () => standings.write(rosterKey, new Map([[ROSTER_PART, part]])));
      return read;
    },
    known: async (names, { whole }) => {
      const keys = names.map(keyOf);
      const [lean, more] = await Promise.all([
        standings.readPart(MEMBER_PART, keys),
        whole ? standings.readPart(MEMBER_FACTS_PART, keys) : new Map<string, unknown>(),
      ]);
      return keys.map((key) => withMore(parseMember(lean.get(key))?.known ?? null, more.get(key)));
    },
    stored: (names) => Promise.all(names.map(async (name) => storedRepository(await standings.read(keyOf(name))))),
    member: async (name) => {
      const since = now();
      const repository = { installation, owner, name };
      const { read: reader } = await github.repository(repository);
      const keep: MemberSource["keep"] = (known, delivery) =>
        keepMember({ standings, askPhases }, repository, { known, delivery, since });
      return { read: reader, keep };
    },
    ask: async (name, subject) => {
      await askFor({ installation, owner, name }, [subject]);
      return true;
    },
    proofs: async (asked) => (await github.owner({ installation, owner })).proofs(asked),
  };
}

const withMore = (known: KnownMember | null, more: unknown): KnownMember | null =>
  known?.kind === "read" ? { ...known, more: parseMemberFacts(more) } : known;

/** Repositories that came, went, or are another way. */
function changedNames(before: OwnerRoster, after: OwnerRoster): Set<string> {
  const [known, seen] = [entriesOf(before), entriesOf(after)];
  return new Set([...known.keys(), ...seen.keys()].filter((name) => known.get(name) !== seen.get(name)));
}

const entriesOf = ({ repositories, properties }: OwnerRoster): Map<string, string> =>
  new Map(
    repositories.map((each) => [each.name, JSON.stringify([each, properties?.get(each.name.toLowerCase()) ?? null])]),
  );

type Changed = { changed: ReadonlySet<string>; roster: OwnerRoster; keyOf: (name: string) => string };

/** Those in whose deliveries one of them was when they were looked at last. */
async function membersWith(
  standings: Pick<StandingStore, "readPart">,
  { changed, roster, keyOf }: Changed,
): Promise<string[]> {
  if (changed.size === 0) return [];
  const names = roster.repositories.map(({ name }) => name);
  const parts = await standings.readPart(MEMBER_FELLOWS_PART, names.map(keyOf));
  return names.filter((name) => {
    const fellows = parseFellows(parts.get(keyOf(name)));
    return fellows.length > 0 && (changed.has(name) || fellows.some((fellow) => changed.has(fellow.name)));
  });
}
