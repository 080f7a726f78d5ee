// What an installation may do and hears of: what the app asks for, as far as an owner of the account has accepted it.
// https://docs.github.com/en/apps/using-github-apps/approving-updated-permissions-for-a-github-app
import type { Installation, World } from "./model.ts";
import type { Permissions } from "./model-accounts.ts";

type App = Pick<World, "app">;

export const permissionsOf = ({ app }: App, installation: Pick<Installation, "accepted"> | null): Permissions =>
  installation?.accepted ?? app.permissions;

/** Write includes read. */
export function isGranted(
  world: App,
  installation: Pick<Installation, "accepted">,
  permission: string,
  access: "read" | "write",
): boolean {
  const has = permissionsOf(world, installation)[permission];
  return has === "write" || (has === "read" && access === "read");
}

/** By event, the permission without which it is not sent. */
const NEEDED: Readonly<Record<string, string>> = {
  custom_property: "organization_custom_properties",
  custom_property_values: "organization_custom_properties",
};

export const eventsOf = (world: App, installation: Pick<Installation, "accepted">): string[] =>
  world.app.events.filter((event) => {
    const needed = NEEDED[event];
    return needed === undefined || isGranted(world, installation, needed, "read");
  });
