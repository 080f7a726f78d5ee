// What one look tells: the facts that it saw, rendered for each channel that may have them, and stored with what was told.
import type { ActivePlan } from "../delivery/as-member.ts";
import { situationOf } from "../feature.ts";
import type { Notice, Outbox } from "../queue/outbox.ts";
import type { Snapshot } from "../snapshot.ts";
import type { StandingStore } from "../standings/store.ts";
import type { Channel } from "./channel.ts";
import type { NotifyFact } from "./fact.ts";
import { audienceOf, namesPublicly } from "./privacy.ts";
import { renderFact } from "./render.ts";
import { newFacts, parseTold, TOLD_PART, type ToldFacts, toldPart } from "./told.ts";

type Needs = {
  standings: Pick<StandingStore, "read" | "write">;
  outbox: Pick<Outbox, "store">;
  /** Those that the repository's owner may use. */
  usable: readonly Channel[];
  /** Called with the channels for which something was stored. */
  stored: (channels: readonly string[]) => void;
};

export type LookTelling = {
  seen(snapshot: Snapshot, at: Date): void;
  /** Whether any channel hears of the repository. */
  isHeard(): boolean;
  /** Stores what is new; all of it or nothing. `isMine` says whether no other process works on the repository. */
  store(isMine: () => Promise<boolean>): Promise<void>;
};

/** Of one look at a repository, by its key in the store and what is stored of it. */
export function startTelling(needs: Needs, repository: string, stored: ReadonlyMap<string, unknown>): LookTelling {
  const { standings, outbox, usable } = needs;
  const before = stored.get(TOLD_PART);
  let told: ToldFacts | null = parseTold(before);
  let latest: Snapshot | null = null;
  const facts: NotifyFact[] = [];
  return {
    seen: (snapshot, at) => {
      latest = snapshot;
      const situation = situationOf(snapshot, at);
      if (situation.kind === "invalid") return;
      const names = situation.kind === "active" ? namedChannels(situation.delivery.plan, usable) : [];
      if (situation.kind === "inactive" || names.length === 0) {
        told = null;
        return;
      }
      const found = newFacts(told, situation);
      told = found.told;
      facts.push(...found.facts);
    },
    isHeard: () => told !== null,
    store: async (isMine) => {
      if (latest === null || latest.plan.kind === "invalid") return;
      await keepPublicNames(standings, repository, stored, publicNames(latest));
      const part = told === null ? null : toldPart(told);
      if (JSON.stringify(part) === JSON.stringify(before ?? null)) return;
      const notices = latest.plan.kind === "active" ? await noticesOf(needs, latest.plan, latest, facts) : [];
      if (!(await isMine())) return;
      await outbox.store(repository, new Map([[TOLD_PART, part]]), notices);
      if (notices.length > 0) needs.stored([...new Set(notices.map(({ channel }) => channel))]);
    },
  };
}

const namedChannels = ({ communicate }: ActivePlan["plan"], usable: readonly Channel[]): Channel[] =>
  usable.filter(({ name }) => communicate.notify.includes(name));

async function noticesOf(
  { standings, usable }: Needs,
  plan: ActivePlan,
  { repository }: Snapshot,
  facts: readonly NotifyFact[],
): Promise<Notice[]> {
  if (facts.length === 0) return [];
  const audience = audienceOf(plan, repository);
  if (audience === "nowhere") return [];
  const named = namedChannels(plan.plan, usable);
  const shared = audience === "everywhere" ? [] : await publiclyNamed(standings, named);
  const channels = named.filter((channel) => !shared.includes(channel.name));
  return channels.flatMap(({ name, format }) =>
    facts.map((fact) => ({ channel: name, key: fact.id, format, body: renderFact(format, fact) })),
  );
}

/** Where the store keeps which public repositories' plans name a channel. No repository is called so. */
const channelKey = (name: string): string => `channel/${name}`;

async function publiclyNamed(standings: Needs["standings"], channels: readonly Channel[]): Promise<string[]> {
  const read = await Promise.all(channels.map(({ name }) => standings.read(channelKey(name))));
  return channels.map(({ name }) => name).filter((_name, at) => (read[at]?.size ?? 0) > 0);
}

const PUBLIC_PART = "public-channels";

/** Whatever channels a public repository's plan names, set up or not. */
const publicNames = ({ plan, repository }: Snapshot): readonly string[] =>
  plan.kind === "active" && namesPublicly(repository) ? plan.plan.communicate.notify : [];

/** Remembers them with the channels and with the repository; none for a repository that is gone. */
export async function keepPublicNames(
  standings: Pick<StandingStore, "write">,
  repository: string,
  stored: ReadonlyMap<string, unknown>,
  names: readonly string[],
): Promise<void> {
  const known = stored.get(PUBLIC_PART);
  const before = Array.isArray(known) ? known.map(String) : [];
  if (JSON.stringify(before) === JSON.stringify(names)) return;
  for (const name of names) await standings.write(channelKey(name), new Map([[repository, true]]));
  for (const name of before.filter((each) => !names.includes(each)))
    await standings.write(channelKey(name), new Map([[repository, null]]));
  await standings.write(repository, new Map([[PUBLIC_PART, names.length === 0 ? null : names]]));
}
