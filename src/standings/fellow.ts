// The other repositories of a delivery, as one of them keeps them to tell them of what changes.
import { memberKey } from "../delivery/member.ts";
import { othersIn } from "../delivery/others.ts";
import type { DeliveryOf } from "../plan/roster.ts";

/** Another repository of a delivery, by its name without the owner. `isAwaited`: the home's reviews wait for it. */
export type Fellow = { name: string; isHome: boolean; isReached: boolean; isAwaited: boolean };

export const fellowsIn = (
  delivery: DeliveryOf,
  repository: { name: string },
  awaited: ReadonlySet<string> = new Set(),
): Fellow[] =>
  othersIn(delivery, repository).map(({ name, state }) => ({
    ...{ name, isHome: name === delivery.home },
    ...{ isReached: state === "member", isAwaited: awaited.has(memberKey({ name })) },
  }));

/** As they are stored: names, as each repository of a large delivery has all the others. */
type FellowLists = { reached: string[]; unreached: string[]; home: string[]; awaited: string[] };

export function fellowLists(fellows: readonly Fellow[]): FellowLists {
  const names = (is: (fellow: Fellow) => boolean): string[] => fellows.filter(is).map(({ name }) => name);
  return {
    reached: names(({ isReached }) => isReached),
    unreached: names(({ isReached }) => !isReached),
    home: names(({ isHome }) => isHome),
    awaited: names(({ isAwaited }) => isAwaited),
  };
}

export function fellowsFrom(lists: FellowLists | null): Fellow[] {
  if (lists === null) return [];
  const [reached, home, awaited] = [new Set(lists.reached), new Set(lists.home), new Set(lists.awaited)];
  return [...lists.reached, ...lists.unreached].map((name) => ({
    ...{ name, isReached: reached.has(name) },
    ...{ isHome: home.has(name), isAwaited: awaited.has(name) },
  }));
}
