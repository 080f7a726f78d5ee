// The environment, read once and checked: every setting of the server.
import { z } from "zod";
import { type ChannelSettings, isChannelSetting, NOTIFY_SECRET, readChannels } from "./notify/channel.ts";
import { parseDuration } from "./values/duration.ts";

/** The default address to listen on. Probot's default, `localhost`, may be only ::1 or only 127.0.0.1. */
export const LOOPBACK_ADDRESS = "127.0.0.1";

const text = z.string().trim().min(1);
/** Digits only: 1e3 or 0x10 are probably typing errors. */
const whole = (least: number, most: number) =>
  z.string().trim().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));

/** In milliseconds, from a text such as 30m or 1h. */
const duration = z.string().transform((written, context) => {
  const milliseconds = parseDuration(written.trim());
  if (milliseconds !== null && milliseconds > 0) return milliseconds;
  context.addIssue("no duration");
  return z.NEVER;
});

/** node-postgres also accepts a URL without a host; its parameter `host` names the socket. */
const databaseUrl = text.refine(
  (url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url.replace(/@(?=\/)/, "@localhost")),
);

/** Of a server, without a path; a slash at the end is left out. */
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => URL.canParse(url) && /^\/?$/.test(new URL(url).pathname) && !/[?#@]/.test(url))
  .transform((url) => new URL(url).origin);

const MOST_ACCESS_MS = 300_000;

const environment = z.object({
  APP_ID: whole(1, Number.MAX_SAFE_INTEGER),
  PRIVATE_KEY: text.optional(),
  PRIVATE_KEY_PATH: text.optional(),
  WEBHOOK_SECRET: text,
  WEBHOOK_PATH: text.regex(/^\/\S*$/).default("/api/github/webhooks"),
  HOST: text.regex(/^[\w.:%-]+$/).default(LOOPBACK_ADDRESS),
  PORT: whole(0, 65_535).default(3000),
  GHE_HOST: text.regex(/^[\w.-]+(:\d+)?$/).optional(),
  GHE_PROTOCOL: z.enum(["http", "https"]).default("https"),
  GH_ORG: text.regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/).optional(),
  WEBHOOK_PROXY_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"]).optional(),
  LOG_LEVEL_IN_STRING: z.stringbool().default(false),
  NODE_ENV: z.string().optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATA_DIR: text.default("./data"),
  SWEEP_INTERVAL: duration.default(3_600_000),
  DASHBOARD_DELAY: duration.default(2_000),
  WORKER_CONCURRENCY: whole(1, 64).default(8),
  GITHUB_WRITE_INTERVAL_MS: whole(0, 3_600_000).default(1000),
  CLIENT_ID: text.regex(/^\S+$/).optional(),
  CLIENT_SECRET: text.optional(),
  BASE_URL: origin.optional(),
  BOARD_ADMINS: z
    .string()
    .transform((written) => written.split(/[\s,]+/).filter((login) => login !== ""))
    .pipe(z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)))
    .default([]),
  BOARD_ACCESS_TTL: duration.pipe(z.number().max(MOST_ACCESS_MS)).default(MOST_ACCESS_MS),
});

type Name = keyof typeof environment.shape;

const A_DURATION = "a duration such as 30s, 30m or 1h";

/** Completes "expected …". A setting without an entry accepts any text. */
const EXPECTED: Partial<Record<Name, string>> = {
  APP_ID: "a whole number, the app's id (on its settings page)",
  WEBHOOK_PATH: "a path that begins with /",
  HOST: "an address or a name to listen on, such as 127.0.0.1 or 0.0.0.0",
  PORT: "a whole number from 0 to 65535",
  GHE_HOST: "a host's name, such as github.example.com, without https:// and path, with :port if it has one",
  GHE_PROTOCOL: "https or http",
  GH_ORG: "an organization's name on GitHub, such as octo-org",
  WEBHOOK_PROXY_URL: "the public address of the webhook, such as https://your.host/api/github/webhooks",
  LOG_LEVEL: "trace, debug, info, warn, error, fatal or silent",
  LOG_FORMAT: "json or pretty",
  LOG_LEVEL_IN_STRING: "true or false",
  DATABASE_URL:
    "postgres://user:password@host/database; characters such as # / ? @ in the password are written as %23 %2F %3F %40",
  SWEEP_INTERVAL: A_DURATION,
  DASHBOARD_DELAY: A_DURATION,
  WORKER_CONCURRENCY: "a whole number from 1 to 64",
  GITHUB_WRITE_INTERVAL_MS: "a whole number of milliseconds from 0 to 3600000",
  CLIENT_ID: "the app's client ID (on its settings page)",
  BASE_URL: "the address of this server, such as https://milegate.example.com, without a path",
  BOARD_ADMINS: "logins on GitHub, with commas between them",
  BOARD_ACCESS_TTL: "a duration of 5m at most",
};

/** Their values may be secret, so messages never show them. */
const SECRET: readonly string[] = ["PRIVATE_KEY", "WEBHOOK_SECRET", "DATABASE_URL", "CLIENT_SECRET"] satisfies Name[];
const FOUND_LIMIT = 60;

/** Every variable that the server reads, without those of channels, which are called after them. */
export const SETTING_NAMES: readonly string[] = [...Object.keys(environment.shape), NOTIFY_SECRET];

export const isSettingName = (name: string): boolean => SETTING_NAMES.includes(name) || isChannelSetting(name);

export type ServerSettings = z.infer<typeof environment> & { notify: ChannelSettings };

/** Invalid settings; the message names each, what was expected and where to look. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

const HINTS: Partial<Record<string, string>> = {
  WEBHOOK_SECRET:
    "Set WEBHOOK_SECRET to the secret of the app's webhook (its settings page on GitHub, or `openssl rand -hex 32` and put it in both places). Without it anyone could send events.",
};

/** The settings of the set-up page. */
const setUp = environment.pick({
  HOST: true,
  PORT: true,
  GHE_HOST: true,
  GHE_PROTOCOL: true,
  GH_ORG: true,
  WEBHOOK_PROXY_URL: true,
  NODE_ENV: true,
});

export type SetUpSettings = z.infer<typeof setUp>;

type Variables = Readonly<Record<string, string | undefined>>;

export function readSettings(env: Variables): ServerSettings {
  const { problems, ...notify } = readChannels(withoutEmpty(env));
  const settings = read(environment, env);
  // Each is one line that says all.
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  return { ...settings, notify };
}

/** Throws a `SettingsError` for values that the set-up page would put into URLs unchecked. */
export const readSetUpSettings = (env: Variables): SetUpSettings => read(setUp, env);

/** An empty variable counts as absent, like an unfilled line of `.env`. */
const withoutEmpty = (env: Variables): Variables =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""));

function read<Read>(schema: z.ZodType<Read>, env: Variables): Read {
  const given = withoutEmpty(env);
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path }) => problemOf(String(path[0]), given));
  throw new SettingsError([...problems, ".env.example explains all settings."].join("\n"));
}

function problemOf(name: string, given: Variables): string {
  const hint = HINTS[name] === undefined ? "" : ` ${HINTS[name]}`;
  const value = given[name];
  if (value === undefined) return `${name} is not set.${hint}`;
  const found = SECRET.includes(name) ? "something else" : JSON.stringify(value.slice(0, FOUND_LIMIT));
  const expected = Object.entries(EXPECTED).find(([each]) => each === name)?.[1] ?? "another value";
  return `${name} is not usable: found ${found}, expected ${expected}.${hint}`;
}
