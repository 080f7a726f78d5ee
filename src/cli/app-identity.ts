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

/** The command line comes first, then `MILEGATE_APP`, then the app of `APP_ID`. */
export async function findApp(io: CliIo, options: OptionValues, octokit: Octokit): Promise<AppIdentity> {
  const named = optionText(options["app"]) ?? (io.env["MILEGATE_APP"]?.trim() || undefined);
  const id = idOf(optionText(options["appId"]));
  const ownId = io.env["APP_ID"]?.trim() || undefined;
  if (named === undefined && id === null && ownId !== undefined) return ownApp(io, ownId);
  const self = named ?? DEFAULT_SLUG;
  return { appId: id ?? (await publicId(io, octokit, self)), self };
}

/** One line that names the app whose labels, checks and records the command looked for. */
export const formatApp = ({ self, appId }: AppIdentity): string => `App: ${self} (id ${appId})`;

export const appForJson = ({ self, appId }: AppIdentity): object => ({ slug: self, id: appId });

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

async function publicId(io: CliIo, octokit: Octokit, slug: string): Promise<number> {
  const asked = octokit.rest.apps.getBySlug({ app_slug: slug }).catch((error: unknown) => {
    if (!(error instanceof Error && "status" in error && error.status === 404)) throw error;
    throw new UsageError(
      `your token can't see an app "${slug}". Name yours with --app or MILEGATE_APP, or set APP_ID with PRIVATE_KEY. If the app is private, also give --app-id.`,
    );
  });
  const { data: app } = await answerOrRefusal(io, { with: "GITHUB_TOKEN", repository: null }, asked);
  if (app === null) throw new Error(`GitHub did not say which app "${slug}" is.`);
  return app.id;
}
