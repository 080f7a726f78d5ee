// How people read the roles and teams that a plan names: one place for these words.
import { code } from "../markdown/escape.ts";
import { ROLES } from "./values.ts";

export type RoleName = (typeof ROLES)[number];

/** What the plan writes: a role of the repository, or a team. */
export type Needed = { kind: "role"; role: RoleName } | { kind: "team"; team: string };

/** As the plan's schema lets it through; `team` is "org/slug". */
export function neededBy(written: string): Needed {
  const role = ROLES.find((each) => each === written);
  return role === undefined ? { kind: "team", team: written.replace(/^@/, "") } : { kind: "role", role };
}

/** "maintain or higher", or a team, which is named and not mentioned. Markdown. */
export function roleOrTeam(written: string): string {
  const needed = neededBy(written);
  if (needed.kind === "team") return `team ${code(`@${needed.team}`)}`;
  return needed.role === "admin" ? "admin" : `${needed.role} or higher`;
}

/** "people with the role maintain or higher". Markdown. */
export function peopleWith(written: string): string {
  if (written === "read") return "anyone";
  const whose = neededBy(written).kind === "team" ? "members of the" : "people with the role";
  return `${whose} ${roleOrTeam(written)}`;
}
