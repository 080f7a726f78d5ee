// milegate doctor: what the app's registration grants against what it needs, per installation.
import { readFileSync } from "node:fs";
import { pino } from "pino";
import { Probot } from "probot";
import { parse } from "yaml";
import { z } from "zod";
import { criteria } from "../criteria/index.ts";
import { AppOctokit } from "../github/client.ts";
import { readPrivateKey } from "../private-key.ts";
import { SettingsError } from "../settings.ts";
import { FINDING, FINE, UsageError } from "./exit.ts";
import { answered, baseUrlOf } from "./github.ts";
import type { Io } from "./io.ts";
import type { Subcommand } from "./subcommand.ts";

const level = z.enum(["read", "write", "admin"]);
const manifest = z.object({ default_permissions: z.record(z.string(), level), default_events: z.array(z.string()) });

export type Registration = { permissions: Readonly<Record<string, string | undefined>>; events: readonly string[] };

/** Needed is what `app.yml` registers, with a reason for each. */
const needed = (): z.infer<typeof manifest> =>
  manifest.parse(parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")));

const RANK = ["read", "write", "admin"];

type Wanted = { default_permissions: Readonly<Record<string, string>>; default_events: readonly string[] };

/** One line for each permission and event that is missing. */
export function missing({ default_permissions, default_events }: Wanted, granted: Registration): string[] {
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

/** What is missing for criteria that `app.yml` asks for nothing for: it is a fault only where a plan uses one. */
const optional = (granted: Registration): string[] =>
  Object.values(criteria).flatMap(({ name, optIn }) =>
    optIn === undefined
      ? []
      : missing({ default_permissions: optIn.permissions, default_events: optIn.events }, granted).map(
          (line) => `only where a plan uses the criterion ${name}: ${line}`,
        ),
  );

export const doctor: Subcommand = {
  name: "doctor",
  arguments: [],
  summary:
    "compare the app's permissions and events with what it needs, per installation; exit 1 where some are missing",
  options: [],
  run: async (io) => {
    const asked = io.progress("reading installations", registrations(io));
    const { app, installations } = await answered(io, { with: "APP_ID with PRIVATE_KEY", repository: null }, asked);
    const healthy = [
      section(
        io,
        `The registration of ${app.name}`,
        app,
        "Change it on the app's settings page, under Permissions & events.",
      ),
      ...installations.map(({ account, permissions, events, suspended_at }) => {
        const who = account !== null && "login" in account ? account.login : "an enterprise";
        const title = `The installation at ${who}${suspended_at === null ? "" : " (suspended)"}`;
        return section(
          io,
          title,
          { permissions, events },
          "An owner accepts new permissions on the installation's page.",
        );
      }),
    ];
    if (installations.length === 0) io.out("It is installed nowhere yet.");
    return healthy.every(Boolean) ? FINE : FINDING;
  },
};

async function registrations(io: Io) {
  const octokit = await new Probot({ ...credentials(io), Octokit: AppOctokit, log: pino({ level: "silent" }) }).auth();
  const { data: app } = await octokit.rest.apps.getAuthenticated();
  if (app === null) throw new Error("GitHub did not say which app this is.");
  const installations = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 });
  return { app, installations };
}

function credentials(io: Io) {
  const { APP_ID } = io.env;
  const privateKey = keyOf(io);
  if (APP_ID === undefined || privateKey === null)
    throw new UsageError(
      "doctor asks GitHub as the app: set APP_ID, and PRIVATE_KEY or PRIVATE_KEY_PATH, as for the server.",
    );
  return { appId: APP_ID, privateKey, baseUrl: baseUrlOf(io), secret: "unused" };
}

function keyOf({ env, cwd }: Io): string | null {
  try {
    return readPrivateKey(env, cwd);
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.message);
    throw error;
  }
}

function section(io: Io, title: string, granted: Registration, next: string): boolean {
  const lacking = missing(needed(), granted);
  io.out(`${lacking.length === 0 ? io.paint("green", "✔") : io.paint("red", "✘")} ${title}`);
  for (const line of lacking) io.out(`  ${line}`);
  if (lacking.length > 0) io.out(`  ${next}`);
  for (const line of optional(granted)) io.out(`  ${line}`);
  return lacking.length === 0;
}
