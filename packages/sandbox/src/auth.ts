// Who asks: the app by a signed token, an installation or a person by a token of theirs.

import type { KeyObject } from "node:crypto";
import { randomBytes } from "node:crypto";
import { errors, jwtVerify } from "jose";
import { GitHubError, type Installation, type World, type WorldActor } from "./model.ts";
import type { Account } from "./model-accounts.ts";

export type Caller = { kind: "app" } | { kind: "actor"; actor: WorldActor };

/** A user token of the app, with what it is renewed by. */
export type UserGrant = { token: string; expiresAt: Date; refresh: string; refreshExpiresAt: Date };

export type Tokens = {
  /** A token of an installation, good for an hour. */
  grant(installation: Installation): { token: string; expiresAt: Date };
  /** A person's own token. */
  personal(account: Account): string;
  /** A person's token of the app, good for eight hours. */
  user(account: Account): UserGrant;
  /** The same anew, and the earlier one ends; null where it is not known, too old, or was used. */
  renew(refresh: string): UserGrant | null;
  /** Ends a token of the app's. False where there is none. */
  revoke(token: string): boolean;
  /** Throws GitHub's 401 for whom it doesn't know. */
  caller(authorization: string | undefined): Promise<Caller>;
};

const HOUR_MS = 3_600_000;
/** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens */
const USER_HOURS = 8;
const REFRESH_HOURS = 184 * 24;
/** The app's token may be valid for ten minutes at most, and clocks may differ by one. */
const JWT_MAX_SECONDS = 600;
const DRIFT_SECONDS = 60;
/** By these messages, and the answer's `date`, Octokit sees that clocks differ: https://github.com/octokit/auth-app.js */
const TOO_EARLY = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
const TOO_LATE =
  "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";

export function makeTokens(world: World, publicKey: KeyObject): Tokens {
  const known = new Map<string, { actor: WorldActor; expiresAt: Date | null }>();
  const add = (prefix: string, actor: WorldActor, expiresAt: Date | null): string => {
    const token = `${prefix}_${randomBytes(18).toString("hex")}`;
    known.set(token, { actor, expiresAt });
    return token;
  };
  const refreshes = new Map<string, { account: Account; token: string; until: Date }>();
  const inHours = (hours: number): Date => new Date(world.now().getTime() + hours * HOUR_MS);
  const user = (account: Account): UserGrant => {
    const expiresAt = inHours(USER_HOURS);
    const token = add("ghu", { account, installation: null }, expiresAt);
    const refresh = `ghr_${randomBytes(38).toString("hex")}`;
    const refreshExpiresAt = inHours(REFRESH_HOURS);
    refreshes.set(refresh, { account, token, until: refreshExpiresAt });
    return { token, expiresAt, refresh, refreshExpiresAt };
  };
  return {
    user,
    renew: (refresh) => {
      const found = refreshes.get(refresh);
      refreshes.delete(refresh);
      if (found === undefined || found.until < world.now()) return null;
      known.delete(found.token);
      return user(found.account);
    },
    revoke: (token) => {
      for (const [refresh, each] of refreshes) if (each.token === token) refreshes.delete(refresh);
      return token.startsWith("ghu_") && known.delete(token);
    },
    grant: (installation) => {
      const expiresAt = new Date(world.now().getTime() + HOUR_MS);
      return { token: add("ghs", { account: world.app.bot, installation }, expiresAt), expiresAt };
    },
    personal: (account) => add("ghp", { account, installation: null }, null),
    caller: async (authorization) => {
      const token = /^(?:bearer|token) (\S+)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) throw new GitHubError(401, "Requires authentication");
      if (token.includes(".")) return verifyApp(world, publicKey, token);
      const found = known.get(token);
      if (found === undefined || (found.expiresAt !== null && found.expiresAt < world.now()))
        throw new GitHubError(401, "Bad credentials");
      return { kind: "actor", actor: found.actor };
    },
  };
}

async function verifyApp(world: World, publicKey: KeyObject, token: string): Promise<Caller> {
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: ["RS256"],
      clockTolerance: DRIFT_SECONDS,
      currentDate: world.now(),
      requiredClaims: ["iat", "exp", "iss"],
    });
    if (String(payload.iss) !== String(world.app.id) && payload.iss !== world.app.clientId)
      throw new GitHubError(401, "Integration not found");
    if ((payload.exp ?? 0) - world.now().getTime() / 1000 > JWT_MAX_SECONDS + DRIFT_SECONDS)
      throw new GitHubError(401, "'Expiration time' claim ('exp') is too far in the future");
    if ((payload.iat ?? 0) - world.now().getTime() / 1000 > DRIFT_SECONDS) throw new GitHubError(401, TOO_EARLY);
    return { kind: "app" };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new GitHubError(401, TOO_LATE);
    if (error instanceof errors.JOSEError) throw new GitHubError(401, "A JSON web token could not be decoded");
    throw error;
  }
}
