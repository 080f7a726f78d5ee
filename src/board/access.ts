// What somebody may see: exactly the repositories that GitHub lists for them, and where the store has those.
import type { ListedRepository } from "../github/user.ts";

/** A repository that one may see; `installation` is the app's that reaches it. */
export type SeenRepository = ListedRepository & { installation: number };

/** By the owner in lower case, then by the repository's name in lower case. */
export type BoardAccess = ReadonlyMap<string, ReadonlyMap<string, SeenRepository>>;

export function accessTo(repositories: readonly SeenRepository[]): BoardAccess {
  const access = new Map<string, Map<string, SeenRepository>>();
  for (const seen of repositories) {
    const owner = access.get(seen.owner.toLowerCase()) ?? new Map<string, SeenRepository>();
    owner.set(seen.name.toLowerCase(), seen);
    access.set(seen.owner.toLowerCase(), owner);
  }
  return access;
}

export const seenIn = (access: BoardAccess, owner: string): SeenRepository[] => [
  ...(access.get(owner.toLowerCase())?.values() ?? []),
];

/** A name may have become another repository's since it was looked at: then what is stored is not its. */
export const isSameRepository = ({ id, node }: ListedRepository, stored: string): boolean =>
  stored === String(id) || stored === node;
