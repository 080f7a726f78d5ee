// What a fact is: a question about a repository that exit criteria ask on top of its reading, and how GitHub is asked.
import type { z } from "zod";
import type { ReadContext } from "../context.ts";

/** `denied` names the app's permission that is missing, e.g. "actions: read". */
export type FactAnswer<Value> = { kind: "read"; value: Value } | { kind: "denied"; permission: string };

/** Questions are told apart by their kind. */
type AnyQuestion = { kind: string };

/**
 * GitHub's bounds of what a selection may cost, from its shape: the nodes that it may bring, and the requests that it counts
 * as; a document's points are the sum of those by 100.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export type SelectionCost = { nodes: number; requests: number };

/** Pages of an answer that are being read: `take` gets what each of the selections, below `repository`, was answered with. */
export type PageReading<Value> = { selections: string[]; take(answers: readonly unknown[]): PageTaken<Value> };
/** `starts` are the cursors at which the pages behind the first began. */
type PageTaken<Value> =
  | { kind: "done"; value: Value; starts: string[] }
  | { kind: "more"; reading: PageReading<Value> };

/** Read by a selection of GraphQL's, which goes along with others in one document. */
export type SelectionFact<Question extends AnyQuestion, Value> = {
  kind: Question["kind"];
  via: "selection";
  /** The app's permission that the question takes. */
  permission(question: Question): string;
  /** Of each page. */
  cost: SelectionCost;
  /** `starts` are those of the last time, whose pages are asked for along with the first. */
  begin(question: Question, starts: readonly string[]): PageReading<Value>;
};

/** Read by requests of its own. `along`: few enough to be sent beside the first reading of a repository. */
export type RequestFact<Question extends AnyQuestion, Value> = {
  kind: Question["kind"];
  via: "requests";
  along: boolean;
  read(context: ReadContext, question: Question): Promise<FactAnswer<Value>>;
};

export type FactDefinition<Question extends AnyQuestion, Value> =
  | SelectionFact<Question, Value>
  | RequestFact<Question, Value>;

export type QuestionOf<Definition> = Definition extends {
  begin(question: infer Question, starts: readonly string[]): unknown;
}
  ? Question
  : Definition extends { read(context: ReadContext, question: infer Question): unknown }
    ? Question
    : never;

export type AnswerOf<Definition> = Definition extends { begin(...question: never): PageReading<infer Value> }
  ? Value
  : Definition extends { read(...question: never): Promise<FactAnswer<infer Value>> }
    ? Value
    : never;

type Selecting<Question extends AnyQuestion, Page, Value> = Pick<SelectionFact<Question, Value>, "kind" | "cost"> & {
  permission: string | ((question: Question) => string);
  /** `after` is where the page begins; null for the first. */
  select(question: Question, after: string | null): string;
  page: z.ZodType<Page>;
  /** Where to go on; null when the pages are enough. */
  next(question: Question, pages: readonly Page[]): string | null;
  value(question: Question, pages: readonly Page[]): Value;
};

export function selectionFact<Question extends AnyQuestion, Page, Value>(
  source: Selecting<Question, Page, Value>,
): SelectionFact<Question, Value> {
  /** `starts` are those of the pages that are read, `now` those of the pages that are asked for; null is the first page's. */
  const reading = (
    question: Question,
    { pages, starts }: { pages: readonly Page[]; starts: readonly string[] },
    now: readonly (string | null)[],
  ): PageReading<Value> => ({
    selections: now.map((after) => source.select(question, after)),
    take: ([first, ...others]) => {
      const all = [...pages, source.page.parse(first)];
      const next = source.next(question, all);
      if (next === null) return { kind: "done", value: source.value(question, all), starts: [...starts] };
      const read = { pages: all, starts: [...starts, next] };
      const [, expected, ...further] = now;
      // Where something joined or left since, the page that was asked for does not begin where this one ends.
      return expected === next
        ? reading(question, read, [expected, ...further]).take(others)
        : { kind: "more", reading: reading(question, read, [next]) };
    },
  });
  const { kind, permission, cost } = source;
  return {
    kind,
    via: "selection",
    cost,
    permission: (question) => (typeof permission === "string" ? permission : permission(question)),
    begin: (question, starts) => reading(question, { pages: [], starts: [] }, [null, ...starts]),
  };
}

export const requestFact = <Question extends AnyQuestion, Value>(
  source: Omit<RequestFact<Question, Value>, "via">,
): RequestFact<Question, Value> => ({ ...source, via: "requests" });
