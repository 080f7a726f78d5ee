// Who may use a command: the plan's role or team, held against what GitHub says of the author.
import type { Access, Role } from "../github/port.ts";
import { code } from "../markdown/escape.ts";
import { ROLES } from "../plan/values.ts";

export type Permit = { kind: "yes" } | { kind: "no"; reason: string };

/** What the plan writes: a role of the repository, or a team. */
export type Needed = { kind: "role"; role: (typeof ROLES)[number] } | { kind: "team"; team: string };

/** As the plan's schema lets it through; `team` is "org/slug". */
export function neededBy(written: string): Needed {
  const role = ROLES.find((each) => each === written);
  return role === undefined ? { kind: "team", team: written.replace(/^@/, "") } : { kind: "role", role };
}

/** For help and documentation; a team is named, not called. */
export function whoMay(written: string): string {
  const needed = neededBy(written);
  if (needed.kind === "team") return `team ${code(`@${needed.team}`)}`;
  return needed.role === "admin" ? "admin" : `${needed.role} or higher`;
}

const YES: Permit = { kind: "yes" };
const no = (written: string, finding: string): Permit => ({
  kind: "no",
  reason: `it needs ${neededBy(written).kind === "team" ? "membership in the" : "the role"} ${whoMay(written)}, and GitHub ${finding}.`,
});

const RANKS: readonly Role[] = ["none", ...ROLES];

export function permitByRole(
  written: string,
  needed: (typeof ROLES)[number],
  said: Awaited<ReturnType<Access["role"]>>,
): Permit {
  if (said.kind === "unsaid") return no(written, `does not say which role you have here (${said.status})`);
  if (RANKS.indexOf(said.role) >= RANKS.indexOf(needed)) return YES;
  return no(written, said.role === "none" ? "says that you have none here" : `says that yours is ${said.role}`);
}

export function permitByTeam(written: string, said: Awaited<ReturnType<Access["membership"]>>): Permit {
  if (said.kind === "unsaid") return no(written, `does not say whether you are a member (${said.status})`);
  return said.kind === "member" ? YES : no(written, "does not show you among its active members");
}
