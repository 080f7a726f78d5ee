// What people may do in a repository.
import type { Repository } from "./model.ts";
import type { Account, Role } from "./model-accounts.ts";

/** The most of what they were given, what members may, and what everybody may; an owner of the account is admin of all its repositories. */
export function roleOf(repository: Repository, account: Account): Role | null {
  const { owner, roles, internal } = repository;
  const membership = owner.members.get(account);
  if (owner === account || membership === "owner") return "admin";
  const isMember = membership !== undefined;
  const isOpen = !repository.private || (internal && isMember);
  const theirs = most(roles.get(account.login) ?? null, isMember ? owner.basePermission : null);
  return most(theirs, isOpen ? "read" : null);
}

const RANK: readonly (Role | null)[] = [null, "read", "triage", "write", "maintain", "admin"];

const most = (a: Role | null, b: Role | null): Role | null => (RANK.indexOf(a) < RANK.indexOf(b) ? b : a);

export const reaches = (role: Role | null, needed: Role): boolean =>
  role !== null && RANK.indexOf(role) >= RANK.indexOf(needed);

export const hasRole = (repository: Repository, account: Account, needed: Role): boolean =>
  reaches(roleOf(repository, account), needed);
