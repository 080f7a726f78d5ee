// Who asks the API: a token of GitHub's. What GitHub refused is not asked again, and nobody can make the server ask for every guess.
import { isIPv6 } from "node:net";
import { setBounded } from "../set-bounded.ts";
import type { BoardAccess } from "./access.ts";
import { type AccessListing, TokenRefused, tokenHash } from "./listing.ts";

/** `wait`: in so many seconds. */
export type BearerAnswer =
  | { kind: "access"; access: BoardAccess }
  | { kind: "refused"; message: string }
  | { kind: "wait"; seconds: number };

export type Bearer = (authorization: string | undefined, address: string) => Promise<BearerAnswer>;

/** Of a user, an installation or an app's user, the newer and the older forms. */
const TOKEN = /^(?:gh[pous]_[\w.-]{20,2000}|github_pat_\w{20,300}|[0-9a-f]{40})$/;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const REFUSED_LIMIT = 20_000;
const ALL_A_MINUTE = 20;
const ADDRESS_A_MINUTE = 5;

type Refusal = { at: number; address: string };

/** `now` is a steady clock, in milliseconds. Rejects where GitHub gives no answer. */
export function makeBearer(listing: Pick<AccessListing, "access" | "isKnown">, now: () => number): Bearer {
  const refused = new Map<string, number>();
  const accepted = new Map<string, true>();
  let recent: Refusal[] = [];
  return async (authorization, from) => {
    const token = /^bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) return { kind: "refused", message: "Requires authentication" };
    if (!TOKEN.test(token)) return BAD;
    const hash = tokenHash(token);
    if ((refused.get(hash) ?? 0) > now()) return BAD;
    const address = networkOf(from);
    recent = recent.filter(({ at }) => now() - at < MINUTE_MS);
    const seconds = accepted.has(hash) || listing.isKnown(token) ? null : secondsToWait(recent, address, now());
    if (seconds !== null) return { kind: "wait", seconds };
    try {
      const access = await listing.access(token);
      setBounded(accepted, hash, true, REFUSED_LIMIT);
      return { kind: "access", access };
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      accepted.delete(hash);
      setBounded(refused, hash, now() + HOUR_MS, REFUSED_LIMIT);
      recent.push({ at: now(), address });
      return BAD;
    }
  };
}

const BAD: BearerAnswer = { kind: "refused", message: "Bad credentials" };

/** Null where there may be one more. */
function secondsToWait(recent: readonly Refusal[], address: string, now: number): number | null {
  const own = recent.filter((each) => each.address === address);
  const waits = [
    ...(recent.length < ALL_A_MINUTE ? [] : [recent[recent.length - ALL_A_MINUTE]]),
    ...(own.length < ADDRESS_A_MINUTE ? [] : [own[own.length - ADDRESS_A_MINUTE]]),
  ].map((refusal) => (refusal?.at ?? now) + MINUTE_MS - now);
  return waits.length === 0 ? null : Math.max(1, Math.ceil(Math.max(...waits) / 1000));
}

/** Whoever has one IPv6 address has 2^64 of them. */
const networkOf = (address: string): string =>
  isIPv6(address) && !address.includes(".") ? address.split(":", 4).join(":") : address;
