// Asks GitHub what a comment's author may do, once a comment and only for what its commands need.
import type { CommandContext } from "../commands/command.ts";
import { neededBy, type Permit, permitByRole, permitByTeam } from "../commands/permit.ts";
import type { AccessReader } from "../github/port.ts";
import type { Plan, RoleKey } from "../plan/plan.ts";

export type AskAccess = (plan: Plan, keys: readonly RoleKey[]) => Promise<CommandContext["may"]>;

export function asking(read: AccessReader, login: string): AskAccess {
  const known = new Map<string, Promise<Permit>>();
  const permit = (written: string): Promise<Permit> => {
    const asked = known.get(written) ?? ask(read, login, written);
    known.set(written, asked);
    return asked;
  };
  return async ({ commands: { roles } }, keys) => {
    const permits = keys.map(async (key) => [key, await permit(roles[key])] as const);
    return Object.fromEntries(await Promise.all(permits));
  };
}

async function ask(read: AccessReader, login: string, written: string): Promise<Permit> {
  const needed = neededBy(written);
  if (needed.kind === "team") return permitByTeam(written, await read.membership(needed.team, login));
  return permitByRole(written, needed.role, await read.role(login));
}
