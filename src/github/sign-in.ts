// GitHub's web application flow for a user token of the app: https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
import { createHash, randomBytes } from "node:crypto";
import { deleteToken, exchangeWebFlowCode, getWebFlowAuthorizationUrl, refreshToken } from "@octokit/oauth-methods";
import { RequestError } from "@octokit/request-error";
import type { UserRequest } from "./user.ts";

export type OAuthClient = { clientId: string; clientSecret: string; redirectUrl: string };

/** `expiresAt` and `refresh` are null where the app's user tokens don't expire. */
export type UserToken = { token: string; expiresAt: Date | null; refresh: string | null };

/** GitHub does not accept the code, or the refresh token: it was used, it is too old, or it is not this app's. */
export class SignInRefused extends Error {
  override name = "SignInRefused";
}

export type SignIn = {
  /** Where somebody is sent; `verifier` is PKCE's. */
  address(state: string, verifier: string): string;
  exchange(code: string, verifier: string): Promise<UserToken>;
  renew(refresh: string): Promise<UserToken>;
  /** GitHub forgets it. Resolves where it knows of none, too. */
  revoke(token: string): Promise<void>;
};

export const makeVerifier = (): string => randomBytes(32).toString("base64url");

const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

export function makeSignIn(request: UserRequest, { clientId, clientSecret, redirectUrl }: OAuthClient): SignIn {
  const app = { clientType: "github-app", clientId, clientSecret } as const;
  return {
    address: (state, verifier) => {
      const { url } = getWebFlowAuthorizationUrl({ clientType: "github-app", clientId, redirectUrl, state, request });
      const address = new URL(url);
      address.searchParams.set("code_challenge", challengeOf(verifier));
      address.searchParams.set("code_challenge_method", "S256");
      return String(address);
    },
    exchange: async (code, verifier) => {
      // The library has no option for it, and sends what its request has by default.
      const proven = request.defaults({ code_verifier: verifier });
      const { authentication } = await refusing(() =>
        exchangeWebFlowCode({ ...app, code, redirectUrl, request: proven }),
      );
      return tokenOf(authentication);
    },
    renew: async (refresh) =>
      tokenOf((await refusing(() => refreshToken({ ...app, refreshToken: refresh, request }))).authentication),
    revoke: async (token) => {
      await deleteToken({ ...app, token, request }).catch((error: unknown) => {
        if (!(error instanceof RequestError) || ![404, 422].includes(error.status)) throw error;
      });
    },
  };
}

type Authentication = { token: string; expiresAt?: string; refreshToken?: string };

const tokenOf = ({ token, expiresAt, refreshToken: refresh }: Authentication): UserToken => ({
  token,
  expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
  refresh: refresh ?? null,
});

/** GitHub answers 200 with an error; the library makes a 400 of that. */
async function refusing<Answer>(asked: () => Promise<Answer>): Promise<Answer> {
  try {
    return await asked();
  } catch (error) {
    if (error instanceof RequestError && error.status >= 400 && error.status < 500)
      throw new SignInRefused(error.message);
    throw error;
  }
}
