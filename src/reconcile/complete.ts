// Makes a snapshot of what was read: resolves the plan, and reads the facts that the features ask for.
import type { Item, OwnIssue, RepositoryReading } from "../github/model.ts";
import { isOwnersHome, parseFile } from "../plan/resolve.ts";
import { holdsReviews, type Scope, type Snapshot } from "../snapshot.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { planInForce, withNeededFacts } from "./needed-facts.ts";
import { observeOthers } from "./observe-others.ts";
import { withoutOwnWork } from "./own-work.ts";
import { withRoster } from "./with-roster.ts";

/** With what the owner's file needs to be understood: its last versions where it is invalid, the owner's repositories where it names some. */
export async function withOwnerSources(
  read: DeliveryReader,
  repository: RepositoryReading,
): Promise<RepositoryReading> {
  const { name, config, ownerConfig, ownerVersions } = repository;
  const owners = isOwnersHome(name) ? config : ownerConfig;
  if (owners === null) return repository;
  const isUnread = ownerVersions === undefined && parseFile("owner", owners).kind === "invalid";
  const versions = isUnread ? { ownerVersions: await read.ownerVersions(owners.path ?? PLAN_FILE) } : {};
  return withRoster(read, { ...repository, ...versions }, owners);
}

/** A reading before its facts are complete. */
export type Read = { repository: RepositoryReading; items: Item[]; scope: Scope };

/** With all the facts that the features need for these items. */
export async function completeSnapshot(read: DeliveryReader, seen: Read, now: Date): Promise<Snapshot> {
  const { scope } = seen;
  const found = await withOwnerSources(read, seen.repository);
  const bare = withoutOwnWork({ ...found, reviews: withReadReviews(found.reviews, seen.items) });
  const plan = planInForce(bare);
  const isWhole = holdsReviews(seen) || scope.kind === "standing";
  const others = await observeOthers(read, { plan, repository: bare }, { whole: isWhole }, now);
  const asking = { plan, repository: bare, others, scope, own: seen.repository.own, now };
  const repository = await withNeededFacts(read, asking);
  return { ...seen, repository, plan, ...(others !== undefined && { others }), groups: [], proposals: [] };
}

/** The same look at the repository as it is now. Its items stay: what has changed on one of them has an event of its own. */
export async function refreshSnapshot(read: DeliveryReader, before: Snapshot, now: Date): Promise<Snapshot> {
  const { repository, plan, others } = await completeSnapshot(
    read,
    { ...seenIn(before), repository: await read.repository() },
    now,
  );
  const { others: _others, ...rest } = before;
  return { ...rest, repository, plan, ...(others !== undefined && { others }) };
}

const seenIn = ({ items, scope }: Snapshot): Pick<Read, "items" | "scope"> => ({ items, scope });

/** A review that was read by number is one, too, where somebody took the label off by which reviews are found. */
function withReadReviews(reviews: readonly OwnIssue[], items: readonly Item[]): OwnIssue[] {
  const read = items.flatMap((item) => (item.kind === "issue" && item.own !== null ? [item.own] : []));
  return [...reviews, ...read.filter(({ number }) => !reviews.some((review) => review.number === number))];
}
