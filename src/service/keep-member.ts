// Keeps what a look read live of another repository of its delivery, unless that one's own look has seen it since.
import type { KnownMember } from "../delivery/others.ts";
import type { RepositoryName } from "../github/port.ts";
import type { DeliveryOf } from "../plan/roster.ts";
import { fellowsIn } from "../standings/fellow.ts";
import { concernedBy, memberChanges, parseMemberStanding, samePart } from "../standings/member-standing.ts";
import { repositoryKey, type StandingStore } from "../standings/store.ts";
import { askFellows, type FellowNeeds, type FellowsDue, tellingFellows } from "./fellows.ts";

type Needs = {
  standings: Pick<StandingStore, "read" | "readPart" | "write">;
  askPhases: FellowNeeds["askPhases"];
};

/** `since` is when its reading began; `delivery` is the one that it is in, if any. */
export type LiveMember = {
  known: Exclude<KnownMember, { kind: "unread" }>;
  delivery: DeliveryOf | null;
  since: Date;
};

/**
 * What contradicts its own latest look makes it look again: a reading can lag behind, and that look may be running and take what is
 * stored for what it found.
 */
export async function keepMember(
  { standings, askPhases }: Needs,
  repository: RepositoryName,
  { known, delivery, since }: LiveMember,
): Promise<void> {
  const key = repositoryKey(repository);
  const before = parseMemberStanding(await standings.read(key));
  if (before !== null && before.at > since) return;
  const fellows = delivery === null ? [] : fellowsIn(delivery, repository);
  const after = { at: since, known, more: before?.more ?? [], fellows };
  const isDoubtful = before !== null && !samePart(countedIn(before.known), countedIn(known));
  const concerns = concernedBy(before, after);
  const ask = async (due: FellowsDue): Promise<void> => {
    await askFellows({ standings, askPhases }, repository, concerns, due);
    if (isDoubtful && due === "soon") await askPhases([repository], due);
  };
  await tellingFellows(ask, true, () => standings.write(key, memberChanges(before, after)));
}

/** Both looks ask for this, whatever else each of them needs. */
const countedIn = (known: LiveMember["known"]): unknown =>
  known.kind === "read" ? [known.reading.milestones, known.reading.reviews] : known.kind;
