// What the board shows, from the store alone: each repository as somebody may see it, kept until something of it changes.
import { memberKey } from "../delivery/member.ts";
import { type KnownMember, othersIn } from "../delivery/others.ts";
import { planInForce } from "../reconcile/needed-facts.ts";
import { setBounded } from "../set-bounded.ts";
import { type StoredRepository, storedReading } from "../standings/board-standing.ts";
import { repositoryKey } from "../standings/store.ts";
import { type BoardAccess, isSameRepository, type SeenRepository, seenIn } from "./access.ts";
import { type RepositoryView, type StoredPlace, viewRepository } from "./repository-view.ts";
import type { KnownRepository, StoredRepositories } from "./stored.ts";

export type BoardData = {
  /** Those of an owner's repositories in which a plan is in force or meant to be, by name. */
  owner(access: BoardAccess, owner: string): Promise<RepositoryView[]>;
  /** Null for what is not there, or not for them. */
  repository(access: BoardAccess, owner: string, name: string): Promise<RepositoryView | null>;
};

type Needs = { stored: StoredRepositories; now: () => Date };
type Kept = { stamp: string; until: number; view: RepositoryView | null };
/** What one repository is judged from, whoever looks. */
type Gathered = {
  stamp: string;
  place: Omit<StoredPlace, "known"> | null;
  fellows: ReadonlyMap<string, KnownRepository>;
};

const LIMIT = 20_000;
/** Judged one after another, and then a breath, so that nothing else in the process waits for long. */
const BATCH = 5;

export function makeBoardData({ stored, now }: Needs): BoardData {
  const views = new Map<string, Kept>();
  const places = new Map<string, Gathered>();
  const gather = gathering(stored, places);
  const viewOf = async (
    access: BoardAccess,
    seen: SeenRepository,
  ): Promise<{ view: RepositoryView | null; isNew: boolean }> => {
    const gathered = await gather(seen);
    const shown = visibleAmong(access, seen, gathered);
    const key = `${repositoryKey(seen)} ${[...shown].toSorted().join(" ")}`;
    const before = views.get(key);
    const at = now();
    if (before?.stamp === gathered.stamp && before.until > at.getTime()) return { view: before.view, isNew: false };
    const view = judged(gathered, seen, shown, at);
    setBounded(
      views,
      key,
      { stamp: gathered.stamp, until: view?.until?.getTime() ?? Number.POSITIVE_INFINITY, view },
      LIMIT,
    );
    return { view, isNew: true };
  };
  return {
    owner: async (access, owner) => {
      const found: RepositoryView[] = [];
      let judgedNow = 0;
      const all = seenIn(access, owner).toSorted((a, b) => (a.name < b.name ? -1 : 1));
      await stored.repositories(all);
      for (const seen of all) {
        const { view, isNew } = await viewOf(access, seen);
        if (isNew && ++judgedNow % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
        if (view !== null) found.push(view);
      }
      return found;
    },
    repository: async (access, owner, name) => {
      const seen = access.get(owner.toLowerCase())?.get(name.toLowerCase());
      return seen === undefined ? null : (await viewOf(access, seen)).view;
    },
  };
}

/** The plan is worked out once for all who look. */
function gathering(stored: StoredRepositories, places: Map<string, Gathered>) {
  return async (seen: SeenRepository): Promise<Gathered> => {
    const key = repositoryKey(seen);
    const [own] = await stored.repositories([seen]);
    if (own?.member == null || own.board === null) return { stamp: `${own?.version}`, place: null, fellows: new Map() };
    const { version, roster } = await stored.roster(seen);
    const known = places.get(key);
    const begin = `${own.version}/${version}`;
    const place = known?.stamp.startsWith(`${begin} `)
      ? known.place
      : placeOf(seen, { ...own, member: own.member, board: own.board, roster });
    const fellows = place === null ? new Map<string, KnownRepository>() : await fellowsOf(stored, seen, place);
    const stamp = `${begin} ${[...fellows.values()].map((each) => each.version).join(",")}`;
    const gathered = { stamp, place, fellows };
    setBounded(places, key, gathered, LIMIT);
    return gathered;
  };
}

function placeOf(name: SeenRepository, known: KnownRepository & StoredRepository): Gathered["place"] {
  const reading = storedReading(known);
  if (reading === null || reading.isArchived) return null;
  const plan = planInForce(reading);
  return plan.kind === "inactive" ? null : { name, stored: known, reading, plan };
}

async function fellowsOf(
  stored: StoredRepositories,
  { installation, owner }: SeenRepository,
  { plan, reading }: NonNullable<Gathered["place"]>,
): Promise<Map<string, KnownRepository>> {
  const names = plan.delivery === null ? [] : othersIn(plan.delivery, reading).map(({ name }) => name);
  const found = await stored.repositories(names.map((name) => ({ installation, owner, name })));
  return new Map(names.flatMap((name, at) => (found[at] === undefined ? [] : [[memberKey({ name }), found[at]]])));
}

/** Keys of the other members that may be seen. */
function visibleAmong(access: BoardAccess, { owner }: SeenRepository, { fellows }: Gathered): Set<string> {
  const owned = access.get(owner.toLowerCase());
  return new Set(
    [...fellows].flatMap(([key, { member }]) => {
      const seen = owned?.get(key);
      const id = member?.known.kind === "read" ? member.known.reading.id : null;
      return seen !== undefined && (id === null || isSameRepository(seen, id)) ? [key] : [];
    }),
  );
}

function judged(
  { place, fellows }: Gathered,
  seen: SeenRepository,
  shown: ReadonlySet<string>,
  at: Date,
): RepositoryView | null {
  if (place === null || !isSameRepository(seen, place.reading.id)) return null;
  const known = new Map(
    [...fellows].flatMap(([key, { member }]) => (member === null ? [] : [[key, withMore(member)] as const])),
  );
  return viewRepository({ ...place, known }, (name) => shown.has(memberKey({ name })), at);
}

const withMore = ({ known, more }: NonNullable<KnownRepository["member"]>): KnownMember =>
  known.kind === "read" ? { ...known, more } : known;
