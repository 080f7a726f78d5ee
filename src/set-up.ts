// The set-up page, if there is no app yet: Probot's page registers one from app.yml and writes `.env`.
import { run } from "probot";
import { isDataResidency } from "./github/base-url.ts";
import { LOOPBACK_ADDRESS, readSetUpSettings, SettingsError, type SetUpSettings } from "./settings.ts";

/** Resolves once the page is reachable. Rejects with a `SettingsError` if the app has to be registered by hand. */
export async function startSetUp(env: NodeJS.ProcessEnv, warn: (line: string) => void): Promise<void> {
  const settings = readSetUpSettings(env);
  if (settings.NODE_ENV === "production")
    throw new SettingsError(
      "APP_ID is not set. Set it to the app's id (on its settings page). To register an app, start without NODE_ENV=production.",
    );
  if (settings.GHE_HOST !== undefined && isDataResidency(settings.GHE_HOST))
    throw new SettingsError(byHand(settings.GHE_HOST, settings));
  if (settings.WEBHOOK_PROXY_URL === undefined) warn(NO_ADDRESS);
  await startPage(env);
}

/** Probot asks for the new app's credentials at /api/v3, which does not exist there, so the page can't work. */
const byHand = (host: string, { GH_ORG }: SetUpSettings): string =>
  `APP_ID is not set, and the set-up page does not work with ${host}. Register the app at https://${host}${
    GH_ORG === undefined ? "" : `/organizations/${GH_ORG}`
  }/settings/apps/new with the permissions and events of app.yml, then set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET.`;

const NO_ADDRESS =
  "WEBHOOK_PROXY_URL is not set, so the app's webhook would point to this machine's local address, which GitHub refuses. Set it to the public address of the webhook, such as https://your.host/api/github/webhooks, and start again.";

async function startPage(env: NodeJS.ProcessEnv): Promise<void> {
  // Probot would listen on localhost, which may be only ::1.
  env["HOST"] ||= LOOPBACK_ADDRESS;
  // Otherwise Probot opens a channel at smee.io and connects nothing to it.
  env["NO_SMEE_SETUP"] = "true";
  const given = { ...env };
  // WEBHOOK_PROXY_URL is only for the registration; Probot would also look for a smee client to connect to it.
  const started = run(() => undefined, { env: { ...env, WEBHOOK_PROXY_URL: undefined } });
  // Probot has just let `.env` override the environment.
  Object.assign(env, given);
  await started;
}
