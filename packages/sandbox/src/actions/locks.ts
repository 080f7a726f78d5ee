// Conversations that are locked: https://docs.github.com/en/communities/moderating-comments-and-conversations/locking-conversations
import { tellItem, type Where } from "../events.ts";
import { GitHubError, type WorldItem } from "../model.ts";
import { hasRole } from "../roles.ts";

export function setLocked(where: Where, item: WorldItem, locked: boolean): void {
  if (item.locked === locked) return;
  item.locked = locked;
  item.updatedAt = where.world.now();
  tellItem(where, item, locked ? "locked" : "unlocked");
}

/** Only people with write access go on; an app doesn't, whatever its permissions. `what` is what is refused. */
export function checkUnlocked({ repository, actor }: Where, item: WorldItem, what: "comment" | "reaction"): void {
  const isTheirs = actor.installation === null && hasRole(repository, actor.account, "write");
  if (item.locked && !isTheirs) throw new GitHubError(403, `Unable to create ${what} because issue is locked.`);
}
