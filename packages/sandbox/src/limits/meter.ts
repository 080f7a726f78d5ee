// Counts points by the hour: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
import type { LimitSettings, Meter, Standing } from "../model-limits.ts";

const HOUR_MS = 60 * 60 * 1000;

type Hour = { used: number; resetMs: number };

export const DEFAULT_LIMITS: LimitSettings = {
  points: { core: null, graphql: null },
  isEnforced: true,
  secondary: null,
};

export function makeMeter(now: () => Date): Meter {
  const hours = new Map<string, Hour>();
  const hourOf = (key: string): Hour => {
    const time = now().getTime();
    const known = hours.get(key);
    if (known !== undefined && known.resetMs > time) return known;
    const fresh = { used: 0, resetMs: time + HOUR_MS };
    hours.set(key, fresh);
    return fresh;
  };
  return {
    standing: ({ key, limit }, resource) => {
      const { used, resetMs } = hourOf(`${resource} ${key}`);
      return { resource, limit, used, remaining: Math.max(0, limit - used), resetAt: new Date(resetMs) };
    },
    spend: ({ key }, resource, points) => {
      hourOf(`${resource} ${key}`).used += points;
    },
    reset: () => hours.clear(),
  };
}

/** GitHub puts them on every answer: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit */
export const limitHeaders = ({ resource, limit, used, remaining, resetAt }: Standing): Record<string, string> => ({
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-used": String(used),
  "x-ratelimit-reset": String(Math.floor(resetAt.getTime() / 1000)),
  "x-ratelimit-resource": resource,
});
