// Asks GitHub what a token may see, and remembers the answer for some minutes.
import { createHash } from "node:crypto";
import { RequestError } from "@octokit/request-error";
import {
  installationRepositories,
  type ListedRepository,
  ownRepositories,
  type UserRequest,
  userInstallations,
  userRepositories,
} from "../github/user.ts";
import { setBounded } from "../set-bounded.ts";
import { BOARD_PART } from "../standings/board-standing.ts";
import type { StandingStore } from "../standings/store.ts";
import { accessTo, type BoardAccess, type SeenRepository } from "./access.ts";

/** GitHub does not know the token, or not any more. */
export class TokenRefused extends Error {
  override name = "TokenRefused";
}

export type AccessListing = {
  /** For a token of GitHub's of any kind. Rejects with `TokenRefused`, or with what kept GitHub from answering. */
  access(token: string): Promise<BoardAccess>;
  /** Whether the next answer for it needs no request. */
  isKnown(token: string): boolean;
  /** Of one token, or of all: somebody may have lost what they could see. */
  forget(token?: string): void;
};

type Needs = {
  request: UserRequest;
  appId: number;
  ttlMs: number;
  /** A steady clock, in milliseconds. */
  now: () => number;
  standings: Pick<StandingStore, "holding">;
};

type Remembered = { until: number; access: Promise<BoardAccess> };

const LIMIT = 5_000;

export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("base64");

export function makeListing({ ttlMs, now, ...needs }: Needs): AccessListing {
  const known = new Map<string, Remembered>();
  const fresh = (token: string): Remembered | undefined => {
    const found = known.get(tokenHash(token));
    return found !== undefined && found.until > now() ? found : undefined;
  };
  return {
    access: (token) => {
      const before = fresh(token);
      if (before !== undefined) return before.access;
      const key = tokenHash(token);
      const access = list(needs, token);
      const entry = { until: now() + ttlMs, access };
      setBounded(known, key, entry, LIMIT);
      // A failure is no answer: the next who asks asks again.
      access.catch(() => known.get(key) === entry && known.delete(key));
      return access;
    },
    isKnown: (token) => fresh(token) !== undefined,
    forget: (token) => void (token === undefined ? known.clear() : known.delete(tokenHash(token))),
  };
}

type Asking = Omit<Needs, "ttlMs" | "now">;

async function list(asking: Asking, token: string): Promise<BoardAccess> {
  try {
    return accessTo(await listedFor(asking, token));
  } catch (error) {
    if (error instanceof RequestError && error.status === 401) throw new TokenRefused(error.message);
    throw error;
  }
}

/** https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats */
async function listedFor(asking: Asking, token: string): Promise<SeenRepository[]> {
  const { request } = asking;
  if (token.startsWith("ghs_")) return reached(asking, await ownRepositories(request, token));
  if (!token.startsWith("ghu_")) return reached(asking, await userRepositories(request, token));
  const installations = await userInstallations(request, token);
  const own = installations.filter(({ app }) => app === asking.appId);
  // Another app's token lists that app's installations.
  if (own.length === 0 && installations.length > 0) return reached(asking, await userRepositories(request, token));
  const lists = await Promise.all(
    own.map(async ({ id }) => (await listedIn(request, token, id)).map((each) => ({ ...each, installation: id }))),
  );
  return lists.flat();
}

/** Nothing where the person has just lost it. */
const listedIn = (request: UserRequest, token: string, installation: number): Promise<ListedRepository[]> =>
  installationRepositories(request, token, installation).catch((error: unknown) => {
    if (error instanceof RequestError && (error.status === 403 || error.status === 404) && !isLimited(error)) return [];
    throw error;
  });

const isLimited = ({ response }: RequestError): boolean =>
  response?.headers["retry-after"] !== undefined || response?.headers["x-ratelimit-remaining"] === "0";

/** Those that an installation of the app has been looked at in; of several installations, the newest. */
async function reached({ standings }: Asking, listed: readonly ListedRepository[]): Promise<SeenRepository[]> {
  const installations = new Map<string, number>();
  for (const key of await standings.holding(BOARD_PART)) {
    const [id = "", ...name] = key.split("/");
    const slug = name.join("/");
    installations.set(slug, Math.max(Number(id), installations.get(slug) ?? 0));
  }
  return listed.flatMap((each) => {
    const installation = installations.get(`${each.owner}/${each.name}`.toLowerCase());
    return installation === undefined ? [] : [{ ...each, installation }];
  });
}
