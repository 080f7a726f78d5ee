// Finds the app whose labels, checks and records a command looks for: its slug and id.
import type { Octokit } from "@octokit/rest";
import type { AppIdentity } from "../github/context.ts";
import { appOctokit, askWhichApp, privateKeyOf } from "./credentials.ts";
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";
import { answerOrRefusal } from "./refusal.ts";
import { type OptionValues, optionText } from "./subcommand.ts";

export const APP_OPTION = {
  flags: "--app <slug>",
  description: "the app's slug on GitHub; absent: MILEGATE_APP, else the app of APP_ID, else milegate",
};

/** GitHub does not show a private app to everyone; its id is on its settings page. */
export const APP_ID_OPTION = { flags: "--app-id <number>", description: "the app's numeric id, if the app is private" };

const DEFAULT_SLUG = "milegate";

/** Whether a command works before an app is registered, too: a dry run does, what reads the app's own records doesn't. */
export type AppNeed = "required" | "optional";

/** GitHub gives this id to no app: nothing there was written by it. */
const NO_APP: AppIdentity = { appId: 0, self: DEFAULT_SLUG };

/** The command line comes first, then `MILEGATE_APP`, then the app of `APP_ID`. */
export async function findApp(
  io: CliIo,
  options: OptionValues,
  octokit: Octokit,
  need: AppNeed = "required",
): Promise<AppIdentity> {
  const named = optionText(options["app"]) ?? (io.env["MILEGATE_APP"]?.trim() || undefined);
  const id = idOf(optionText(options["appId"]));
  const ownId = io.env["APP_ID"]?.trim() || undefined;
  if (named === undefined && id === null && ownId !== undefined) return ownApp(io, ownId);
  const self = named ?? DEFAULT_SLUG;
  const appId = id ?? (await publicId(io, octokit, self));
  if (appId !== null) return { appId, self };
  if (named === undefined && need === "optional") return NO_APP;
  throw new UsageError(
    `your token can't see an app "${self}". Name yours with --app or MILEGATE_APP, or set APP_ID with PRIVATE_KEY. If the app is private, also give --app-id.`,
  );
}

/** One line that names the app whose labels, checks and records the command looked for. */
export const formatApp = ({ self, appId }: AppIdentity): string =>
  appId === NO_APP.appId
    ? "App: none found, so this is what a new one would do. If yours is there already, name it with --app."
    : `App: ${self} (id ${appId})`;

/** Null if there is none. */
export const appForJson = ({ self, appId }: AppIdentity): object | null =>
  appId === NO_APP.appId ? null : { slug: self, id: appId };

function idOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (!/^\d{1,10}$/.test(written)) throw new UsageError(`--app-id takes a number, found "${written}".`);
  return Number(written);
}

/** The owner chooses the app's name, so only GitHub knows its slug. */
async function ownApp(io: CliIo, appId: string): Promise<AppIdentity> {
  const key = privateKeyOf(io);
  if (key === null)
    throw new UsageError(
      "APP_ID is set without its key, so the command can't ask GitHub for the app's name. Set PRIVATE_KEY or PRIVATE_KEY_PATH, too, or name the app with --app.",
    );
  const asked = appOctokit(io, appId, key).then(askWhichApp);
  const app = await answerOrRefusal(io, { with: "APP_ID with PRIVATE_KEY", repository: null }, asked);
  if (app.slug === undefined) throw new Error("GitHub's answer does not name the app.");
  return { appId: app.id, self: app.slug };
}

/** Null if the token can't see such an app. */
async function publicId(io: CliIo, octokit: Octokit, slug: string): Promise<number | null> {
  const asked = octokit.rest.apps.getBySlug({ app_slug: slug }).catch((error: unknown) => {
    if (error instanceof Error && "status" in error && error.status === 404) return null;
    throw error;
  });
  const answer = await answerOrRefusal(io, { with: "GITHUB_TOKEN", repository: null }, asked);
  if (answer?.data === null) throw new Error(`GitHub did not say which app "${slug}" is.`);
  return answer?.data.id ?? null;
}
