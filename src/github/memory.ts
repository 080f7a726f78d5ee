// What was learnt about each repository that makes the next reading cheaper. Losing it costs requests and nothing else.

import { type CommitsMemory, makeCommitsMemory } from "./commits-memory.ts";
import type { FactQuery } from "./model.ts";
import { makePageSizes, type PageSizes } from "./page-size.ts";
import type { RepositoryName } from "./port.ts";

/** Readings that bring facts along; each needs facts of its own. */
export type ReadingKind = "repository" | "items" | "pulls";

export type Memory = {
  /** The facts that the plan needed after such a reading last time. */
  recall(kind: ReadingKind): readonly FactQuery[];
  remember(kind: ReadingKind, queries: readonly FactQuery[]): void;
  /** The commits of pull requests; `read` asks for those that are not known. */
  commits: CommitsMemory;
  /** Page sizes that GitHub answered to. */
  sized: PageSizes;
};

export function makeMemories(): (name: RepositoryName) => Memory {
  const known = new Map<string, Memory>();
  return ({ installation, owner, name }) => {
    const key = `${installation}/${owner}/${name}`.toLowerCase();
    const memory = known.get(key) ?? makeMemory();
    known.set(key, memory);
    return memory;
  };
}

function makeMemory(): Memory {
  const facts = new Map<ReadingKind, readonly FactQuery[]>();
  return {
    recall: (kind) => facts.get(kind) ?? [],
    remember: (kind, queries) => void facts.set(kind, queries),
    commits: makeCommitsMemory(),
    sized: makePageSizes(),
  };
}
