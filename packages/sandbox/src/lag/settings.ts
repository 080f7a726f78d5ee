// How far GitHub's reads are behind its events, and by what rule.
// Apps see it as a webhook whose subject a read doesn't find, or shows as it was: https://github.com/palantir/policy-bot/pull/500
import { createHash } from "node:crypto";

export type LagKind =
  | ("issue" | "pull" | "comment" | "label" | "labels" | "milestone" | "review" | "queue" | "check")
  /** The commit that a branch points to, and so its files. */
  | "branch"
  /** That it is there, its name, owner and visibility, and whether it is archived. */
  | "repository"
  /** A repository's values of custom properties. */
  | "properties"
  /** Which repositories an installation has. */
  | "installation";

export type LagSettings = {
  /** How long reads show an object as it was before a change, in milliseconds of the world's clock. */
  ms: number;
  /** How long they don't find an object that is new; `ms` where absent. */
  notFoundMs?: number | undefined;
  /** Which part of the changes lags, from 0 to 1; all where absent. */
  share?: number | undefined;
  /** The same seed makes the same changes lag. */
  seed?: number | undefined;
  /** What lags; everything where absent. `labels` are those of an issue or pull request, `label` is one of the repository's. */
  kinds?: readonly LagKind[] | undefined;
};

/** One change of one object: `index` 0 is its creation. */
export type LaggedChange = { kind: LagKind; id: number; index: number };

/** In milliseconds, 0 where the change shows at once. */
export function lagOf(settings: LagSettings, { kind, id, index }: LaggedChange): number {
  const { ms, notFoundMs = ms, share = 1, seed = 0, kinds } = settings;
  if (kinds !== undefined && !kinds.includes(kind)) return 0;
  if (fraction(`${seed} ${kind} ${id} ${index}`) >= share) return 0;
  return index === 0 ? notFoundMs : ms;
}

/** At least 0 and below 1, by the text alone. */
const fraction = (text: string): number => createHash("sha1").update(text).digest().readUInt32BE() / 2 ** 32;
