// Who there is in the sandbox's world: people, organizations, the app and teams, with the roles that people can have.

export type Account = {
  id: number;
  nodeId: string;
  login: string;
  type: "User" | "Organization" | "Bot";
  /** Who belongs to an organization. */
  members: Map<Account, Membership>;
  /** What an organization's members may do in each of its repositories: https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/setting-base-permissions-for-an-organization */
  basePermission: Role | null;
};

export type Membership = "member" | "owner";

export type Role = "read" | "triage" | "write" | "maintain" | "admin";

/** By area. */
export type Permissions = Record<string, "read" | "write">;

export type App = {
  id: number;
  nodeId: string;
  slug: string;
  name: string;
  homepage: string;
  clientId: string;
  owner: Account;
  /** Whether others than its owner may install it. */
  isPublic: boolean;
  bot: Account;
  permissions: Permissions;
  events: string[];
  createdAt: Date;
};

/** `invited` have not accepted yet; a secret one is seen by its members, and by apps that may read members. */
export type Team = {
  organization: string;
  slug: string;
  secret: boolean;
  parent: string | null;
  members: Account[];
  invited: Account[];
};
