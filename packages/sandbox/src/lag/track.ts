// The versions of one kind of object, each with the time from which reads show it.
import { type LagKind, type LagSettings, lagOf } from "./settings.ts";

/** `thing` is null once it is gone. */
type Version<Thing> = { visibleAt: number; thing: Thing | null };

export type Track<Thing extends { id: number }> = {
  /** Notes what the owner has at that time, in milliseconds. Returns when reads show all of it. */
  note(owner: object, things: readonly Thing[], at: number): number;
  /** What reads show at that time: a copy for each object, in the order in which they came. */
  copiesAt(owner: object, time: number): Map<Thing, Thing>;
};

export type TrackRules<Thing> = {
  kindOf: (thing: Thing) => LagKind;
  /** What makes a new version when it changes; lists are compared by what is in them. */
  watched: (thing: Thing) => object;
};

/** What is there before the first time is shown at once: `at` is then -Infinity. */
export function makeTrack<Thing extends { id: number }>(
  settings: LagSettings,
  { kindOf, watched }: TrackRules<Thing>,
): Track<Thing> {
  const known = new Map<object, Map<Thing, Version<Thing>[]>>();
  const versionsOf = (owner: object): Map<Thing, Version<Thing>[]> => {
    const versions = known.get(owner) ?? new Map();
    known.set(owner, versions);
    return versions;
  };
  const add = (versions: Version<Thing>[], from: Thing, thing: Thing | null, at: number): number => {
    const visibleAt = at + lagOf(settings, { kind: kindOf(from), id: from.id, index: versions.length });
    versions.push({ visibleAt, thing: thing === null ? null : snapshot(thing) });
    return visibleAt;
  };
  return {
    note: (owner, things, at) => {
      const versions = versionsOf(owner);
      let latest = Number.NEGATIVE_INFINITY;
      for (const thing of things) {
        const of = versions.get(thing) ?? [];
        versions.set(thing, of);
        const last = of.at(-1)?.thing ?? null;
        if (last === null || !alike(watched(last), watched(thing)))
          latest = Math.max(latest, add(of, thing, thing, at));
      }
      const here = new Set(things);
      for (const [thing, of] of versions)
        if (!here.has(thing) && of.at(-1)?.thing !== null) latest = Math.max(latest, add(of, thing, null, at));
      return latest;
    },
    copiesAt: (owner, time) =>
      new Map(
        [...versionsOf(owner)].flatMap(([thing, versions]) => {
          const shown = versions.findLast(({ visibleAt }) => visibleAt <= time)?.thing ?? null;
          return shown === null ? [] : [[thing, snapshot(shown)]];
        }),
      ),
  };
}

const snapshot = <Thing extends object>(thing: Thing): Thing => ({ ...thing, ...lists(thing) });

/** Lists grow in place. */
const lists = (thing: object): object =>
  Object.fromEntries(
    Object.entries(thing)
      .filter(([, value]) => Array.isArray(value))
      .map(([key, value]) => [key, [...value]]),
  );

function alike(a: object, b: object): boolean {
  const other = new Map(Object.entries(b));
  return Object.entries(a).every(([key, value]) => equal(value, other.get(key)));
}

function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, at) => each === b[at]);
  return a === b;
}
