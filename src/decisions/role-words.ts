// Roles and teams of the plan, as people read who may do something.
import { code } from "../markdown/escape.ts";
import type { Plan, RoleKey } from "../plan/plan.ts";
import { ROLES } from "../plan/values.ts";

/** What the plan writes: a role of the repository, or a team. */
export type Needed = { kind: "role"; role: (typeof ROLES)[number] } | { kind: "team"; team: string };

/** As the plan's schema lets it through; `team` is "org/slug". */
export function neededBy(written: string): Needed {
  const role = ROLES.find((each) => each === written);
  return role === undefined ? { kind: "team", team: written.replace(/^@/, "") } : { kind: "role", role };
}

/** The keys that govern a command, either of which is enough; null for anyone. `named`: whom the sign-off that it is about names, whatever their role. */
export type Governed = { role: RoleKey | null; orRole?: RoleKey; named?: true };

/** Those of the plan's keys that let somebody use a command; none: anyone may. */
export const keysOf = ({ role, orRole }: Governed): RoleKey[] =>
  [role, orRole].filter((key) => typeof key === "string");

/** "maintain or higher", "team `@octo/leads`", "anyone". Of two roles the lower one says it all. */
export function whoMay(roles: Plan["commands"]["roles"], governed: Governed): string {
  if (governed.named === true) return "whom the sign-off names";
  const written = [...new Set(keysOf(governed).map((key) => roles[key]))];
  const [lowest] = ROLES.filter((role) => written.includes(role));
  const named = [
    ...(lowest === undefined ? [] : [lowest]),
    ...written.filter((each) => neededBy(each).kind === "team"),
  ];
  return named.length === 0 ? "anyone" : named.map(roleName).join(", or ");
}

/** A team is named, not called. */
export function roleName(written: string): string {
  const needed = neededBy(written);
  if (needed.kind === "team") return `team ${code(`@${needed.team}`)}`;
  return needed.role === "admin" ? "admin" : `${needed.role} or higher`;
}
