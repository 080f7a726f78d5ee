// The unit that is planned: a plan, the repositories that it covers, and the one where its reviews, decisions and dashboard are.

import type { Milestone, RepositoryReading } from "../github/model.ts";
import type { Plan } from "../plan/plan.ts";
import { exactMilestones } from "./exact-counts.ts";

/** `home` is one of the members. */
export type Delivery = { plan: Plan; members: readonly RepositoryReading[]; home: RepositoryReading };

/** A repository alone is a delivery of one. */
export const soleDelivery = (plan: Plan, repository: RepositoryReading): Delivery => ({
  plan,
  members: [repository],
  home: repository,
});

/** The milestones of all members, with counts as exact as is known. */
export const milestonesIn = ({ members }: Pick<Delivery, "members">): Milestone[] => members.flatMap(exactMilestones);
