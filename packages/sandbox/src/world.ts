// Makes a world and the things in it that no event tells of: accounts, repositories, installations.
import { commit } from "./commits.ts";
import { DEFAULT_LIMITS, makeMeter } from "./limits/meter.ts";
import { type Emitted, GitHubError, type Installation, type Repository, type World } from "./model.ts";
import type { Account, App, Membership, Role, Team } from "./model-accounts.ts";
import type { AlertKind } from "./model-alerts.ts";
import type { DiscussionCategory } from "./model-discussions.ts";
import { type AppRegistration, EXAMPLE_APP } from "./registration.ts";

export type WorldSettings = {
  url: string;
  registration?: AppRegistration;
  clock?: () => Date;
  emit?: (event: Emitted) => void;
};

/** Global ids look like GitHub's: a short word for the kind, and the number. */
export const nodeId = (kind: string, id: number): string => `${kind}_kwDOSB${id.toString(36).padStart(6, "0")}`;

export function makeWorld({
  url,
  registration = EXAMPLE_APP,
  clock = () => new Date(),
  emit = () => undefined,
}: WorldSettings): World {
  let last = 1000;
  const nextId = () => ++last;
  const app = makeApp({ nextId, now: clock }, registration);
  return {
    url,
    app,
    users: [],
    webFlow: makeAccount(WEB_FLOW_ID, "web-flow", "User"),
    organizations: [],
    teams: [],
    repositories: [],
    installations: [],
    properties: [],
    replica: null,
    limits: structuredClone(DEFAULT_LIMITS),
    meter: makeMeter(clock),
    resources: null,
    now: clock,
    nextId,
    emit,
  };
}

/** An app, which hears of nothing unless it is the world's own. */
export function makeApp({ nextId, now }: Pick<World, "nextId" | "now">, registration: AppRegistration): App {
  const { name, slug, homepage, permissions, events } = registration;
  const id = nextId();
  return {
    id,
    nodeId: nodeId("A", id),
    slug,
    name,
    homepage,
    clientId: `Iv23li${slug}`,
    owner: makeAccount(nextId(), `${slug}-owner`, "Organization"),
    isPublic: true,
    bot: makeAccount(nextId(), `${slug}[bot]`, "Bot"),
    permissions: { ...permissions },
    events: [...events],
    createdAt: now(),
  };
}

/** https://github.com/web-flow */
const WEB_FLOW_ID = 19_864_447;

const KINDS = { User: "U", Organization: "O", Bot: "BOT" } as const;

const makeAccount = (id: number, login: string, type: Account["type"]): Account => ({
  id,
  nodeId: nodeId(KINDS[type], id),
  login,
  type,
  members: new Map(),
  basePermission: "read",
});

export function addUser(world: World, login: string): Account {
  const user = makeAccount(world.nextId(), login, "User");
  world.users.push(user);
  return user;
}

export function addOrganization(world: World, login: string): Account {
  const organization = makeAccount(world.nextId(), login, "Organization");
  world.organizations.push(organization);
  return organization;
}

export const addMember = ({ members }: Account, account: Account, membership: Membership = "member"): void =>
  void members.set(account, membership);

type InstallationFields = Partial<Pick<Installation, "selection" | "accepted">>;

/** On no repository yet, where they are selected. */
export function install(
  world: World,
  account: Account,
  { selection = "selected", accepted = null }: InstallationFields = {},
): Installation {
  const id = world.nextId();
  const repositories = selection === "all" ? world.repositories.filter(({ owner }) => owner === account) : [];
  const createdAt = world.now();
  const installation = { id, nodeId: nodeId("MDI", id), account, selection, repositories, accepted, createdAt };
  world.installations.push(installation);
  return installation;
}

/** Those that get each repository that the account gets. */
export const installationsOnAll = ({ installations }: World, owner: Account): Installation[] =>
  installations.filter(({ account, selection }) => account === owner && selection === "all");

