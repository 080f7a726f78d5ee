// GitHub's web application flow for user tokens of the app: https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
import { createHash, randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { Tokens, UserGrant } from "./auth.ts";
import type { World } from "./model.ts";
import type { Account } from "./model-accounts.ts";
import { COOKIE } from "./page/visit.ts";

/** What the sandbox's app signs in with. */
export const CLIENT_SECRET = "sandbox-client-secret";

type Attempt = { account: Account; redirect: string; challenge: string | null; until: number };

const CODE_MS = 600_000;

const REFUSALS = {
  incorrect_client_credentials: "The client_id and/or client_secret passed are incorrect.",
  bad_verification_code: "The code passed is incorrect or expired.",
  bad_refresh_token: "The refresh token passed is incorrect or expired.",
  redirect_uri_mismatch: "The redirect_uri MUST match the registered callback URL for this application.",
  unsupported_grant_type: "The grant_type passed is not supported.",
} as const;

/** GitHub answers errors with 200. */
const refusal = (context: Context, error: keyof typeof REFUSALS): Response =>
  context.json({
    error,
    error_description: REFUSALS[error],
    error_uri:
      "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/",
  });

/** People gave the app leave before, so GitHub asks them for nothing and leads straight back. */
export function oauthRoutes(world: World, tokens: Tokens): Hono {
  const app = new Hono();
  const attempts = new Map<string, Attempt>();
  app.get("/login/oauth/authorize", (context) => {
    const {
      client_id,
      redirect_uri = "",
      state = "",
      login,
      code_challenge,
      code_challenge_method,
    } = context.req.query();
    const chosen = login ?? getCookie(context, COOKIE);
    const account = world.users.find((user) => user.login === chosen) ?? world.users[0];
    const isKnown = client_id === world.app.clientId && URL.canParse(redirect_uri) && account !== undefined;
    if (!isKnown || (code_challenge !== undefined && code_challenge_method !== "S256"))
      return context.text("Not Found", 404);
    const code = randomBytes(10).toString("hex");
    const until = world.now().getTime() + CODE_MS;
    attempts.set(code, { account, redirect: redirect_uri, challenge: code_challenge ?? null, until });
    const back = new URL(redirect_uri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", state);
    return context.redirect(String(back), 302);
  });
  app.post("/login/oauth/access_token", async (context) => {
    const asked = await fieldsOf(context);
    if (asked["client_id"] !== world.app.clientId || asked["client_secret"] !== CLIENT_SECRET)
      return refusal(context, "incorrect_client_credentials");
    if (asked["grant_type"] === "refresh_token") {
      const renewed = tokens.renew(asked["refresh_token"] ?? "");
      return renewed === null ? refusal(context, "bad_refresh_token") : context.json(grantView(renewed, world));
    }
    return exchanged(context, { world, tokens, attempts }, asked);
  });
  return app;
}

type Flow = { world: World; tokens: Tokens; attempts: Map<string, Attempt> };

function exchanged(context: Context, { world, tokens, attempts }: Flow, asked: Record<string, string>): Response {
  const attempt = attempts.get(asked["code"] ?? "");
  attempts.delete(asked["code"] ?? "");
  if (attempt === undefined || attempt.until < world.now().getTime()) return refusal(context, "bad_verification_code");
  const { account, redirect, challenge } = attempt;
  if ((asked["redirect_uri"] ?? redirect) !== redirect) return refusal(context, "redirect_uri_mismatch");
  if (challenge !== null && challengeOf(asked["code_verifier"] ?? "") !== challenge)
    return refusal(context, "bad_verification_code");
  return context.json(grantView(tokens.user(account), world));
}

const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

async function fieldsOf(context: Context): Promise<Record<string, string>> {
  const text = await context.req.text();
  const isJson = (context.req.header("content-type") ?? "").includes("json");
  const fields = isJson ? Object.entries(JSON.parse(text)) : [...new URLSearchParams(text)];
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
}

function grantView({ token, expiresAt, refresh, refreshExpiresAt }: UserGrant, world: World): object {
  const seconds = (until: Date): number => Math.round((until.getTime() - world.now().getTime()) / 1000);
  return {
    ...{ access_token: token, expires_in: seconds(expiresAt), refresh_token: refresh },
    ...{ refresh_token_expires_in: seconds(refreshExpiresAt), token_type: "bearer", scope: "" },
  };
}
