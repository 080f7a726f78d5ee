// GitHub's data in our own types: entities, and the facts of exit criteria.
import type { Head, Item, ListedPull, OwnerRoster, RepositoryState } from "./entities.ts";
import type { AnswerOf, FactAnswer, QuestionOf } from "./facts/definition.ts";
import type { FACT_DEFINITIONS } from "./facts/index.ts";

export type * from "./entities.ts";
export type { AddedIssue } from "./facts/added-issues.ts";
export type { CountedIssue } from "./facts/issues.ts";
export type { PublishedRelease } from "./facts/releases.ts";

/** The query and the value of each kind of fact; `src/github/facts/` has a file for each. */
type FactKinds = {
  [Definition in (typeof FACT_DEFINITIONS)[number] as Definition["kind"]]: {
    asks: QuestionOf<Definition>;
    value: AnswerOf<Definition>;
  };
};

export type FactKind = keyof FactKinds;
export type FactQuery<Kind extends FactKind = FactKind> = FactKinds[Kind]["asks"];
export type FactValue<Kind extends FactKind = FactKind> = FactKinds[Kind]["value"];
export type Fact = { query: FactQuery; answer: FactAnswer<FactValue> };

export type RepositoryReading = RepositoryState & {
  /** The facts that the plan needed last time; `Reader.facts` completes them. */
  facts: Fact[];
  /** Earlier texts of the owner's file, the newest first, where they were asked for; null for one that was no text. */
  ownerVersions?: readonly (string | null)[];
  /** The owner's repositories, where they were asked for. */
  roster?: OwnerRoster;
};

/** The repository with these items; missing ones are left out. `openHeads` is empty if all items are issues. */
export type ItemsReading = { repository: RepositoryReading; items: Item[]; openHeads: Head[] };

export type PullsPage = { repository: RepositoryReading; items: ListedPull[]; next: string | null };
