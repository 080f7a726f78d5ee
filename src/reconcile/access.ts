// Asks GitHub what a comment's author may do, once a comment and only for what its commands need.
import type { CommandContext } from "../commands/command.ts";
import { anyOf, type Permit, permitByLogin, permitByRole, permitByTeam } from "../commands/permit.ts";
import { neededBy } from "../decisions/role-words.ts";
import type { AccessReader } from "../github/port.ts";
import type { Plan, RoleKey, SignOff } from "../plan/plan.ts";

export type AskAccess = (plan: Plan, keys: readonly RoleKey[]) => Promise<CommandContext["may"]>;

/** For a person who looks with a token of their own: what is printed is for them, whoever proposed it. */
export const ANY_ACCESS: AccessReader = {
  role: async () => ({ kind: "role", role: "write" }),
  membership: async () => ({ kind: "member" }),
  team: async () => ({ kind: "there" }),
};

/** `id` is whose login it has to be, where that is known: logins change owners. */
export function asking(read: AccessReader, login: string, id?: number): AskAccess {
  const known = new Map<string, Promise<Permit>>();
  const permit = (written: string): Promise<Permit> => {
    const asked = known.get(written) ?? ask(read, { login, id }, written);
    known.set(written, asked);
    return asked;
  };
  return async ({ commands: { roles } }, keys) => {
    const permits = keys.map(async (key) => [key, await permit(roles[key])] as const);
    return Object.fromEntries(await Promise.all(permits));
  };
}

type Asked = { login: string; id: number | undefined };

async function ask(read: AccessReader, { login, id }: Asked, written: string): Promise<Permit> {
  const needed = neededBy(written);
  if (needed.kind === "team") return permitByTeam(written, await read.membership(needed.team, login));
  const said = await read.role(login);
  const isSomebodyElse = said.kind === "role" && id !== undefined && said.id !== undefined && said.id !== id;
  return permitByRole(written, needed.role, isSomebodyElse ? { kind: "role", role: "none" } : said);
}

/** Whether a sign-off is asked of that person: GitHub is asked about roles and teams only, and no more once one of them lets. */
export async function isNamed(read: AccessReader, person: Asked, { by }: Pick<SignOff, "by">): Promise<Permit> {
  if (typeof by === "string") return ask(read, person, by);
  const permits = by.filter((each) => !each.includes("/")).map((login) => permitByLogin(login, person.login));
  for (const team of by.filter((each) => each.includes("/"))) {
    if (permits.some(({ kind }) => kind === "yes")) break;
    permits.push(await ask(read, person, team));
  }
  return anyOf(permits);
}
