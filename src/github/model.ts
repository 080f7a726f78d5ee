// What is read of GitHub, in our own words: what it holds, and the facts that exit criteria ask for on top.
import type { Head, Item, ListedPull, RepositoryState } from "./entities.ts";
import type { AnswerOf, FactAnswer, QuestionOf } from "./facts/definition.ts";
import type { FACTS } from "./facts/index.ts";

export type * from "./entities.ts";
export type { CountedIssue } from "./facts/issues.ts";
export type { PublishedRelease } from "./facts/releases.ts";

/** By its kind what a fact is asked with, and what it is answered with; `src/github/facts/` has a file for each. */
type FactKinds = {
  [Definition in (typeof FACTS)[number] as Definition["kind"]]: {
    asks: QuestionOf<Definition>;
    value: AnswerOf<Definition>;
  };
};

export type FactKind = keyof FactKinds;
export type FactQuery<Kind extends FactKind = FactKind> = FactKinds[Kind]["asks"];
export type FactValue<Kind extends FactKind = FactKind> = FactKinds[Kind]["value"];
export type Fact = { query: FactQuery; answer: FactAnswer<FactValue> };

export type RepositoryReading = RepositoryState & {
  /** What came along because the plan needed it last time; `Reader.facts` makes it complete. */
  facts: Fact[];
  /** Earlier texts of the owner's file, the newest first, where they were asked for; null for one that was no text. */
  ownerVersions?: readonly (string | null)[];
};

/** The repository with the items asked for; an item that is gone is left out. Heads matter to pull requests: among issues alone there are none. */
export type ItemsReading = { repository: RepositoryReading; items: Item[]; openHeads: Head[] };

export type PullsPage = { repository: RepositoryReading; items: ListedPull[]; next: string | null };
