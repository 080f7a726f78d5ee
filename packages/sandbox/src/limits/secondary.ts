// Limits against bursts: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
import type { LimitedResource, SecondaryLimits } from "../model-limits.ts";

/** As GitHub publishes them. */
export const GITHUB_SECONDARY: SecondaryLimits = {
  pointsPerMinute: { core: 900, graphql: 2_000 },
  concurrent: 100,
  contentPerMinute: 80,
  contentPerHour: 500,
  status: 403,
};

export type Burst = { resource: LimitedResource; isWrite: boolean; isContent: boolean };

export type Bursts = {
  /** Seconds to wait; null: it may go on, and `end` has to be called once it is answered. */
  begin(key: string, limits: SecondaryLimits, burst: Burst): number | null;
  end(key: string): void;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WRITE_POINTS = 5;

type Past = { at: number; resource: LimitedResource; points: number; isContent: boolean };

export function makeBursts(now: () => Date): Bursts {
  const pasts = new Map<string, Past[]>();
  const running = new Map<string, number>();
  return {
    begin: (key, limits, { resource, isWrite, isContent }) => {
      const at = now().getTime();
      const past = (pasts.get(key) ?? []).filter((each) => each.at > at - HOUR_MS);
      pasts.set(key, past);
      const atOnce = running.get(key) ?? 0;
      const wait = waitOf({ past, atOnce, at }, limits, { resource, isWrite, isContent });
      if (wait !== null) return wait;
      past.push({ at, resource, points: isWrite ? WRITE_POINTS : 1, isContent });
      running.set(key, atOnce + 1);
      return null;
    },
    end: (key) => void running.set(key, (running.get(key) ?? 1) - 1),
  };
}

type Moment = { past: readonly Past[]; atOnce: number; at: number };

function waitOf({ past, atOnce, at }: Moment, limits: SecondaryLimits, burst: Burst): number | null {
  const lately = past.filter((each) => each.at > at - MINUTE_MS);
  const points = lately
    .filter(({ resource }) => resource === burst.resource)
    .reduce((sum, each) => sum + each.points, 0);
  const made = (of: readonly Past[]): number => of.filter(({ isContent }) => isContent).length;
  if (burst.isContent && made(past) >= limits.contentPerHour) return HOUR_MS / 1000;
  const isOver =
    atOnce >= limits.concurrent ||
    points >= limits.pointsPerMinute[burst.resource] ||
    (burst.isContent && made(lately) >= limits.contentPerMinute);
  return isOver ? MINUTE_MS / 1000 : null;
}
