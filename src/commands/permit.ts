// Who may use a command: the plan's role or team, held against what GitHub says of the author.
import { neededBy, roleName } from "../decisions/role-words.ts";
import type { AccessReader, RepositoryRole } from "../github/port.ts";
import { code } from "../markdown/escape.ts";
import { isSameName } from "../names.ts";
import { ROLES } from "../plan/values.ts";

/** `isUnsure`: GitHub does not say. */
export type Permit = { kind: "yes" } | { kind: "no"; reason: string; isUnsure?: true };

const YES: Permit = { kind: "yes" };
const no = (written: string, finding: string, isUnsure = false): Permit => ({
  kind: "no",
  ...(isUnsure && { isUnsure }),
  reason: `it needs ${neededBy(written).kind === "team" ? "membership in the" : "the role"} ${roleName(written)}, and GitHub ${finding}.`,
});

/** One that lets is enough; else all say why they don't. Nothing to ask for lets everybody. */
export function anyOf(permits: readonly Permit[]): Permit {
  const reasons = permits.flatMap((permit) => (permit.kind === "no" ? [permit.reason] : []));
  if (reasons.length < permits.length || permits.length === 0) return YES;
  const isUnsure = permits.some((permit) => permit.kind === "no" && permit.isUnsure === true);
  return { kind: "no", reason: [...new Set(reasons)].join(" Or "), ...(isUnsure && { isUnsure }) };
}

const RANKS: readonly RepositoryRole[] = ["none", ...ROLES];

export function permitByRole(
  written: string,
  needed: (typeof ROLES)[number],
  said: Awaited<ReturnType<AccessReader["role"]>>,
): Permit {
  if (said.kind === "unavailable") return no(written, `does not say which role you have here (${said.status})`, true);
  if (RANKS.indexOf(said.role) >= RANKS.indexOf(needed)) return YES;
  return no(written, said.role === "none" ? "says that you have none here" : `says that yours is ${said.role}`);
}

export function permitByTeam(written: string, said: Awaited<ReturnType<AccessReader["membership"]>>): Permit {
  if (said.kind === "unavailable") return no(written, `does not say whether you are a member (${said.status})`, true);
  return said.kind === "member" ? YES : no(written, "does not show you among its active members");
}

/** A login of the plan's, held against the one that GitHub shows now. */
export const permitByLogin = (written: string, login: string): Permit =>
  isSameName(written.replace(/^@/, ""), login)
    ? YES
    : { kind: "no", reason: `it is asked of ${code(written.replace(/^@/, ""))}.` };
