// A person's session, in a sealed cookie: who it is, and their token, renewed before it expires.
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { type SignIn, SignInRefused, type UserToken } from "../github/sign-in.ts";
import type { GitHubUser } from "../github/user.ts";
import { setBounded } from "../set-bounded.ts";
import { tokenHash } from "./listing.ts";
import type { Seal } from "./seal.ts";

const sessionShape = z.object({
  id: z.number(),
  login: z.string(),
  token: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().nullable(),
  refresh: z.string().nullable(),
  csrf: z.string(),
  /** Milliseconds since 1970: when it ends, however often its token is renewed. */
  until: z.number(),
});

export type Session = z.infer<typeof sessionShape>;

export type Sessions = {
  begin(context: Context, user: GitHubUser, token: UserToken): Promise<void>;
  /** Null where nobody is signed in. */
  read(context: Context): Promise<Session | null>;
  end(context: Context): void;
};

type Needs = { seal: Seal; signIn: Pick<SignIn, "renew">; isSecure: boolean; now: () => number };

const PURPOSE = "session";
/** A working day; GitHub asks nobody again who is signed in there. */
const SESSION_MS = 12 * 3_600_000;
/** Renewed this long before it expires, so that no request comes too late. */
const EARLY_MS = 60_000;
const RENEWED_LIMIT = 1_000;

export const cookieName = (name: string, isSecure: boolean): string => `${isSecure ? "__Host-" : ""}milegate-${name}`;

export const cookieOptions = (isSecure: boolean) =>
  ({ path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure }) as const;

export function makeSessions({ seal, signIn, isSecure, now }: Needs): Sessions {
  const name = cookieName("session", isSecure);
  const options = cookieOptions(isSecure);
  const write = async (context: Context, session: Session): Promise<void> => {
    const seconds = Math.max(1, Math.floor((session.until - now()) / 1000));
    setCookie(context, name, await seal.close(PURPOSE, session, seconds), { ...options, maxAge: seconds });
  };
  const renew = renewing(signIn);
  return {
    begin: (context, { id, login }, { token, expiresAt, refresh }) =>
      write(context, {
        ...{ id, login, token, refresh, expiresAt: expiresAt?.getTime() ?? null },
        ...{ csrf: randomBytes(24).toString("base64url"), until: now() + SESSION_MS },
      }),
    read: async (context) => {
      const sealed = getCookie(context, name);
      const session = sealed === undefined ? null : await seal.open(PURPOSE, sessionShape, sealed);
      if (session === null || session.until <= now()) return null;
      if (session.expiresAt === null || session.expiresAt - EARLY_MS > now()) return session;
      const renewed = session.refresh === null ? null : await renew(session.refresh);
      if (renewed === null) return null;
      const { token, refresh, expiresAt } = renewed;
      const after = { ...session, token, refresh, expiresAt: expiresAt?.getTime() ?? null };
      await write(context, after);
      return after;
    },
    end: (context) => void deleteCookie(context, name, options),
  };
}

/** A refresh token is good once, and a browser asks for several pages at a time. Null where GitHub does not take it. */
function renewing(signIn: Pick<SignIn, "renew">): (refresh: string) => Promise<UserToken | null> {
  const renewed = new Map<string, Promise<UserToken | null>>();
  return (refresh) => {
    const key = tokenHash(refresh);
    const known = renewed.get(key);
    if (known !== undefined) return known;
    const asking = signIn.renew(refresh).catch((error: unknown) => {
      if (error instanceof SignInRefused) return null;
      renewed.delete(key);
      throw error;
    });
    setBounded(renewed, key, asking, RENEWED_LIMIT);
    return asking;
  };
}

/** Whether a form comes from one of the person's own pages. */
export function isOwnForm(session: Session | null, csrf: unknown): boolean {
  if (session === null || typeof csrf !== "string") return false;
  const [given, own] = [Buffer.from(csrf), Buffer.from(session.csrf)];
  return given.length === own.length && timingSafeEqual(given, own);
}
