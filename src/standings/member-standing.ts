// What is stored of a repository for others: for the gates of its delivery, and for whoever asks how everything is.
import { queryKey } from "../criteria/facts.ts";
import { leanRecords } from "../decisions/trust.ts";
import { planAsMember } from "../delivery/as-member.ts";
import { type MemberReading, memberReading } from "../delivery/member.ts";
import type { KnownMember } from "../delivery/others.ts";
import { situationOf, withCriteriaFacts } from "../feature.ts";
import type { Fact, OwnIssue } from "../github/model.ts";
import { awaitedMembers } from "../review/awaited.ts";
import type { Snapshot } from "../snapshot.ts";
import { parsePlain, plainText } from "../values/plain-data.ts";
import { type Fellow, fellowLists, fellowsFrom, fellowsIn } from "./fellow.ts";
import { parsedTexts } from "./parsed-texts.ts";
import { plainPart } from "./plain-part.ts";
import type { StandingChanges } from "./store.ts";

/** As the latest look saw it. `facts` are the criteria's; `more` what only reviews and dashboards show. */
export type MemberStanding = {
  at: Date;
  known: Exclude<KnownMember, { kind: "unread" }>;
  more: Fact[];
  /** The other repositories of its delivery. */
  fellows: Fellow[];
};

/** Parts of a standing: the second is read only where everything is shown, the third only by who tells others. */
export const MEMBER_PART = "member";
export const MEMBER_FACTS_PART = "member/facts";
export const MEMBER_FELLOWS_PART = "member/fellows";
const PARTS = [MEMBER_PART, MEMBER_FACTS_PART, MEMBER_FELLOWS_PART];

/** To be raised with any change of what is in it. */
const VERSION = 3;

const stored = plainPart(VERSION);
export const decodePart = stored.decode;
export const encodePart = stored.encode;

/** About as many as the parts of 1,000 repositories. */
const KEPT_CHARACTERS = 8_000_000;

const { decode: decodeShared } = plainPart(VERSION, parsedTexts(parsePlain, KEPT_CHARACTERS));

type Lean = Pick<MemberStanding, "at" | "known">;

export const parseMember = (part: unknown): Lean | null => decodeShared<Lean>(part);

export const parseMemberFacts = (part: unknown): Fact[] => decodeShared<Fact[]>(part) ?? [];

export const parseFellows = (part: unknown): Fellow[] => fellowsFrom(decodePart(part));

export function parseMemberStanding(parts: ReadonlyMap<string, unknown>): MemberStanding | null {
  const lean = parseMember(parts.get(MEMBER_PART));
  const more = parseMemberFacts(parts.get(MEMBER_FACTS_PART));
  return lean && { ...lean, more, fellows: parseFellows(parts.get(MEMBER_FELLOWS_PART)) };
}

/** What a look at a repository saw of it; null where the app does nothing there. */
export function memberStanding(before: MemberStanding | null, snapshot: Snapshot, at: Date): MemberStanding | null {
  const { plan, repository } = snapshot;
  if (plan.kind === "inactive") return before === null ? null : { at, known: { kind: "off" }, more: [], fellows: [] };
  const fellows = plan.delivery === null ? [] : fellowsIn(plan.delivery, repository, awaitedBy(snapshot, at));
  const reading = standingReading(snapshot);
  const criteria = new Set(reading.facts.map(({ query }) => query));
  const more = repository.facts.filter(({ query }) => !criteria.has(query));
  return {
    at,
    known: { kind: "read", reading },
    more: merged(inMilestones(before?.more ?? [], repository), more),
    fellows,
  };
}

/** Those that reviews wait for, as the home knows. */
function awaitedBy(snapshot: Snapshot, at: Date): ReadonlySet<string> {
  const situation = situationOf(snapshot, at);
  const isHere = situation.kind === "active" && situation.delivery.isHome;
  return isHere ? awaitedMembers(situation.delivery, situation.states, at) : new Set();
}

/** Without what was asked about milestones that are gone. */
function inMilestones(facts: readonly Fact[], { milestones }: Pick<MemberReading, "milestones">): Fact[] {
  const there = new Set(milestones.map(({ number }) => number));
  return facts.filter(({ query }) => !("milestone" in query) || there.has(query.milestone));
}

/** Looks of other kinds ask for other facts: what was not asked for now is as it was. */
function merged(before: readonly Fact[], now: readonly Fact[]): Fact[] {
  return [...new Map([...before, ...now].map((fact) => [queryKey(fact.query), fact])).values()];
}

/** Of what was read, what others may need: the same whoever read it. */
export function standingReading({
  plan,
  repository,
  others,
}: Pick<Snapshot, "plan" | "repository" | "others">): MemberReading {
  const active = planAsMember(plan, repository);
  const facts = active === null ? [] : withCriteriaFacts(active.plan, repository, others).facts;
  const isHome = others === undefined || others.home === null;
  return { ...memberReading(repository, isHome ? repository.reviews.map(leanReview) : []), facts };
}

const leanReview = (review: OwnIssue): OwnIssue => ({ ...review, comments: leanRecords(review.comments) });

/** What has to be written; nothing where it says the same, whenever that was seen. */
export function memberChanges(before: MemberStanding | null, after: MemberStanding | null): StandingChanges {
  if (after === null) return before === null ? NOTHING : new Map(PARTS.map((part) => [part, null]));
  const { at, known, more } = after;
  const fellows = fellowLists(after.fellows);
  return new Map<string, unknown>([
    ...(before === null || !samePart(before.known, known) ? [[MEMBER_PART, encodePart({ at, known })] as const] : []),
    ...(before === null || !samePart(before.more, more) ? [[MEMBER_FACTS_PART, encodePart(more)] as const] : []),
    ...(before === null || !samePart(fellowLists(before.fellows), fellows)
      ? [[MEMBER_FELLOWS_PART, encodePart(fellows)] as const]
      : []),
  ]);
}

const NOTHING: StandingChanges = new Map();

export const samePart = (before: unknown, after: unknown): boolean => plainText(before) === plainText(after);

/**
 * Whose gates, review and dashboard may be others now: all, as what is known of this one is another; else those that it has come to, or
 * left. What only reviews and dashboards show concerns the home alone.
 */
export function concernedBy(before: MemberStanding | null, after: MemberStanding | null): Fellow[] {
  const [were, are] = [before?.fellows ?? [], after?.fellows ?? []];
  const named = new Map([...were, ...are].map((fellow) => [fellow.name, fellow]));
  const all = [...named.values()].filter(({ isReached }) => isReached);
  if (!samePart(before?.known ?? null, after?.known ?? null)) return all;
  const isAmong = (fellows: readonly Fellow[], name: string): boolean => fellows.some((each) => each.name === name);
  const isMore = !samePart(before?.more ?? [], after?.more ?? []);
  return all.filter(
    ({ name, isHome, isAwaited }) => isAmong(were, name) !== isAmong(are, name) || (isHome && isMore) || isAwaited,
  );
}
