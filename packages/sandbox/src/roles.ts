// What people may do in a repository.
import type { Repository } from "./model.ts";
import type { Account, Role } from "./model-accounts.ts";

/** What a person may do in a repository; the owner of an account is its admin, everybody reads what is public or internal. */
export function roleOf(repository: Repository, account: Account): Role | null {
  if (repository.owner === account) return "admin";
  return repository.roles.get(account.login) ?? (repository.private && !repository.internal ? null : "read");
}

const RANK: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];

export const reaches = (role: Role | null, needed: Role): boolean =>
  role !== null && RANK.indexOf(role) >= RANK.indexOf(needed);

export const hasRole = (repository: Repository, account: Account, needed: Role): boolean =>
  reaches(roleOf(repository, account), needed);
