// The other repositories of a delivery as the one that is looked at may show them, from what is known of each.
import { type Disclosure, type MemberPlace, memberName } from "../criteria/placed.ts";
import { decisionsOf } from "../decisions/decision.ts";
import type { Fact, RepositoryReading } from "../github/model.ts";
import type { Plan } from "../plan/plan.ts";
import type { DeliveryOf, MemberOf } from "../plan/roster.ts";
import { disclosureIn, seenAs } from "./audience.ts";
import type { ApartRepository, HomeAsking, HomeDecision, HomeSeen, OtherMembers } from "./delivery.ts";
import { type Member, type MemberReading, memberKey } from "./member.ts";

/**
 * What the latest look at a repository saw; `off`: it took itself out of the delivery. `more` is what only reviews and dashboards show: it
 * may be older than the reading, so nothing is counted by it.
 */
export type KnownMember =
  | { kind: "read"; reading: MemberReading; more?: readonly Fact[] }
  | { kind: "off" }
  | { kind: "unread"; reason: string };

export type Place = Pick<RepositoryReading, "name" | "url" | "visibility" | "roster">;

/** Names of the repositories beside the one that is looked at; an archived one is left out. */
export const othersIn = ({ members }: DeliveryOf, place: { name: string }): MemberOf[] =>
  members.filter((each) => each.state !== "archived" && memberKey(each) !== memberKey(place));

/** How much of another repository somebody is shown, where the place where it is said would show `usual`. */
export type Disclosing = (entry: MemberOf, usual: Disclosure) => Disclosure;

export const NOTHING_ASKED: HomeAsking = { moves: [], reviewing: [] };

/** `asking` is what the home's reviews ask for, as they are. */
export function othersOf(
  plan: Plan,
  delivery: DeliveryOf,
  place: Place,
  known: ReadonlyMap<string, KnownMember>,
  asking: HomeAsking = NOTHING_ASKED,
  disclosing: Disclosing = (_entry, usual) => usual,
): OtherMembers {
  const shown: Shown = (entry, seen) => disclosing(entry, disclosureOf(delivery, place, entry, seen));
  const members = othersIn(delivery, place).flatMap((entry) => {
    const seen = seenOf(entry, known);
    return seen.kind === "off" ? [] : [memberAt(plan, place, entry, seen, shown)];
  });
  const home = memberKey({ name: delivery.home });
  return {
    members,
    apart: apartOf(delivery, place, known),
    home: home === memberKey(place) ? null : homeAt(plan, delivery, place, known.get(home), shown, asking),
  };
}

function apartOf(delivery: DeliveryOf, place: Place, known: ReadonlyMap<string, KnownMember>): ApartRepository[] {
  const { members, overlapping, titles } = delivery;
  const archived = members.filter(({ state }) => state === "archived").map(({ name }) => name);
  const out = othersIn(delivery, place).filter((entry) => seenOf(entry, known).kind === "off");
  const kinds: [ApartRepository["kind"], readonly string[]][] = [
    ["out", out.map(({ name }) => name)],
    ["archived", archived],
    ["overlapping", overlapping],
  ];
  return kinds.flatMap(([kind, names]) =>
    names.map((name) => {
      const entry = place.roster?.repositories.find((each) => each.name === name);
      const isNamed = disclosureIn(place, readableBy(entry, known.get(memberKey({ name }))), titles) !== "nothing";
      return { kind, slug: isNamed ? slugBeside(place, name) : null };
    }),
  );
}

const slugBeside = ({ url }: Pick<Place, "url">, name: string): string => `${url.split("/").at(-2) ?? ""}/${name}`;

type Shown = (entry: MemberOf, seen: KnownMember) => Disclosure;

const UNREACHED =
  "is not among the repositories that the app may read: add it to the installation, or take it out of the delivery";
const NOT_YET = "was not read yet";

const seenOf = (entry: MemberOf, known: ReadonlyMap<string, KnownMember>): KnownMember =>
  entry.state === "unreachable"
    ? { kind: "unread", reason: UNREACHED }
    : (known.get(memberKey(entry)) ?? { kind: "unread", reason: NOT_YET });

function memberAt(
  plan: Plan,
  place: Place,
  entry: MemberOf,
  seen: Exclude<KnownMember, { kind: "off" }>,
  shown: Shown,
): Member {
  const disclosure = shown(entry, seen);
  if (seen.kind === "read") return seenAs(disclosure, plan, seen, place.url);
  return unreadMember(disclosure, entry, place, seen.reason);
}

function disclosureOf({ titles }: DeliveryOf, place: Place, entry: MemberOf, seen: KnownMember): Disclosure {
  return disclosureIn(place, readableBy(entry, seen), titles);
}

/** What the roster and the reading both say; nothing where one of them says otherwise. */
function readableBy(entry: Pick<MemberOf, "visibility"> | undefined, seen: KnownMember | undefined) {
  const isDisputed = seen?.kind === "read" && seen.reading.visibility !== entry?.visibility;
  return isDisputed || entry === undefined ? {} : { visibility: entry.visibility };
}

function unreadMember(disclosure: Disclosure, { name }: MemberOf, { url }: Place, reason: string): Member {
  const isNamed = disclosure !== "nothing";
  const address = isNamed ? url.replace(/[^/]+$/, name) : url;
  const place: MemberPlace = {
    ...{ member: memberKey({ name }), disclosure, name: isNamed ? name : null, url: address, unread: reason },
    slug: isNamed ? slugBeside({ url }, name) : null,
    ...{ defaultBranch: null, labels: [] },
  };
  return { ...place, milestones: [], facts: [] };
}

/** Decisions count whoever may read them; who took them and why is shown to those who may. */
function homeAt(
  plan: Plan,
  delivery: DeliveryOf,
  place: Place,
  seen: KnownMember | undefined,
  shown: Shown,
  asking: HomeAsking,
): HomeSeen {
  const member = memberKey({ name: delivery.home });
  const entry = delivery.members.find((each) => memberKey(each) === member);
  if (seen?.kind !== "read" || entry === undefined) return { member, reviews: [], decisions: [], ...asking };
  const { reviews } = seen.reading;
  const disclosure = shown(entry, seen);
  const decisions = [...decisionsOf(plan, reviews)].map(([{ id }, decision]) =>
    bareDecision({ ...decision, phase: id }, disclosure, place),
  );
  return { member, decisions, reviews: disclosure === "whole" ? reviews : [], ...asking };
}

function bareDecision(decision: HomeDecision, disclosure: Disclosure, { url }: Place): HomeDecision {
  if (disclosure === "whole") return decision;
  const record =
    decision.record === null ? null : { ...decision.record, deciders: [memberName({ name: null })], reason: "" };
  return { ...decision, record, url: disclosure === "counts" ? decision.url : url };
}
