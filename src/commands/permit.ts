// Who may use a command: the plan's role or team, held against what GitHub says of the author.
import type { AccessReader, RepositoryRole } from "../github/port.ts";
import type { Plan, RoleKey } from "../plan/plan.ts";
import { neededBy, roleOrTeam } from "../plan/role-words.ts";
import { ROLES } from "../plan/values.ts";

export type Permit = { kind: "yes" } | { kind: "no"; reason: string };

/** The keys that govern a command, either of which is enough; null for anyone. */
type Governed = { role: RoleKey | null; orRole?: RoleKey };

/** Those of the plan's keys that let somebody use a command; none: anyone may. */
export const keysOf = ({ role, orRole }: Governed): RoleKey[] =>
  [role, orRole].filter((key) => typeof key === "string");

/** For help and documentation. Of two roles the lower one says it all. */
export function whoMay(roles: Plan["commands"]["roles"], command: Governed): string {
  const written = [...new Set(keysOf(command).map((key) => roles[key]))];
  const [lowest] = ROLES.filter((role) => written.includes(role));
  const named = [
    ...(lowest === undefined ? [] : [lowest]),
    ...written.filter((each) => neededBy(each).kind === "team"),
  ];
  return named.length === 0 ? "anyone" : named.map(roleOrTeam).join(", or ");
}

const YES: Permit = { kind: "yes" };
const no = (written: string, finding: string): Permit => ({
  kind: "no",
  reason: `it needs ${neededBy(written).kind === "team" ? "membership in the" : "the role"} ${roleOrTeam(written)}, and GitHub ${finding}.`,
});

/** One that lets is enough; else all say why they don't. Nothing to ask for lets everybody. */
export function anyOf(permits: readonly Permit[]): Permit {
  const reasons = permits.flatMap((permit) => (permit.kind === "no" ? [permit.reason] : []));
  if (reasons.length < permits.length || permits.length === 0) return YES;
  return { kind: "no", reason: [...new Set(reasons)].join(" Or ") };
}

const RANKS: readonly RepositoryRole[] = ["none", ...ROLES];

export function permitByRole(
  written: string,
  needed: (typeof ROLES)[number],
  said: Awaited<ReturnType<AccessReader["role"]>>,
): Permit {
  if (said.kind === "unavailable") return no(written, `does not say which role you have here (${said.status})`);
  if (RANKS.indexOf(said.role) >= RANKS.indexOf(needed)) return YES;
  return no(written, said.role === "none" ? "says that you have none here" : `says that yours is ${said.role}`);
}

export function permitByTeam(written: string, said: Awaited<ReturnType<AccessReader["membership"]>>): Permit {
  if (said.kind === "unavailable") return no(written, `does not say whether you are a member (${said.status})`);
  return said.kind === "member" ? YES : no(written, "does not show you among its active members");
}
