// The app's own credentials, read as the server reads them, for requests that only the app may make.
import { pino } from "pino";
import { Probot } from "probot";
import { AppOctokit } from "../github/client.ts";
import { readPrivateKey } from "../private-key.ts";
import { SettingsError } from "../settings.ts";
import { UsageError } from "./exit.ts";
import { apiBaseUrl } from "./host.ts";
import type { CliIo } from "./io.ts";

/** `PRIVATE_KEY` or `PRIVATE_KEY_PATH`; null if none is set. Throws a `UsageError` if the key can't be used. */
export function privateKeyOf({ env, cwd }: Pick<CliIo, "env" | "cwd">): string | null {
  try {
    return readPrivateKey(env, cwd);
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.message);
    throw error;
  }
}

/** A client of the app itself, not of an installation. */
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
