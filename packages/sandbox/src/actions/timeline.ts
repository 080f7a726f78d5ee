// The timeline of an issue or a pull request: who did what, when.
import type { Where } from "../events.ts";
import type { TimelineEvent, TimelineKind, WorldItem } from "../model.ts";
import { nodeId } from "../world.ts";

type Details = Partial<
  Pick<TimelineEvent, "label" | "milestoneTitle" | "stateReason" | "fromRepository" | "commentAuthor">
>;

export function note({ world, actor }: Where, item: WorldItem, kind: TimelineKind, details: Details = {}): void {
  const id = world.nextId();
  const base = { id, nodeId: nodeId("EV", id), kind, actor: actor.account, createdAt: world.now() };
  const nothing = { label: null, milestoneTitle: null, stateReason: null, fromRepository: null, commentAuthor: null };
  item.timeline.push({ ...base, ...nothing, ...details });
}
