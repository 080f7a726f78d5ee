// SPEC sections 7 and 13 by hand, for the table of commands: what each is, where it works, for whom, and what shows that it happened.
import type { WorldItem } from "@milegate/sandbox";

export const ITEM_PLACES = ["issue", "pull request", "review", "closed review"] as const;
export type ItemPlace = (typeof ITEM_PLACES)[number];

/** From the one that may do least; the bot is an admin, and ignored all the same. */
export type AuthorRank = "none" | "read" | "triage" | "write" | "maintain" | "admin";
const RANKS: readonly AuthorRank[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** `decides` is null where a role decides, else whether the plan's team has them in it. */
export type CommandAuthor = { login: string; rank: AuthorRank; decides: boolean | null; isBot: boolean };

/** `refused` for a reason that has nothing to do with who or where: SPEC 6 says which. */
export type ExpectedOutcome = "done" | "place" | "role" | "refused" | "nothing";

export type SeenState = {
  item: WorldItem;
  replies: string[];
  reviews: WorldItem[];
  left: WorldItem | undefined;
  check: string;
};

type Governed = "anyone" | "set" | "decide" | "override" | "review" | "sign";

export type CommandForm = {
  name: string;
  /** What is written by the person of that name. */
  say: (login: string) => string;
  where: readonly ItemPlace[];
  who: Governed;
  /** Where more than who and where counts. */
  unless?: (somebody: CommandAuthor, place: ItemPlace) => ExpectedOutcome | null;
  shows: (seen: SeenState, login: string) => boolean;
};

const ANY: readonly ItemPlace[] = ITEM_PLACES;
const REVIEW: readonly ItemPlace[] = ["review", "closed review"];
/** A decision that is made, and a concern, need a review that is under way. */
const open = (_somebody: CommandAuthor, place: ItemPlace): ExpectedOutcome | null =>
  place === "closed review" ? "refused" : null;

const has = (item: WorldItem, label: string): boolean => item.labels.some(({ name }) => name === label);
const records = ({ item }: SeenState, kind: string): boolean =>
  item.comments.some(({ body, author }) => author?.type === "Bot" && body.startsWith(`<!-- milegate:${kind} `));

/** Asked of people with the role write at every boundary. */
export const SIGN_OFF = "review: { sign_offs: [{ id: legal, by: write }] }";

const signing = (verb: string, words: string): CommandForm => ({
  name: verb,
  say: () => `/phase ${verb} legal looked at`,
  where: REVIEW,
  who: "sign",
  unless: open,
  shows: ({ item }, login) =>
    item.comments.some(
      ({ body }) => body.startsWith("<!-- milegate:sign-off id=legal ") && body.includes(`${words} ${login}`),
    ),
});

export const COMMAND_FORMS: readonly CommandForm[] = [
  {
    name: "help",
    say: () => "/phase help",
    where: ANY,
    who: "anyone",
    shows: ({ replies }) => replies.some((reply) => reply.includes("| `/phase status` | anyone |")),
  },
  {
    name: "status",
    say: () => "/phase status",
    where: ANY,
    who: "anyone",
    shows: ({ replies }) => replies.some((reply) => reply.startsWith("| Phase | State |")),
  },
  { name: "refresh", say: () => "/phase refresh", where: ANY, who: "set", shows: () => true },
  {
    name: "set",
    say: () => "/phase set spare",
    where: ANY,
    who: "set",
    shows: ({ item }) => item.milestone?.title === "Spare",
  },
  {
    name: "defer",
    say: (login) => `/phase defer more-${login} too big`,
    where: ANY,
    who: "set",
    shows: ({ item }, login) => item.milestone?.title === `More of ${login}`,
  },
  { name: "clear", say: () => "/phase clear", where: ANY, who: "set", shows: ({ item }) => item.milestone === null },
  {
    name: "override",
    say: () => "/phase override hotfix",
    where: ["pull request"],
    who: "override",
    shows: ({ check }) => check.startsWith("success Overridden:"),
  },
  {
    name: "override cancel",
    say: () => "/phase override cancel",
    where: ["pull request"],
    who: "override",
    shows: (seen) => !seen.check.includes("Overridden:") && records(seen, "override-cancel"),
  },
  {
    name: "review <phase>",
    say: (login) => `/phase review more-${login}`,
    where: ANY,
    who: "review",
    shows: ({ replies, reviews }, login) =>
      reviews.filter(({ title }) => title.startsWith(`Boundary review: More of ${login} `)).length === 1 &&
      replies.some((reply) => /round 1: \[|is open, round 1/.test(reply)),
  },
  {
    name: "concern",
    say: () => "/phase concern own nobody tried",
    where: REVIEW,
    who: "set",
    unless: open,
    shows: (seen) => records(seen, "concern"),
  },
  {
    name: "resolve own",
    say: () => "/phase resolve own",
    where: REVIEW,
    who: "set",
    unless: ({ decides, rank }, place) =>
      place === "closed review" || (decides && rank === "read") ? "refused" : null,
    shows: (seen) => records(seen, "resolve"),
  },
  {
    name: "resolve other's",
    say: () => "/phase resolve other",
    where: REVIEW,
    who: "set",
    // Nobody's concern is open on a review that is done with; who may only raise concerns resolves their own.
    unless: (somebody, place) => (place === "closed review" && mayDecide(somebody) ? "refused" : resolving(somebody)),
    shows: ({ item }) =>
      item.comments.filter(({ body }) => /^<!-- milegate:resolve .*name=other/.test(body)).length === 1,
  },
  {
    name: "carry-over",
    say: () => "/phase carry-over spare",
    where: REVIEW,
    who: "decide",
    shows: ({ left }) => left?.milestone?.title === "Spare",
  },
  signing("approve", "approved by"),
  signing("needs-work", "needs work, by"),
  signing("not-applicable", "not applicable, by"),
  ...(["pivot", "stop"] as const).map(
    (outcome): CommandForm => ({
      name: outcome,
      say: () => `/phase ${outcome} wrong way`,
      where: REVIEW,
      who: "decide",
      unless: open,
      shows: ({ item }) => has(item, `decision: ${outcome}`) && (item.state === "open") === (outcome === "pivot"),
    }),
  ),
  {
    name: "continue",
    say: () => "/phase continue --waive fine",
    where: REVIEW,
    who: "decide",
    unless: open,
    shows: ({ item }) => has(item, "decision: continue") && item.state === "closed",
  },
  {
    name: "drop",
    say: () => "/phase drop no value",
    where: ["issue"],
    who: "set",
    shows: ({ item }) => item.kind === "issue" && item.stateReason === "not_planned" && has(item, "phase: dropped"),
  },
  {
    name: "review",
    say: () => "/phase review",
    where: ["closed review"],
    who: "review",
    shows: ({ reviews, item }) => reviews.some(({ title, state }) => title === item.title && state === "open"),
  },
];

const NEEDED: Record<Governed, AuthorRank> = {
  anyone: "none",
  set: "triage",
  decide: "maintain",
  override: "maintain",
  review: "maintain",
  sign: "write",
};

const reaches = ({ rank }: CommandAuthor, governed: Governed): boolean =>
  RANKS.indexOf(rank) >= RANKS.indexOf(NEEDED[governed]);

const mayDecide = (somebody: CommandAuthor): boolean => somebody.decides ?? reaches(somebody, "decide");

function resolving(somebody: CommandAuthor): ExpectedOutcome | null {
  if (mayDecide(somebody)) return "done";
  return reaches(somebody, "set") ? "refused" : null;
}

const may = (somebody: CommandAuthor, governed: Governed): boolean =>
  governed === "decide" ? mayDecide(somebody) : reaches(somebody, governed);

export function expectedOutcome(form: CommandForm, somebody: CommandAuthor, place: ItemPlace): ExpectedOutcome {
  if (somebody.isBot) return "nothing";
  if (!form.where.includes(place)) return "place";
  const isAllowed = may(somebody, form.who) || (form.name.startsWith("resolve") && mayDecide(somebody));
  if (!isAllowed) return "role";
  return form.unless?.(somebody, place) ?? "done";
}
