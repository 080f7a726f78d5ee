// What a token of somebody's own lists at GitHub: who they are, and the repositories that they may see.
import { request as defaultRequest } from "@octokit/request";
import { z } from "zod";

/** Without GitHub's throttling or the app's budget: these count against the token's own hour. */
export type UserRequest = typeof defaultRequest;

/** What one may do there, as GitHub lists it. */
export type ListedRole = "read" | "triage" | "write" | "maintain" | "admin";

export type ListedRepository = { owner: string; name: string; id: number; node: string; role: ListedRole };

export type GitHubUser = { id: number; login: string };

const TIMEOUT_MS = 10_000;
const PAGE = 100;
/** More than anybody reads; a list without an end is a broken answer. */
const PAGES = 200;

/** For `https://api.github.com`, or the REST address of another host. */
export const userRequest = (apiUrl: string): UserRequest =>
  defaultRequest.defaults({
    baseUrl: apiUrl,
    headers: { "user-agent": "milegate-board" },
  });

const user = z.object({ id: z.number(), login: z.string() });
const repository = z.object({
  id: z.number(),
  node_id: z.string(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  permissions: z
    .object({ admin: z.boolean(), maintain: z.boolean(), push: z.boolean(), triage: z.boolean() })
    .partial()
    .optional(),
});
const repositories = z.array(repository);
const within = z.object({ repositories });
const installations = z.object({
  installations: z.array(z.object({ id: z.number(), app_id: z.number(), suspended_at: z.string().nullish() })),
});

type Asked = { token: string; [parameter: string]: unknown };

const ask = (request: UserRequest, route: string, { token, ...parameters }: Asked) =>
  request(route, {
    ...parameters,
    headers: { authorization: `bearer ${token}` },
    request: { signal: AbortSignal.timeout(TIMEOUT_MS) },
  });

/** All pages of a list. */
async function all<Item>(
  request: UserRequest,
  route: string,
  asked: Asked,
  read: (data: unknown) => Item[],
): Promise<Item[]> {
  const found: Item[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const { data } = await ask(request, route, { ...asked, per_page: PAGE, page });
    const items = read(data);
    found.push(...items);
    if (items.length < PAGE) return found;
  }
  return found;
}

export const readUser = async (request: UserRequest, token: string): Promise<GitHubUser> =>
  user.parse((await ask(request, "GET /user", { token })).data);

const listed = ({ id, node_id, name, owner, permissions = {} }: z.infer<typeof repository>): ListedRepository => ({
  ...{ id, name, node: node_id },
  owner: owner.login,
  role: roleIn(permissions),
});

function roleIn({ admin, maintain, push, triage }: NonNullable<z.infer<typeof repository>["permissions"]>): ListedRole {
  if (admin) return "admin";
  if (maintain) return "maintain";
  if (push) return "write";
  return triage ? "triage" : "read";
}

/** `app` is the id of the app that the installation is of. */
export type UserInstallation = { id: number; app: number };

/** Those that both the person and the app may see, of whatever app the token is. */
export const userInstallations = async (request: UserRequest, token: string): Promise<UserInstallation[]> => {
  const found = await all(
    request,
    "GET /user/installations",
    { token },
    (data) => installations.parse(data).installations,
  );
  return found.flatMap(({ id, app_id, suspended_at }) => (suspended_at == null ? [{ id, app: app_id }] : []));
};

export const installationRepositories = (
  request: UserRequest,
  token: string,
  installation: number,
): Promise<ListedRepository[]> =>
  all(
    request,
    "GET /user/installations/{installation_id}/repositories",
    { token, installation_id: installation },
    (data) => within.parse(data).repositories.map(listed),
  );

export const userRepositories = (request: UserRequest, token: string): Promise<ListedRepository[]> =>
  all(request, "GET /user/repos", { token }, (data) => repositories.parse(data).map(listed));

/** Of an installation's own token. */
export const ownRepositories = (request: UserRequest, token: string): Promise<ListedRepository[]> =>
  all(request, "GET /installation/repositories", { token }, (data) => within.parse(data).repositories.map(listed));
