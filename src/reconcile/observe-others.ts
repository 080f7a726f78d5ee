// Reads the other repositories of a delivery: as the latest looks saw them, and from GitHub where that is not enough.
import { planAsMember } from "../delivery/as-member.ts";
import type { OtherMembers } from "../delivery/delivery.ts";
import { memberKey } from "../delivery/member.ts";
import { type KnownMember, othersIn, othersOf } from "../delivery/others.ts";
import { RepositoryGone } from "../github/errors.ts";
import type { RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import type { Resolution } from "../plan/resolve.ts";
import type { DeliveryOf } from "../plan/roster.ts";
import { askedBy } from "../review/carry-over.ts";
import { standingReading } from "../standings/member-standing.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { planInForce, withNeededFacts } from "./needed-facts.ts";
import { withoutOwnWork } from "./own-work.ts";

type Planned = { plan: Resolution; repository: RepositoryReading };

/** `whole`: with what only reviews and dashboards show; `anew`: repositories that are read from GitHub, whatever is known of them. */
type Wanted = { whole: boolean; anew?: ReadonlySet<string> };

/** Undefined for a repository alone. */
export async function observeOthers(
  read: DeliveryReader,
  { plan, repository }: Planned,
  { whole, anew = new Set() }: Wanted,
  now: Date,
): Promise<OtherMembers | undefined> {
  const active = planAsMember(plan, repository);
  if (active === null || active.delivery === null) return undefined;
  const names = reachedIn(active.delivery, repository);
  const stored = await read.delivery.known(names, { whole });
  const known = new Map<string, KnownMember>();
  for (const [at, name] of names.entries()) {
    const before = anew.has(name) ? null : (stored[at] ?? null);
    known.set(memberKey({ name }), before ?? (await readMember(read, repository, name, now)));
  }
  const home = known.get(memberKey({ name: active.delivery.home }));
  const asking = askedBy(active.plan, home?.kind === "read" ? home.reading.reviews : []);
  return othersOf(active.plan, active.delivery, repository, known, asking);
}

/** Those that can be asked for. */
export const reachedIn = (delivery: DeliveryOf, repository: { name: string }): string[] =>
  othersIn(delivery, repository).flatMap(({ name, state }) => (state === "member" ? [name] : []));

const OUT_OF_REACH = "can't be read: it was deleted, or the app may not read it";
const OFF = { kind: "off" } as const;

async function readMember(
  read: DeliveryReader,
  { roster }: RepositoryReading,
  name: string,
  now: Date,
): Promise<KnownMember> {
  try {
    const source = await read.delivery.member(name);
    const found = await source.read.repository();
    const plan = planInForce({ ...found, ...(roster !== undefined && { roster }) });
    const known = plan.kind === "inactive" ? OFF : await readWhole(source.read, { plan, repository: found }, now);
    const delivery = plan.kind === "inactive" ? null : (planAsMember(plan, found)?.delivery ?? null);
    await source.keep(known, delivery);
    return known;
  } catch (error) {
    if (error instanceof RepositoryGone) return { kind: "unread", reason: OUT_OF_REACH };
    throw error;
  }
}

/** With the facts that the criteria ask of it; what they ask of others is read there. */
async function readWhole(
  reader: Reader,
  { plan, repository: found }: Planned,
  now: Date,
): Promise<KnownMember & { kind: "read" }> {
  const repository = withoutOwnWork(found);
  const active = planAsMember(plan, repository);
  const delivery = active?.delivery ?? null;
  const others =
    active === null || delivery === null ? undefined : othersOf(active.plan, delivery, repository, new Map());
  const asking = { plan, repository, others, scope: { kind: "items" } as const, own: found.own, now };
  const whole = await withNeededFacts(reader, asking);
  return {
    kind: "read",
    reading: standingReading({ plan, repository: whole, ...(others !== undefined && { others }) }),
  };
}
