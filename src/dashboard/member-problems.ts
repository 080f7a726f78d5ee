// What is wrong with the repositories of a delivery: those that can't be read, and those that are none of it though the file names them.
import type { ApartRepository, Delivery } from "../delivery/delivery.ts";
import { escapeText } from "../markdown/escape.ts";
import type { DashboardProblem } from "./view.ts";

export const ofMembers = ({ members, apart }: Pick<Delivery, "members" | "apart">): DashboardProblem[] => [
  ...members.flatMap(({ slug, unread }) => (unread === null ? [] : [unreadable(slug)])),
  ...KINDS.flatMap((kind) => ofKind(kind, apart)),
];

const unreadable = (slug: string | null): DashboardProblem => ({
  text: `${names([slug])} can't be read, which shuts every gate that depends on it.`,
  next: "Add it to the app's installation, or take it off the delivery's `repositories` in the owner's file.",
});

const KINDS = ["archived", "overlapping", "out"] as const satisfies ApartRepository["kind"][];

const WORDS = {
  archived: {
    text: "archived, and so left out of the delivery.",
    next: "Take what is archived off the delivery's `repositories` in the owner's file, or unarchive it.",
  },
  overlapping: {
    text: "in an earlier delivery of the owner's file, which names it by a glob or a property, too, and so not in this one.",
    next: "Narrow the glob or the property of one of the two.",
  },
  out: {
    text: "out of the delivery by `enabled: false` in its own file: it holds nothing back, and nothing holds it back.",
    next: "It comes back once that line is deleted there.",
  },
} as const satisfies Record<ApartRepository["kind"], DashboardProblem>;

function ofKind(kind: ApartRepository["kind"], apart: readonly ApartRepository[]): DashboardProblem[] {
  const found = apart.filter((each) => each.kind === kind).map(({ slug }) => slug);
  if (found.length === 0) return [];
  const { text, next } = WORDS[kind];
  return [{ text: `${names(found)} ${found.length === 1 ? "is" : "are each"} ${text}`, next }];
}

/** As many as a line can hold; the others are counted. */
const NAMED = 20;

/** Those that may be named, then how many others there are. */
function names(slugs: readonly (string | null)[]): string {
  const named = slugs.flatMap((slug) => (slug === null ? [] : [escapeText(slug)]));
  const hidden = slugs.length - named.length;
  const others = hidden === 0 ? [] : [hidden === 1 ? "a private repository" : `${hidden} private repositories`];
  const more = named.length > NAMED ? [`${named.length - NAMED} more`] : [];
  return inOrder([...named.slice(0, NAMED), ...more, ...others]);
}

function inOrder(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  const text = words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
  return text.startsWith("a ") ? `A ${text.slice(2)}` : text;
}
