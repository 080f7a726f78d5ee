// Which facts each repository's plan needed last time, so that they come along in the first request. Losing it costs a request.
import type { FactQuery } from "./model.ts";
import type { RepositoryName } from "./port.ts";

/** What the plan needed last time; nothing depends on it but the number of requests. */
export type Memory = { recall(): readonly FactQuery[]; remember(queries: readonly FactQuery[]): void };

export function makeMemories(): (name: RepositoryName) => Memory {
  const known = new Map<string, readonly FactQuery[]>();
  return ({ installation, owner, name }) => {
    const key = `${installation}/${owner}/${name}`.toLowerCase();
    return {
      recall: () => known.get(key) ?? [],
      remember: (queries) => {
        if (queries.length === 0) known.delete(key);
        else known.set(key, queries);
      },
    };
  };
}
