// Who may take a step, as a check says it.
import { neededBy, roleName } from "../decisions/role-words.ts";

/** "people with the role maintain or higher", "members of the team `@octo/leads`". Markdown. */
export function peopleWith(written: string): string {
  if (written === "read") return "anyone";
  const whose = neededBy(written).kind === "team" ? "members of the" : "people with the role";
  return `${whose} ${roleName(written)}`;
}
