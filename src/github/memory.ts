// What was learnt about each repository: what makes the next reading cheaper, what the app wrote that reads may not show yet, and what GitHub refused.

import { steadyNow } from "../steady-clock.ts";
import { type CommentsMemory, makeCommentsMemory } from "./comments-memory.ts";
import { type CommitsMemory, makeCommitsMemory } from "./commits-memory.ts";
import type { FactQuery } from "./model.ts";
import { makeOwnChecks, type OwnChecks } from "./own-checks.ts";
import { makeOwnComments, type OwnComments } from "./own-comments.ts";
import { makeOwnMoves, type OwnMoves } from "./own-moves.ts";
import { makePageSizes, type PageSizes } from "./page-size.ts";
import { makePageStarts, type PageStarts } from "./page-starts.ts";
import type { RepositoryName } from "./port.ts";
import { makeRefusedLabels, type RefusedLabels } from "./refused-labels.ts";

/** The kinds of readings that include facts; each remembers its own facts. */
export type ReadingKind = "repository" | "items" | "pulls";

export type ReadingMemory = {
  /** The facts that the plan needed after such a reading last time. */
  recall(kind: ReadingKind): readonly FactQuery[];
  remember(kind: ReadingKind, queries: readonly FactQuery[]): void;
  /** The commits of pull requests. */
  commits: CommitsMemory;
  comments: CommentsMemory;
  /** Of the facts' long lists. */
  starts: PageStarts;
  /** Page sizes that worked. */
  sizes: PageSizes;
  /** What the app wrote a moment ago, which reads may not show yet. */
  checks: OwnChecks;
  ownComments: OwnComments;
  moves: OwnMoves;
  /** What GitHub refused. */
  refused: RefusedLabels;
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
    commits: makeCommitsMemory(),
    comments: makeCommentsMemory(() => new Date()),
    starts: makePageStarts(),
    sizes: makePageSizes(steadyNow),
    checks: makeOwnChecks(steadyNow),
    ownComments: makeOwnComments(steadyNow),
    moves: makeOwnMoves(steadyNow),
    refused: makeRefusedLabels(steadyNow),
  };
}
