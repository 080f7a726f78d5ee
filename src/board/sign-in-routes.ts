// Signing in with GitHub and out again.
import { randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { makeVerifier, type SignIn, SignInRefused } from "../github/sign-in.ts";
import type { GitHubUser } from "../github/user.ts";
import { setBounded } from "../set-bounded.ts";
import { messagePage } from "./layout.ts";
import type { AccessListing } from "./listing.ts";
import { loginPath, ownPath } from "./own-path.ts";
import type { Seal } from "./seal.ts";
import { cookieName, cookieOptions, isOwnForm, type Sessions } from "./session.ts";

export type SignInNeeds = {
  seal: Seal;
  signIn: SignIn;
  sessions: Sessions;
  listing: Pick<AccessListing, "forget">;
  whoIs: (token: string) => Promise<GitHubUser>;
  isSecure: boolean;
};

/** What the browser keeps while somebody is at GitHub. */
const attemptShape = z.object({ state: z.string(), verifier: z.string(), to: z.string() });

const PURPOSE = "sign-in";
const ATTEMPT_SECONDS = 600;
const USED_LIMIT = 10_000;

export function signInRoutes(app: Hono, needs: SignInNeeds): void {
  const { seal, signIn, isSecure, sessions, listing } = needs;
  const cookie = cookieName("sign-in", isSecure);
  const options = cookieOptions(isSecure);
  app.get("/login", async (context) => {
    const attempt = {
      ...{ state: randomBytes(24).toString("base64url"), verifier: makeVerifier() },
      to: ownPath(context.req.query("to")),
    };
    const sealed = await seal.close(PURPOSE, attempt, ATTEMPT_SECONDS);
    setCookie(context, cookie, sealed, { ...options, maxAge: ATTEMPT_SECONDS });
    return context.redirect(signIn.address(attempt.state, attempt.verifier), 303);
  });
  const used = new Map<string, true>();
  app.get("/login/callback", async (context) => {
    const sealed = getCookie(context, cookie);
    const attempt = sealed === undefined ? null : await seal.open(PURPOSE, attemptShape, sealed);
    const { state, code } = context.req.query();
    deleteCookie(context, cookie, options);
    if (attempt === null || state !== attempt.state || used.has(state)) return refused(context, STRANGE);
    setBounded(used, state, true, USED_LIMIT);
    if (code === undefined || code === "") return refused(context, DENIED);
    return signedIn(context, needs, { ...attempt, code });
  });
  app.post("/logout", async (context) => {
    const session = await sessions.read(context);
    if (session === null || !isOwnForm(session, (await context.req.parseBody())["csrf"])) return foreignForm(context);
    sessions.end(context);
    listing.forget(session.token);
    await signIn.revoke(session.token);
    return context.redirect("/", 303);
  });
}

async function signedIn(
  context: Context,
  { signIn, sessions, whoIs }: SignInNeeds,
  { code, verifier, to }: { code: string; verifier: string; to: string },
): Promise<Response> {
  try {
    const token = await signIn.exchange(code, verifier);
    await sessions.begin(context, await whoIs(token.token), token);
    return context.redirect(to, 303);
  } catch (error) {
    if (error instanceof SignInRefused) return refused(context, USED);
    throw error;
  }
}

const STRANGE = "This sign-in was not begun in this browser, was used already, or took longer than ten minutes.";
const DENIED = "GitHub says that you did not give access.";
const USED = "GitHub does not accept the code of this sign-in: it was used already, or is too old.";

const refused = (context: Context, what: string) =>
  context.html(messagePage("Not signed in", what, { href: loginPath("/"), text: "Sign in again" }), 400);

export const foreignForm = (context: Context) =>
  context.html(
    messagePage("Not done", "This form was not sent from one of your own pages here, or your session is over.", {
      ...{ href: "/", text: "Begin at the start" },
    }),
    403,
  );
