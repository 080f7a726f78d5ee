// milegate doctor: compares granted with needed permissions and events, per installation.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { criteria } from "../criteria/index.ts";
import { appOctokit, askWhichApp, privateKeyOf } from "./credentials.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import type { CliIo, TellProgress } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { answerOrRefusal } from "./refusal.ts";
import type { CliSubcommand } from "./subcommand.ts";

const level = z.enum(["read", "write", "admin"]);
const manifest = z.object({ default_permissions: z.record(z.string(), level), default_events: z.array(z.string()) });

type AppRegistration = { permissions: Readonly<Record<string, string | undefined>>; events: readonly string[] };

/** The permissions and events of `app.yml`. */
const needed = (): z.infer<typeof manifest> =>
  manifest.parse(parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")));

const RANK = ["read", "write", "admin"];

type Grants = Pick<AppRegistration, "permissions" | "events">;

/** One line for each permission and event that is missing. */
function missingGrants({ default_permissions, default_events }: z.infer<typeof manifest>, granted: Grants): string[] {
  const permissions = Object.entries(default_permissions).filter(
    ([name, wanted]) => RANK.indexOf(granted.permissions[name] ?? "") < RANK.indexOf(wanted),
  );
  const events = default_events.filter((name) => !granted.events.includes(name));
  return [
    ...permissions.map(
      ([name, wanted]) => `permission ${name}: needs ${wanted}, has ${granted.permissions[name] ?? "none"}`,
    ),
    ...events.map((name) => `event ${name}: not subscribed to`),
  ];
}

/** Needs of criteria that `app.yml` does not request: they matter only if a plan uses the criterion. */
const optionalGrants = (granted: Grants): string[] =>
  Object.values(criteria).flatMap(({ name, optIn }) =>
    optIn === undefined
      ? []
      : missingGrants(
          { default_permissions: { ...optIn.permissions }, default_events: [...optIn.events] },
          granted,
        ).map((line) => `only if a plan uses the criterion ${name}: ${line}`),
  );

const grantsOf = (granted: Grants) => ({
  missing: missingGrants(needed(), granted),
  optional: optionalGrants(granted),
});

export const doctorSubcommand: CliSubcommand = {
  name: "doctor",
  arguments: [],
  summary:
    "compare the app's permissions and events with what it needs, per installation; exit 1 where some are missing",
  options: [JSON_OPTION],
  run: async (io, _args, { json }) => {
    const found = await io.progress("reading installations", (tell) =>
      answerOrRefusal(io, { with: "APP_ID with PRIVATE_KEY", repository: null }, examined(io, tell)),
    );
    if (json === true) io.data(jsonText(found));
    else print(io, found);
    const healthy = [found.app, ...found.installations].every(({ missing }) => missing.length === 0);
    return healthy ? EXIT_FINE : EXIT_FINDING;
  },
};

type Examined = Awaited<ReturnType<typeof examined>>;

async function examined(io: CliIo, tell: TellProgress) {
  const { app, installations } = await registrations(io, tell);
  return {
    app: { name: app.name, ...grantsOf(app) },
    installations: installations.map(({ account, permissions, events, suspended_at }) => ({
      account: account !== null && "login" in account ? account.login : "an enterprise",
      suspended: suspended_at !== null,
      ...grantsOf({ permissions, events }),
    })),
  };
}

async function registrations(io: CliIo, tell: TellProgress) {
  const octokit = await appOctokit(io, ...credentials(io));
  const app = await askWhichApp(octokit);
  let read = 0;
  const installations = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 }, ({ data }) => {
    read += data.length;
    tell(`${read} of ${app.installations_count ?? read}`);
    return data;
  });
  return { app, installations };
}

function credentials(io: CliIo): [appId: string, privateKey: string] {
  const { APP_ID } = io.env;
  const privateKey = privateKeyOf(io);
  if (APP_ID === undefined || privateKey === null)
    throw new UsageError(
      "doctor acts as the app on GitHub: set APP_ID, and PRIVATE_KEY or PRIVATE_KEY_PATH, as for the server.",
    );
  return [APP_ID, privateKey];
}

function print(io: CliIo, { app, installations }: Examined): void {
  const onSettings = "Change it on the app's settings page, under Permissions & events.";
  section(io, `The registration of ${app.name}`, app, onSettings);
  for (const { account, suspended, ...grants } of installations) {
    const title = `The installation at ${account}${suspended ? " (suspended)" : ""}`;
    section(io, title, grants, "An owner accepts new permissions on the installation's page.");
  }
  if (installations.length === 0) io.out("The app is not installed anywhere yet.");
}

type GrantLines = ReturnType<typeof grantsOf>;

function section(io: CliIo, title: string, { missing, optional }: GrantLines, next: string): void {
  io.out(`${missing.length === 0 ? io.paint("green", "✔") : io.paint("red", "✘")} ${title}`);
  for (const line of missing) io.out(`  ${line}`);
  if (missing.length > 0) io.out(`  ${next}`);
  for (const line of optional) io.out(`  ${line}`);
}
