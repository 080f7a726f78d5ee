// The repositories of an owner's deliveries under a proposed owner's file, from what is stored: no proposal costs a request for each.
import { memberKey } from "../delivery/member.ts";
import type { KnownMember } from "../delivery/others.ts";
import { type DeliveryChanges, proposalOf } from "../delivery/proposal.ts";
import type { PlanFile, RepositoryReading } from "../github/model.ts";
import type { MemberOf } from "../plan/roster.ts";
import type { ProposedMembers, Snapshot } from "../snapshot.ts";
import { knownPulls, type StoredRepository, storedReading } from "../standings/board-standing.ts";
import { storedSnapshot } from "../standings/stored-snapshot.ts";
import type { DeliverySource } from "./delivery-source.ts";
import { planInForce } from "./needed-facts.ts";

/** As many as are judged within a second. */
const LOOKED_AT = 200;

/** Nothing where the file has no deliveries, and had none. */
export async function observeProposedMembers(
  delivery: Pick<DeliverySource, "stored">,
  home: RepositoryReading,
  file: PlanFile["file"],
): Promise<{ members?: ProposedMembers }> {
  const { deliveries } = proposalOf(home, file);
  const members = deliveries === null ? [] : countedIn(deliveries, home);
  if (members.length === 0) return {};
  const near = members.slice(0, LOOKED_AT);
  const stored = await delivery.stored(near.map(({ name }) => name));
  const there = near.flatMap((member, at) => (stored[at] == null ? [] : [{ member, stored: stored[at] }]));
  const known = new Map(there.map((each) => [memberKey(each.member), knownOf(each.stored)]));
  const looked = there.flatMap((each) => {
    const under = (ownerConfig: PlanFile["file"]): Snapshot | null =>
      snapshotUnder(each.stored, home, ownerConfig, known);
    const [before, after] = [under(home.config), under(file)];
    return before === null || after === null ? [] : [{ member: each.member, before, after }];
  });
  return { members: { looked, left: members.length - looked.length } };
}

/** Once, though a repository may move from one delivery to another. The file's own repository is looked at as such. */
function countedIn({ before, after }: DeliveryChanges, home: RepositoryReading): MemberOf[] {
  const counted = [...after, ...before].flatMap(({ members }) => members.filter(({ state }) => state === "member"));
  const distinct = new Map(counted.map((member) => [memberKey(member), member]));
  distinct.delete(memberKey(home));
  return [...distinct.values()];
}

const knownOf = ({ member: { known, more } }: StoredRepository): KnownMember =>
  known.kind === "read" ? { ...known, more } : known;

/** Null where it is not known how it stands. */
function snapshotUnder(
  stored: StoredRepository,
  { roster }: RepositoryReading,
  ownerConfig: PlanFile["file"],
  known: ReadonlyMap<string, KnownMember>,
): Snapshot | null {
  const found = storedReading({ ...stored, roster: roster ?? null });
  if (found === null || knownPulls(stored) === null) return null;
  const reading = { ...found, ownerConfig };
  return storedSnapshot({ stored, reading, plan: planInForce(reading), known });
}
