// Accounts as GraphQL shows them. A bot's login has no "[bot]", which only REST appends: https://docs.github.com/en/graphql/reference/objects#bot
import type { Account, App } from "../model-accounts.ts";
import type { Viewer } from "./scope.ts";

export function actorView(viewer: Viewer, account: Account) {
  const login = account.login.replace(/\[bot\]$/, "");
  const path = account.type === "Bot" ? `/apps/${login}` : `/${login}`;
  return {
    __typename: account.type,
    id: account.nodeId,
    databaseId: account.id,
    login,
    url: `${viewer.world.url}${path}`,
    resourcePath: path,
  };
}

/** The author of something is null once their account is gone. */
export const actorOrNull = (viewer: Viewer, account: Account | null) =>
  account === null ? null : actorView(viewer, account);

export const appNode = (app: App) => ({
  __typename: "App",
  id: app.nodeId,
  databaseId: app.id,
  slug: app.slug,
  name: app.name,
  createdAt: app.createdAt,
});
