// What has to be done before a decision counts: the concerns to resolve and the boxes to tick, with who may.
import { boxesToTick, type HeldBack, resolvingCommand } from "../decisions/held-back.ts";
import type { Review } from "../decisions/round.ts";
import type { OpenConcern } from "../decisions/tally.ts";
import { code, escapeText, link } from "../markdown/escape.ts";
import type { Guide } from "./guide.ts";
import { peopleWith } from "./people-words.ts";

/** Sentences of Markdown; empty where nothing holds a decision back. */
export function heldBackStep(review: Review, guide: Pick<Guide, "plan" | "heldBack">): string {
  const heldBack = guide.heldBack(review);
  return [...resolving(review, heldBack, guide.plan), ...ticking(review, heldBack)].join(" ");
}

export const reviewLink = ({ issue: { title, url } }: Pick<Review, "issue">): string => link(title, url);

function resolving(review: Review, { concerns }: HeldBack, { commands }: Guide["plan"]): string[] {
  if (concerns.length === 0) return [];
  const what = concerns.length === 1 ? "the concern" : "the concerns";
  const given = concerns.map(({ name }) => code(resolvingCommand(name))).join(", ");
  const who = [...raisers(concerns), peopleWith(commands.roles.decide)].join(", or ");
  return [
    `Resolve ${what} ${concerns.map(named).join(", ")}: ${given} in a comment on ${reviewLink(review)} (${who}).`,
  ];
}

const named = ({ name, by, url }: OpenConcern): string =>
  by === null ? link(name, url) : `${link(name, url)} of ${escapeText(by)}`;

/** Nobody may resolve all of them but who raised all of them. */
function raisers(concerns: readonly OpenConcern[]): string[] {
  const [first, ...others] = new Set(concerns.map(({ by }) => by));
  if (first === null || first === undefined) return [];
  return [others.length === 0 ? escapeText(first) : "each by whoever raised it"];
}

/** GitHub lets those tick a box in somebody else's issue who may write. */
const ticking = (review: Review, { boxes, concerns }: HeldBack): string[] =>
  boxes === 0
    ? []
    : [
        `Tick ${boxesToTick(boxes)} of the section Review ${concerns.length === 0 ? `in ${reviewLink(review)}` : "there"} (${peopleWith("write")}).`,
      ];
