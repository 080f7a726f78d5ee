// What a proposed owner's file does to the open pull requests of its deliveries' repositories, as far as it may be said here.
import { count } from "../criteria/criterion.ts";
import { disclosureIn, type Readable } from "../delivery/audience.ts";
import { situationOf } from "../feature.ts";
import { cutLines } from "../markdown/cut.ts";
import { code } from "../markdown/escape.ts";
import type { MemberOf } from "../plan/roster.ts";
import type { ProposedMembers } from "../snapshot.ts";
import { type Impact, impactOf } from "./impact.ts";

/** Of the repositories of which some pull request is judged otherwise. `left` is how many were not looked at. */
export type MemberImpacts = { affected: { member: MemberOf; impacts: Impact[] }[]; left: number };

export function memberImpacts({ looked, left }: ProposedMembers, now: Date): MemberImpacts {
  const affected = looked
    .map(({ member, before, after }) => ({
      member,
      impacts: impactOf(situationOf(before, now), situationOf(after, now), "").filter(isJudgedOtherwise),
    }))
    .filter(({ impacts }) => impacts.length > 0);
  return { affected, left };
}

/** Labels follow milestones in each repository. */
const isJudgedOtherwise = ({ effect }: Impact): boolean => effect !== "relabelled";

export const blockedIn = ({ affected }: MemberImpacts): number =>
  affected.flatMap(({ impacts }) => impacts).filter(({ effect }) => effect === "blocked").length;

/** In bytes. */
const LIST_LIMIT = 10_000;
const NUMBERS_SHOWN = 10;

/** `place` is where it is said: what can't be read there is only counted. No titles: whoever may follows the link. */
export function memberSection(impacts: MemberImpacts, place: Readable): string[] {
  const isNamed = ({ member }: { member: MemberOf }): boolean => disclosureIn(place, member, false) !== "nothing";
  const hidden = impacts.affected.filter((each) => !isNamed(each));
  const lines = [
    ...impacts.affected.filter(isNamed).map((each) => `- ${code(each.member.name)}: ${effects(each.impacts, true)}.`),
    ...(hidden.length === 0
      ? []
      : [
          `- ${privately(hidden.length)}: ${effects(
            hidden.flatMap((each) => each.impacts),
            false,
          )}.`,
        ]),
  ];
  const shown = cutLines(lines, LIST_LIMIT, (missing) => `- and ${missing} more repositories`);
  const found = shown.length === 0 ? ["None would be judged otherwise, as the latest looks saw them."] : shown;
  return [["### Open pull requests of other repositories", "", ...found, ...leftOut(impacts.left)].join("\n")];
}

const repositories = (n: number): string => (n === 1 ? "1 repository was" : `${n} repositories were`);
const leftOut = (left: number): string[] =>
  left === 0
    ? []
    : ["", `${repositories(left)} not looked at, as too little is stored of ${left === 1 ? "it" : "them"}.`];

const privately = (n: number): string => (n === 1 ? "a private repository" : `${n} private repositories`);

const WORDS = [
  ["blocked", "would become blocked"],
  ["unblocked", "would become unblocked"],
  ["changed", "would be judged otherwise"],
] as const;

function effects(impacts: readonly Impact[], areNamed: boolean): string {
  const parts = WORDS.flatMap(([effect, words]) => {
    const own = impacts.filter((impact) => impact.effect === effect);
    return own.length === 0
      ? []
      : [`${count(own.length, "pull request")} ${words}${areNamed ? ` (${numbers(own)})` : ""}`];
  });
  return parts.join(", ");
}

function numbers(impacts: readonly Impact[]): string {
  const more = impacts.length - NUMBERS_SHOWN;
  const links = impacts.slice(0, NUMBERS_SHOWN).map(({ pull }) => `[#${pull.number}](${encodeURI(pull.url)})`);
  return `${links.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
