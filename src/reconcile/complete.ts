// Makes a snapshot of what was read: resolves the plan, and reads the facts that the features ask for.
import { assembleDelivery, type Delivery, NO_OTHERS, type OtherMembers, ownQueries } from "../delivery/delivery.ts";
import type { FactQuery, Item, OwnIssue, RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { isOwnersHome, parseFile, type Resolution, resolvePlan } from "../plan/resolve.ts";
import type { Scope, Snapshot } from "../snapshot.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import { FEATURES } from "./features.ts";
import { factsWithoutOwn, withoutOwnWork } from "./own-work.ts";

/** The plan in force. */
export const planInForce = ({ config, ownerConfig, ...sources }: RepositoryReading): Resolution =>
  resolvePlan({ ...sources, repository: config, owner: ownerConfig });

/** Where the owner's file is what counts and it is invalid, with what it said before. */
export async function withOwnerVersions(read: Reader, repository: RepositoryReading): Promise<RepositoryReading> {
  const { name, config, ownerConfig, ownerVersions } = repository;
  const owners = isOwnersHome(name) ? config : config === null ? ownerConfig : null;
  if (owners === null || ownerVersions !== undefined || parseFile("owner", owners).kind !== "invalid")
    return repository;
  return { ...repository, ownerVersions: await read.ownerVersions(owners.path ?? PLAN_FILE) };
}

/** A reading before its facts are complete. */
export type Read = { repository: RepositoryReading; items: Item[]; scope: Scope };

/** With all the facts that the features need for these items. */
export async function completeSnapshot(read: Reader, seen: Read, now: Date): Promise<Snapshot> {
  const found = await withOwnerVersions(read, seen.repository);
  const repository = withoutOwnWork({ ...found, reviews: withReadReviews(found.reviews, seen.items) });
  const plan = planInForce(repository);
  const others: OtherMembers = NO_OTHERS;
  // What came along must not hide what is needed.
  const bare = { ...repository, facts: [] };
  const needed = plan.kind === "active" ? factsNeeded(assembleDelivery(plan.plan, bare, others), seen.scope, now) : [];
  const facts = factsWithoutOwn(await read.facts(needed, repository.facts), seen.repository.own);
  return { ...seen, repository: { ...repository, facts }, plan, groups: [], proposals: [] };
}

/** Of the repository that is looked at: each other one has a look of its own. */
export const factsNeeded = (delivery: Delivery, scope: Scope, now: Date): FactQuery[] =>
  ownQueries(
    delivery,
    FEATURES.flatMap((feature) => feature.needs({ delivery, scope, now })),
  );

/** The same look at the repository as it is now. Its items stay: what has changed on one of them has an event of its own. */
export async function refreshSnapshot(read: Reader, before: Snapshot, now: Date): Promise<Snapshot> {
  const { repository, plan } = await completeSnapshot(
    read,
    { ...seenIn(before), repository: await read.repository() },
    now,
  );
  return { ...before, repository, plan };
}

const seenIn = ({ items, scope }: Snapshot): Pick<Read, "items" | "scope"> => ({ items, scope });

/** A review that was read by number is one, too, where somebody took the label off by which reviews are found. */
function withReadReviews(reviews: readonly OwnIssue[], items: readonly Item[]): OwnIssue[] {
  const read = items.flatMap((item) => (item.kind === "issue" && item.own !== null ? [item.own] : []));
  return [...reviews, ...read.filter(({ number }) => !reviews.some((review) => review.number === number))];
}
