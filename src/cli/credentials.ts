// The app's own credentials, as the server has them, for what only the app may ask.
import { pino } from "pino";
import { Probot } from "probot";
import { AppOctokit } from "../github/client.ts";
import { readPrivateKey } from "../private-key.ts";
import { SettingsError } from "../settings.ts";
import { UsageError } from "./exit.ts";
import { apiBaseUrl } from "./host.ts";
import type { CliIo } from "./io.ts";

/** `PRIVATE_KEY` or `PRIVATE_KEY_PATH`; null where none is set. Throws a `UsageError` for one that can't be used. */
export function privateKeyOf({ env, cwd }: Pick<CliIo, "env" | "cwd">): string | null {
  try {
    return readPrivateKey(env, cwd);
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.message);
    throw error;
  }
}

/** A client that asks as the app itself, not as an installation of it. */
export const appOctokit = (io: CliIo, appId: string, privateKey: string): Promise<InstanceType<typeof AppOctokit>> =>
  new Probot({
    ...{ appId, privateKey, baseUrl: apiBaseUrl(io), secret: "unused" },
    Octokit: AppOctokit,
    log: pino({ level: "silent" }),
  }).auth();

/** `GET /app`. https://docs.github.com/en/rest/apps/apps#get-the-authenticated-app */
export async function askWhichApp(octokit: InstanceType<typeof AppOctokit>) {
  const { data: app } = await octokit.rest.apps.getAuthenticated();
  if (app === null) throw new Error("GitHub did not say which app this is.");
  return app;
}
