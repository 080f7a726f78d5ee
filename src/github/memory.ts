// What makes the next reading of a repository cheaper. Losing it costs only requests.
import type { FactQuery } from "./model.ts";
import { makePageSizes, type PageSizes } from "./page-size.ts";
import type { RepositoryName } from "./port.ts";

/** The kinds of readings that include facts; each remembers its own facts. */
export type ReadingKind = "repository" | "items" | "pulls";

export type ReadingMemory = {
  /** The facts that the plan needed after such a reading last time. */
  recall(kind: ReadingKind): readonly FactQuery[];
  remember(kind: ReadingKind, queries: readonly FactQuery[]): void;
  /** Page sizes that worked. */
  sized: PageSizes;
};

export function makeMemories(): (name: RepositoryName) => ReadingMemory {
  const known = new Map<string, ReadingMemory>();
  return ({ installation, owner, name }) => {
    const key = `${installation}/${owner}/${name}`.toLowerCase();
    const memory = known.get(key) ?? makeMemory();
    known.set(key, memory);
    return memory;
  };
}

function makeMemory(): ReadingMemory {
  const facts = new Map<ReadingKind, readonly FactQuery[]>();
  return {
    recall: (kind) => facts.get(kind) ?? [],
    remember: (kind, queries) => void facts.set(kind, queries),
    sized: makePageSizes(),
  };
}
