// Exchanges GitHub's code for the new app's keys: https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
import { randomBytes } from "node:crypto";
import { z } from "zod";

const conversion = z.object({
  id: z.number(),
  slug: z.string(),
  html_url: z.url(),
  client_id: z.string(),
  client_secret: z.string(),
  webhook_secret: z.string().nullable(),
  pem: z.string(),
});

/** `settings` are the names and values for `.env`; `page` is where the app is installed. */
export type RegisteredApp = { settings: Record<string, string>; slug: string; page: string };

const TIMEOUT_MS = 30_000;

/** Rejects with an `Error` that says what GitHub answered. A code is good once, for an hour. */
export async function convertCode(apiUrl: string, code: string): Promise<RegisteredApp> {
  const url = `${apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`;
  const headers = { accept: "application/vnd.github+json", "user-agent": "milegate-set-up" };
  const answer = await fetch(url, { method: "POST", headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok)
    throw new Error(
      `GitHub answered ${answer.status} to the exchange of the code, which is good once and for an hour. Delete the app on GitHub if it was made, and register again.`,
    );
  const { id, slug, html_url, client_id, client_secret, webhook_secret, pem } = conversion.parse(await answer.json());
  return {
    slug,
    page: `${html_url}/installations/new`,
    settings: {
      APP_ID: String(id),
      PRIVATE_KEY: pem,
      ...(webhook_secret === null ? {} : { WEBHOOK_SECRET: webhook_secret }),
      CLIENT_ID: client_id,
      CLIENT_SECRET: client_secret,
      // For compose.yaml, whose database wants one.
      POSTGRES_PASSWORD: randomBytes(24).toString("hex"),
    },
  };
}
