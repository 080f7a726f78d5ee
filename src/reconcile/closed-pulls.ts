// Reads the pull requests that were closed while nobody looked, or before the store was lost: their checks tell what became of them.
import type { ClosedPull, Item, PullItem } from "../github/model.ts";
import { recordIn } from "../history/history.ts";
import { pullsAmong, type SeenClosed, type Snapshot } from "../snapshot.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import type { KnownClosed } from "./observe-delivery.ts";

/** Of 25 pull requests. */
const PAGES = 4;

/** `known` are those that need not be read again. */
export async function withClosedPulls(
  read: DeliveryReader,
  snapshot: Snapshot,
  known: KnownClosed | undefined,
  now: Date,
): Promise<Snapshot> {
  if (snapshot.plan.kind !== "active" || known === undefined) return snapshot;
  const { pulls, upTo } = await closedUntil(read, known);
  const overridden = pulls.filter(({ check, number }) => recordIn(check?.externalId, number)?.verdict === "Overridden");
  const items: Item[] = overridden.length === 0 ? [] : await read.itemsAlone(overridden.map(({ number }) => number));
  const whole: PullItem[] = pullsAmong(items);
  return { ...snapshot, closed: { pulls, whole, upTo, at: now } };
}

/** Reads lag behind, and clocks differ. */
const MARGIN_MS = 10 * 60_000;

/** A page on which all are known ends the search, as they come in the order in which they were touched. */
async function closedUntil(
  read: DeliveryReader,
  { numbers, listedAt }: KnownClosed,
): Promise<Pick<SeenClosed, "pulls" | "upTo">> {
  const isKnown = ({ number, updatedAt }: ClosedPull): boolean =>
    numbers.has(number) || (listedAt !== null && updatedAt.getTime() < listedAt.getTime() - MARGIN_MS);
  const found: ClosedPull[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { pulls, next }: { pulls: ClosedPull[]; next: string | null } = await read.closedPulls(after);
    found.push(...pulls.filter((pull) => !isKnown(pull)));
    if (pulls.some(isKnown) && pulls.slice(-1).every(isKnown)) return { pulls: found, upTo: { kind: "known" } };
    if (next === null) return { pulls: found, upTo: { kind: "all" } };
    after = next;
  }
  const last = found.at(-1);
  return { pulls: found, upTo: last === undefined ? { kind: "known" } : { kind: "since", at: last.updatedAt } };
}
