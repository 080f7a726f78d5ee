// How an issue is called in a delivery.
import type { MemberPlace, PlacedReference } from "../criteria/placed.ts";
import { link, referenceLink } from "../markdown/escape.ts";

/** Null where nobody may learn of it. In a delivery over several repositories it is called by its repository, too. */
export function placedLink(
  members: readonly MemberPlace[],
  { member, number, title, url }: PlacedReference,
): string | null {
  const place = members.find((each) => each.member === member);
  if (members.length < 2 || place === undefined) return link(`#${number} ${title}`, url);
  return place.slug === null ? null : referenceLink(`${place.slug}#${number}`, title, url);
}

export const placedLinks = (members: readonly MemberPlace[], issues: readonly PlacedReference[]): string[] =>
  issues.flatMap((issue) => placedLink(members, issue) ?? []);