export type NewRepository = {
  owner: Account;
  name: string;
  files?: Record<string, string>;
  roles?: Record<string, Role>;
  /** Names of custom roles, by login; `roles` has what each is built on. */
  roleNames?: Record<string, string>;
  /** Names of the categories of its discussions. */
  discussions?: readonly string[];
  private?: boolean;
  /** Private, too, but for the organization's members to read. */
  internal?: boolean;
  parent?: Repository;
};

export function addRepository(
  world: World,
  { owner, name, files = {}, roles = {}, roleNames = {}, discussions = [], ...more }: NewRepository,
): Repository {
  const { parent = null, internal = false, private: isPrivate = internal } = more;
  const id = world.nextId();
  const repository: Repository = {
    ...emptyRepository(world),
    id,
    nodeId: nodeId("R", id),
    owner,
    name,
    url: htmlUrl(world, { owner, name }),
    private: isPrivate,
    internal,
    parent,
    commits: new Map(parent?.commits ?? []),
    roles: new Map(Object.entries(roles)),
    roleNames: new Map(Object.entries(roleNames)),
    discussionCategories: discussions.map((each) => makeCategory(world, each)),
  };
  world.repositories.push(repository);
  for (const installation of installationsOnAll(world, owner)) installation.repositories.push(repository);
  const first = commit(world, repository, null, "Initial commit", { "README.md": `# ${name}\n`, ...files }, owner);
  repository.branches.set("main", first.sha);
  return repository;
}

export const htmlUrl = ({ url }: World, { owner, name }: Pick<Repository, "owner" | "name">): string =>
  `${url}/${owner.login}/${name}`;

function emptyRepository(world: World) {
  const now = world.now();
  return {
    formerNames: [],
    transferred: new Map(),
    archived: false,
    hasIssues: true,
    propertyValues: new Map(),
    defaultBranch: "main",
    branches: new Map(),
    requiredChecks: new Map(),
    labels: [],
    milestones: [],
    items: [],
    suites: [],
    statuses: [],
    security: { scanned: new Set<AlertKind>(), alerts: [] },
    releases: [],
    deployments: [],
    protectionRequests: [],
    mergeQueues: new Map(),
    stacks: [],
    workflows: [],
    workflowRuns: [],
    discussions: [],
    createdAt: now,
    updatedAt: now,
  };
}

export function makeCategory(world: World, name: string): DiscussionCategory {
  const id = world.nextId();
  return {
    id,
    nodeId: nodeId("DIC", id),
    name,
    slug: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    emoji: ":speech_balloon:",
    description: "",
    isAnswerable: name === "Q&A",
    createdAt: world.now(),
  };
}

/** `parent` is the slug of the team above; its members include the child's. */
export function addTeam(world: World, organization: Account, slug: string, team: Partial<Team> = {}): Team {
  const made = {
    secret: false,
    parent: null,
    members: [],
    invited: [],
    ...team,
    organization: organization.login,
    slug,
  };
  world.teams.push(made);
  return made;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const findRepository = (world: World, owner: string, name: string): Repository | undefined =>
  world.repositories.find((repository) => same(repository.owner.login, owner) && same(repository.name, name));

/** The one that was called so, if nobody is now. */
export const formerRepository = (world: World, owner: string, name: string): Repository | undefined =>
  world.repositories.find(({ formerNames }) =>
    formerNames.some((former) => same(former.owner, owner) && same(former.name, name)),
  );

export const installationOf = (world: World, repository: Repository): Installation | undefined =>
  world.installations.find(({ repositories }) => repositories.includes(repository));

export const notFound = (): GitHubError => new GitHubError(404, "Not Found");

/** GitHub's 422 for one field: https://docs.github.com/en/rest/overview/resources-in-the-rest-api#client-errors */
export const invalidField = (resource: string, field: string, code: string): GitHubError =>
  new GitHubError(422, "Validation Failed", [{ resource, field, code }]);
