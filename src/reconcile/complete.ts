// Makes a snapshot of what was read: resolves the plan, and reads the facts that the features ask for.
import { soleDelivery } from "../delivery/delivery.ts";
import type { FactQuery, Item, OwnIssue, RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { type Resolution, resolvePlan } from "../plan/resolve.ts";
import type { Scope, Snapshot } from "../snapshot.ts";
import { FEATURES } from "./features.ts";
import { factsWithoutOwn, withoutOwnWork } from "./own-work.ts";

/** The plan in force. */
export const planInForce = ({ config, ownerConfig, milestones }: RepositoryReading): Resolution =>
  resolvePlan({ repository: config, owner: ownerConfig, milestones });

/** A reading before its facts are complete. `also` is another plan whose facts are wanted, too. */
export type Read = { repository: RepositoryReading; items: Item[]; scope: Scope; plan?: Resolution; also?: Resolution };

/** With all the facts that the features need for these items. */
export async function completeSnapshot(read: Reader, { plan, also, ...seen }: Read, now: Date): Promise<Snapshot> {
  const reviews = withReadReviews(seen.repository.reviews, seen.items);
  const repository = withoutOwnWork({ ...seen.repository, reviews });
  const resolved = plan ?? planInForce(repository);
  const needed = [resolved, ...(also === undefined ? [] : [also])].flatMap((each) =>
    each.kind === "active" ? needsOf(soleDelivery(each.plan, repository), seen.scope, now) : [],
  );
  const facts = factsWithoutOwn(await read.facts(needed, repository.facts), seen.repository.own);
  return { ...seen, repository: { ...repository, facts }, plan: resolved, groups: [], proposals: [] };
}

const needsOf = (delivery: ReturnType<typeof soleDelivery>, scope: Scope, now: Date): FactQuery[] =>
  FEATURES.flatMap((feature) => feature.needs({ delivery, scope, now }));

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
