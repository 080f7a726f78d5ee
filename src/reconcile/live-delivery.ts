// A delivery's other repositories for a run without a store: each is read from GitHub when it is asked for.
import type { OwnerPort, Reader } from "../github/port.ts";
import type { DeliverySource } from "./delivery-source.ts";

export const liveDelivery = (owner: OwnerPort, reader: (name: string) => Promise<Reader>): DeliverySource => ({
  roster: ({ properties }) => owner.roster({ properties }),
  known: async (names) => names.map(() => null),
  stored: async (names) => names.map(() => null),
  member: async (name) => ({ read: await reader(name), keep: async () => undefined }),
  ask: async () => false,
  proofs: (asked) => owner.proofs(asked),
});
