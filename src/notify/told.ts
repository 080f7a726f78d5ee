// What a repository's channels were told already. Each fact is told once; facts from before the first look are not.
import { z } from "zod";
import type { ActiveSituation } from "../feature.ts";
import type { NotifyFact } from "./fact.ts";
import { passedPhases, recordedFacts, turnedPhase } from "./facts.ts";

/** `since` is the first look; `keys` are those of facts that stay on GitHub; `phases` says which were passed, null where that is not known. */
export type ToldFacts = { since: Date; keys: readonly string[]; phases: Readonly<Record<string, boolean>> | null };

export const TOLD_PART = "told";

const VERSION = 1;

const stored = z.object({
  version: z.literal(VERSION),
  since: z.coerce.date(),
  keys: z.array(z.string()),
  phases: z.record(z.string(), z.boolean()).nullable(),
});

/** Null for what is missing, damaged or of another version. */
export function parseTold(part: unknown): ToldFacts | null {
  const { data } = stored.safeParse(part);
  return data === undefined ? null : { since: data.since, keys: data.keys, phases: data.phases };
}

export const toldPart = ({ since, keys, phases }: ToldFacts): unknown => ({
  ...{ version: VERSION, since: since.toISOString(), keys, phases },
});

/** GitHub's clock may differ from ours by so much. */
const CLOCKS_MS = 5_000;
const KEYS_LIMIT = 2_000;

/** At the first look everything is from before. Later, so is what is older than that look and was not seen in it. */
export function newFacts(
  before: ToldFacts | null,
  situation: ActiveSituation,
): { told: ToldFacts; facts: NotifyFact[] } {
  const { now } = situation;
  const seen = recordedFacts(situation);
  const phases = passedPhases(situation);
  const told = {
    since: before?.since ?? now,
    keys: withKeys(
      before?.keys ?? [],
      seen.map(({ id }) => id),
    ),
    phases: phases ?? before?.phases ?? null,
  };
  if (before === null) return { told, facts: [] };
  const known = new Set(before.keys);
  const oldest = before.since.getTime() - CLOCKS_MS;
  const recorded = seen.filter(({ id, at }) => !known.has(id) && at.getTime() >= oldest);
  return { told, facts: [...recorded, ...turned(before.phases, phases, situation)] };
}

/** A phase that the plan did not have before is neither passed nor shut by that. */
const turned = (before: ToldFacts["phases"], after: ToldFacts["phases"], situation: ActiveSituation): NotifyFact[] =>
  Object.entries(after ?? {}).flatMap(([id, isPassed]) =>
    before?.[id] === undefined || before[id] === isPassed ? [] : turnedPhase(situation, id, isPassed),
  );

/** Those that are still seen stay, and the newest of the others. */
function withKeys(before: readonly string[], seen: readonly string[]): readonly string[] {
  const added = seen.filter((key) => !before.includes(key));
  if (added.length === 0) return before;
  const all = [...before, ...added];
  const gone = all.filter((key) => !seen.includes(key));
  const dropped = new Set(gone.slice(0, Math.max(0, all.length - KEYS_LIMIT)));
  return all.filter((key) => !dropped.has(key));
}
