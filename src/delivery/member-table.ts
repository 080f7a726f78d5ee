// How far each repository of a delivery is, as a table.
import type { MemberPlace } from "../criteria/placed.ts";
import { cutLines } from "../markdown/cut.ts";
import { table } from "../markdown/table.ts";
import { phaseOf } from "../plan/match.ts";
import type { Delivery } from "./delivery.ts";
import { placeText } from "./home-words.ts";
import { type Progress, progressOf } from "./progress.ts";

/** `unread` says why it can't be read, where it can't. */
export type MemberRow = { place: MemberPlace; isHome: boolean; progress: Progress };

/** Empty for a repository alone. */
export const memberRows = ({ plan, members, home }: Pick<Delivery, "plan" | "members" | "home">): MemberRow[] =>
  members.length < 2
    ? []
    : [home, ...members.filter(({ member }) => member !== home.member)].map((place) => ({
        place,
        isHome: place.member === home.member,
        progress: progressOf(place.milestones.filter((milestone) => phaseOf(plan, milestone) !== null)),
      }));

/** In bytes. */
const LIMIT = 5_000;

export function memberTable(rows: readonly MemberRow[]): string {
  const lines = rows.map(({ place, isHome, progress: { done, planned } }) => [
    `${placeText(place)}${isHome ? " (home)" : ""}`,
    place.unread === null ? `${done} of ${planned}` : "can't be read",
  ]);
  const [head = "", rule = "", ...each] = table(["Repository", "Issues done"], lines).split("\n");
  return [head, rule, ...cutLines(each, LIMIT, (missing) => `| and ${missing} more | |`)].join("\n");
}
