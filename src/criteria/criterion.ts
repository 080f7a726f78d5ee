// What an exit criterion is: a named rule that looks at facts and answers with one of four outcomes and its reason.
import { z } from "zod";
import type { MemberPlace, PlacedFact, PlacedMilestone, PlacedQuery, PlacedReference } from "./placed.ts";
import type { Triggers } from "./trigger.ts";

/** Something that is still to do, and where: a person's words and GitHub's URL. */
/**
 * `reference` is "owner/name#number", for an item of another repository than where it is said. `item` is the issue or pull request as
 * values; absent for what is none.
 */
export type OpenItem = {
  title: string;
  url: string;
  reference?: string;
  item?: { repository: string; number: number; title: string };
};

/** One imperative sentence for people, without Markdown and full stop; the least role on GitHub that may do it, and where. */
export type Todo = { text: string; who: "read" | "triage" | "write" | "admin"; url: string };

/**
 * - `met` and `unmet` are verdicts;
 * - `not-applicable` counts as met: there was nothing to ask for;
 * - `unknown` never counts as met: the facts could not be had.
 */
export type Evaluation = {
  state: "met" | "unmet" | "not-applicable" | "unknown";
  /** One plain sentence for people, without Markdown; it has to make sense without the title, as in "Blocked: … (reason)". */
  reason: string;
  /** What to do about it; null where nothing is to do, or where `reason` says it. */
  todo: Todo | null;
  /** For those who wrote the plan; not a part of the reason. */
  hint?: string;
  /** Of a delivery over several repositories: what each says, in plain words. Absent for a repository alone. */
  parts?: string[];
  /** What is open, as far as it was read. */
  open: OpenItem[];
  /** How many more are open than `open` names. */
  more: number;
};

/** What is known of a phase at every look. A criterion takes only the keys that it uses. */
export type PhaseContext = {
  phase: { name: string; share: number; timebox?: number | undefined };
  /** The milestones of the phase, in GitHub's order. */
  milestones: PlacedMilestone[];
  /** Those of all phases together. */
  planned: PlacedMilestone[];
  /** Null while the phase has not begun, or has not ended. */
  began: Date | null;
  ended: Date | null;
  /** The repositories of the delivery; `home` is one of them. */
  members: readonly MemberPlace[];
  home: MemberPlace;
};

/** With the facts that the criteria asked for. */
export type KnownPhase = PhaseContext & { facts: readonly PlacedFact[] };

/** What a criterion says of itself, whatever its options are. */
type Rules<Name extends string, Options> = {
  name: Name;
  /** The webhooks after which the outcome may be another. */
  triggers: Triggers;
  /**
   * Whether each change of the outcome also changes an issue, a pull request, a milestone, a label or the default branch,
   * or comes at one of its `moments`. If not, the sweep looks at every repository whose plan uses the criterion.
   */
  seenBySweep: boolean;
  /**
   * What the app's registration needs for this criterion alone. `app.yml` leaves it out; whoever uses the criterion adds it, and
   * without it the criterion is unknown.
   */
  optIn?: { permissions: Readonly<Record<string, "read">>; events: readonly string[] };
  /** The criterion as a reader of a review sees it, e.g. "Every issue is closed". */
  title(options: Options): string;
  /** What else has to be read; `evaluate` is called only if it could be. */
  needs(context: PhaseContext, options: Options): PlacedQuery[];
  evaluate(known: KnownPhase, options: Options, now: Date): Evaluation;
  /** When time alone may change the outcome. */
  moments?(context: PhaseContext): Date[];
};

/** A criterion as its file writes it down. */
type Definition<Name extends string, Shape extends z.ZodRawShape> = Rules<Name, OptionsOf<Shape>> & {
  /** Completes the sentence "Met when …" in the documentation. */
  metWhen: string;
  /** What a plan may set, besides `must`. */
  options: Shape;
  /** Whether it blocks where a plan doesn't say. */
  must: boolean;
};

/** `schema` takes the options as a plan writes them, `must` too. */
export type Criterion<Name extends string, Options> = Rules<Name, Options> & {
  schema: z.ZodType<Options>;
  optionNames: readonly string[];
};

/** The options with their defaults filled in. */
export type OptionsOf<Shape extends z.ZodRawShape> = z.infer<ReturnType<typeof optionsSchema<Shape>>>;

const optionsSchema = <Shape extends z.ZodRawShape>(metWhen: string, shape: Shape, must: boolean) =>
  z
    .strictObject({
      ...shape,
      must: z.boolean().default(must).meta({ description: "Whether it blocks; `false` only shows it." }),
    })
    .meta({ description: `Met when ${metWhen}.` });

export function defineCriterion<const Name extends string, Shape extends z.ZodRawShape>({
  metWhen,
  options,
  must,
  ...rules
}: Definition<Name, Shape>): Criterion<Name, OptionsOf<Shape>> {
  const schema = optionsSchema(metWhen, options, must);
  return { ...rules, schema, optionNames: Object.keys(schema.shape) };
}

/** For criteria that what is known at every look is enough for. */
export const nothingMore = (): PlacedQuery[] => [];

const NOTHING_OPEN = { open: [], more: 0 };

export const met = (reason: string): Evaluation => ({ state: "met", reason, todo: null, ...NOTHING_OPEN });
export const notApplicable = (reason: string): Evaluation => ({ ...met(reason), state: "not-applicable" });
export const unknown = (reason: string, todo: Todo | null = null): Evaluation => ({
  state: "unknown",
  reason,
  todo,
  ...NOTHING_OPEN,
});
export const unmet = (reason: string, todo: Todo | null, open: OpenItem[] = [], more = 0): Evaluation => ({
  state: "unmet",
  reason,
  todo,
  open,
  more,
});

/** Where the open issues of the phase are listed, for its open milestones one after another. */
export const milestoneAddress = ({ milestones, home }: Pick<PhaseContext, "milestones" | "home">): string =>
  (milestones.find(({ issues }) => issues.open > 0) ?? milestones[0])?.url ?? `${home.url}/milestones`;

export const NO_MILESTONE = "no milestone belongs to this phase yet";

/** "1 issue", "3 issues". */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** "the open issue", "the 3 open issues". */
export const theCount = (n: number, noun: string): string => (n === 1 ? `the ${noun}` : `the ${n} ${noun}s`);

/** How many open items are named; the others are counted. */
const NAMED = 10;

/** Unmet because of these, of which `total` are open. */
export function unmetBy(
  { members }: Pick<PhaseContext, "members">,
  reason: string,
  todo: Todo,
  open: readonly PlacedReference[],
  total: number = open.length,
): Evaluation {
  const named = open.flatMap((each) => openItem(members, each)).slice(0, NAMED);
  return unmet(reason, todo, named, Math.max(0, total - named.length));
}

/** None where nobody may learn of it. In a delivery over several repositories it is called by its repository, too. */
function openItem(members: readonly MemberPlace[], { member, number, title, url }: PlacedReference): OpenItem[] {
  const place = members.find((each) => each.member === member);
  const item = place === undefined || place.slug === null ? {} : { item: { repository: place.slug, number, title } };
  if (members.length < 2 || place === undefined) return [{ title: `#${number} ${title}`, url, ...item }];
  return place.slug === null ? [] : [{ reference: `${place.slug}#${number}`, title, url, ...item }];
}
