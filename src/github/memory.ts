// Which facts each repository's plan needed last time, so that they come along in the first request. Losing it costs a request.

import type { Memory } from "./context.ts";
import type { FactQuery } from "./model.ts";
import type { RepositoryName } from "./port.ts";

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
