// Everything that a decision is made from: the repository as it is, its plan, and the items in question.
import type { Item, RepositoryReading } from "../github/port.ts";
import type { Resolution } from "../plan/resolve.ts";

export type Snapshot = {
  repository: RepositoryReading;
  plan: Resolution;
  /** Items whose labels and checks are to be right afterwards. */
  items: Item[];
  /** Whether boundary reviews are to be looked at, too. */
  reviews: boolean;
};
