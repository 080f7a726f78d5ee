// Which repositories a delivery consists of.

import { isSameName } from "../names.ts";
import type { PlannedDelivery } from "./plan.ts";
import type { DeliveryOf, MemberOf, Roster, RosterEntry } from "./roster.ts";
import { literalsIn, type Selected } from "./selection.ts";

type Deliveries = readonly PlannedDelivery[];

/** `unknown` where a property decides, and it can't be read. */
export type Belonging = { index: number; selected: Exclude<Selected, "no"> };

/** The deliveries that may have the repository, in the file's order, up to the first that has it for certain. */
export function belongingsOf(deliveries: Deliveries, name: string, roster: Roster | null): Belonging[] {
  const all = deliveries.flatMap(({ selects }, index): Belonging[] => {
    const selected = selects(name, roster);
    return selected === "no" ? [] : [{ index, selected }];
  });
  const certain = all.findIndex(({ selected }) => selected === "yes");
  return certain < 0 ? all : all.slice(0, certain + 1);
}

/** What is known of the owner: its roster, and a repository that exists whether the roster has it yet or not. */
type Known = { roster: Roster | null; seen?: string };

/** Without a roster it has no members. */
export function describeDelivery(deliveries: Deliveries, index: number, known: Known): DeliveryOf | null {
  const delivery = deliveries[index];
  if (delivery === undefined) return null;
  const { id, name, optional, titles, home } = delivery;
  const { members, overlapping } = known.roster === null ? NOBODY : splitNamed(deliveries, delivery, known);
  const atHome = members.find((member) => isSameName(member.name, home.name));
  const others = members.filter((member) => member !== atHome);
  return {
    ...{ id, name, optional, titles, overlapping },
    home: atHome?.name ?? home.name,
    members: atHome === undefined ? others : [atHome, ...others],
  };
}

const NOBODY: Pick<DeliveryOf, "members" | "overlapping"> = { members: [], overlapping: [] };

function splitNamed(deliveries: Deliveries, delivery: PlannedDelivery, known: Known): typeof NOBODY {
  const listed = listedIn(known);
  const earlier = deliveries.slice(0, deliveries.indexOf(delivery));
  const isTaken = (name: string): boolean => earlier.some(({ selects }) => selects(name, known.roster) === "yes");
  const named = listed.filter(({ name }) => delivery.selects(name, known.roster) === "yes");
  const names = new Set(listed.map(({ name }) => name.toLowerCase()));
  const lacking = literalsIn(delivery.repositories).filter(({ name }) => !names.has(name.toLowerCase()));
  return {
    members: [...named.filter(({ name }) => !isTaken(name)).map(memberOf), ...lacking.map(unreachable)],
    overlapping: named.filter(({ name }) => isTaken(name)).map(({ name }) => name),
  };
}

type Listed = Omit<RosterEntry, "id"> & { id: string | null };

function listedIn({ roster, seen }: Known): Listed[] {
  const listed = roster?.repositories ?? [];
  if (seen === undefined || listed.some(({ name }) => isSameName(name, seen))) return [...listed];
  return [...listed, { name: seen, id: null, visibility: "unknown", isArchived: false }];
}

const memberOf = ({ isArchived, ...repository }: Listed): MemberOf => ({
  ...repository,
  state: isArchived ? "archived" : "member",
});

const unreachable = ({ name }: { name: string }): MemberOf => ({
  name,
  id: null,
  visibility: "unknown",
  state: "unreachable",
});
