// Who there is in the sandbox's world: people, organizations, the app and teams, with the roles that people can have.

export type Account = { id: number; nodeId: string; login: string; type: "User" | "Organization" | "Bot" };

export type Role = "read" | "triage" | "write" | "maintain" | "admin";

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
  permissions: Record<string, "read" | "write">;
  events: string[];
  createdAt: Date;
};

/** `invited` have not accepted yet. */
export type Team = {
  organization: string;
  slug: string;
  parent: string | null;
  members: Account[];
  invited: Account[];
};
