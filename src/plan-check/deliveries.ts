// What a proposed owner's file does to its deliveries: which repositories join or leave, as far as it may be said here.
import { disclosureIn } from "../delivery/audience.ts";
import type { DeliveryChanges } from "../delivery/proposal.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { DeliveryOf, MemberOf } from "../plan/roster.ts";

/** `joins` and `leaves` are members that count; what moves does both. */
type MembershipChange = {
  delivery: DeliveryOf;
  isNew: boolean;
  isGone: boolean;
  joins: MemberOf[];
  leaves: MemberOf[];
};

/** "2 repositories would join a delivery, 1 would leave one"; null where there are no deliveries. */
export function membershipTally(changes: DeliveryChanges | null): string | null {
  const all = changesIn(changes);
  if (all.length === 0) return null;
  const [joins, leaves] = [all.flatMap((each) => each.joins).length, all.flatMap((each) => each.leaves).length];
  if (joins + leaves === 0) return "no repository would join or leave a delivery";
  if (joins === 0) return `${repositories(leaves)} would leave a delivery`;
  return `${repositories(joins)} would join a delivery${leaves === 0 ? "" : `, ${leaves} would leave one`}`;
}

const repositories = (count: number): string => `${count} ${count === 1 ? "repository" : "repositories"}`;

export const someLeave = (changes: DeliveryChanges | null): boolean =>
  changesIn(changes).some(({ leaves }) => leaves.length > 0);

export function deliverySection(changes: DeliveryChanges | null): string[] {
  const all = changesIn(changes);
  if (changes === null || all.length === 0) return [];
  const lines = all.flatMap((change) => [
    `- **${escapeText(change.delivery.name)}**${about(change, changes)}: ${moves(change, changes)}.`,
    ...(change.isGone ? [] : cautions(change.delivery, changes)).map((caution) => `  - ${caution}`),
  ]);
  return [["### Deliveries", "", ...lines].join("\n"), ...consequences(all)];
}

function changesIn(changes: DeliveryChanges | null): MembershipChange[] {
  if (changes === null) return [];
  const { before, after } = changes;
  const earlier = new Map(before.map((delivery) => [delivery.id, delivery]));
  const gone = before.filter(({ id }) => !after.some((each) => each.id === id));
  return [
    ...after.map((delivery) => change(delivery, earlier.get(delivery.id) ?? null, delivery)),
    ...gone.map((delivery) => change(delivery, delivery, null)),
  ];
}

const change = (delivery: DeliveryOf, before: DeliveryOf | null, after: DeliveryOf | null): MembershipChange => ({
  ...{ delivery, isNew: before === null, isGone: after === null },
  joins: beyond(after, before),
  leaves: beyond(before, after),
});

const counted = (delivery: DeliveryOf | null): MemberOf[] =>
  (delivery?.members ?? []).filter(({ state }) => state === "member");

function beyond(one: DeliveryOf | null, other: DeliveryOf | null): MemberOf[] {
  const known = new Set(counted(other).map(({ name }) => name));
  return counted(one).filter(({ name }) => !known.has(name));
}

function about({ delivery, isNew, isGone }: MembershipChange, changes: DeliveryChanges): string {
  if (isGone) return " would be gone";
  const home = delivery.members.find(({ name }) => name === delivery.home);
  const at = home === undefined ? [] : [`home ${named([home], changes)}`];
  const parts = [repositories(counted(delivery).length), ...at];
  return `${isNew ? ", which is new" : ""} (${parts.join(", ")})`;
}

function moves({ joins, leaves }: MembershipChange, changes: DeliveryChanges): string {
  const parts = [
    ...(joins.length === 0 ? [] : [`${named(joins, changes)} would join`]),
    ...(leaves.length === 0 ? [] : [`${named(leaves, changes)} would leave`]),
  ];
  return parts.length === 0 ? "no repository would join or leave" : parts.join("; ");
}

function cautions(delivery: DeliveryOf, changes: DeliveryChanges): string[] {
  const among = (state: MemberOf["state"]) => delivery.members.filter((member) => member.state === state);
  const earlier = changes.after.slice(0, changes.after.indexOf(delivery)).flatMap(({ members }) => members);
  const overlapping = earlier.filter(({ name }) => delivery.overlapping.includes(name));
  const [archived, unreachable] = [among("archived"), among("unreachable")];
  return [
    ...(unreachable.length === 0
      ? []
      : [`Can't be read, so that what depends on it stays shut: ${named(unreachable, changes)}.`]),
    ...(archived.length === 0 ? [] : [`Archived, and left out: ${named(archived, changes)}.`]),
    ...(overlapping.length === 0 ? [] : [`In an earlier delivery already: ${named(overlapping, changes)}.`]),
  ];
}

const NAMES_SHOWN = 20;

/** Nobody learns here of a repository that they can't read: where everybody reads, only public ones are named. */
function named(members: readonly MemberOf[], { place }: DeliveryChanges): string {
  const open = members.filter((member) => disclosureIn(place, member, false) !== "nothing");
  const hidden = members.length - open.length;
  const more = open.length - NAMES_SHOWN;
  const words = [
    ...open.slice(0, NAMES_SHOWN).map(({ name }) => code(name)),
    ...(more > 0 ? [`${more} more`] : []),
    ...(hidden === 0 ? [] : [hidden === 1 ? "a private repository" : `${hidden} private repositories`]),
  ];
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function consequences(all: readonly MembershipChange[]): string[] {
  const joins = all.some((each) => each.joins.length > 0);
  return [
    ...(joins
      ? [
          "A repository that joins may say `version` and `enabled` in its own file, and nothing else; otherwise its checks become `Invalid plan`.",
        ]
      : []),
    ...(all.some((each) => each.leaves.length > 0)
      ? ["A repository that leaves has its own plan again, or none: what the delivery kept shut may open there."]
      : []),
  ];
}
