// The facts that the features ask of a repository, read on top of its reading.
import { planAsMember } from "../delivery/as-member.ts";
import { assembleDelivery, type Delivery, type OtherMembers, ownQueries } from "../delivery/delivery.ts";
import type { FactQuery, OwnWork, RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import type { Resolution } from "../plan/resolve.ts";
import { resolvePlan } from "../plan/resolve.ts";
import type { Scope } from "../snapshot.ts";
import { FEATURES } from "./features.ts";
import { factsWithoutOwn } from "./own-work.ts";

/** The plan in force. */
export const planInForce = ({ config, ownerConfig, ...sources }: RepositoryReading): Resolution =>
  resolvePlan({ ...sources, repository: config, owner: ownerConfig });

/** Of the repository that is looked at: each other one has a look of its own. */
export const factsNeeded = (delivery: Delivery, scope: Scope, now: Date): FactQuery[] =>
  ownQueries(
    delivery,
    FEATURES.flatMap((feature) => feature.needs({ delivery, scope, now })),
  );

type Asking = {
  plan: Resolution;
  repository: RepositoryReading;
  others: OtherMembers | undefined;
  scope: Scope;
  /** What the app wrote there, which is no work of any phase. */
  own: readonly OwnWork[];
  now: Date;
};

export async function withNeededFacts(
  read: Pick<Reader, "facts">,
  { plan, repository, others, scope, own, now }: Asking,
): Promise<RepositoryReading> {
  // What came along must not hide what is needed.
  const bare = { ...repository, facts: [] };
  const active = planAsMember(plan, bare);
  const needed = active === null ? [] : factsNeeded(assembleDelivery(active.plan, bare, others), scope, now);
  return { ...repository, facts: factsWithoutOwn(await read.facts(needed, repository.facts), own) };
}
