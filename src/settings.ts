// The environment, read once and checked: every setting that the server has.
import { z } from "zod";
import { parseDuration } from "./plan/duration.ts";

const text = z.string().trim().min(1);
const whole = z.coerce.number().int();

/** In milliseconds, from a text such as 30m or 1h. */
const duration = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform((written, context) => {
      const milliseconds = parseDuration(written);
      if (milliseconds !== null && milliseconds > 0) return milliseconds;
      const message = `expected a duration such as 30m or 1h, found ${JSON.stringify(written)}`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });

const environment = z.object({
  APP_ID: z.coerce.number("a whole number, the app's id").int().positive(),
  PRIVATE_KEY: text.optional(),
  PRIVATE_KEY_PATH: text.optional(),
  WEBHOOK_SECRET: text,
  WEBHOOK_PATH: text.startsWith("/").default("/api/github/webhooks"),
  HOST: text.default("localhost"),
  PORT: whole.min(0).max(65_535).default(3000),
  GHE_HOST: text.optional(),
  GHE_PROTOCOL: z.enum(["http", "https"]).default("https"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"]).optional(),
  LOG_LEVEL_IN_STRING: z.stringbool().default(false),
  NODE_ENV: z.string().optional(),
  DATABASE_URL: text.optional(),
  DATA_DIR: text.default("./data"),
  SWEEP_INTERVAL: duration("1h"),
  DASHBOARD_DELAY: duration("2s"),
  WORKER_CONCURRENCY: whole.min(1).max(64).default(8),
  GITHUB_WRITE_INTERVAL_MS: whole.min(0).default(1000),
});

/** Every variable that the server reads. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

export type Settings = z.infer<typeof environment>;

/** A setting that can't be used; the message names each, what is expected and where to look. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

const HINTS: Partial<Record<string, string>> = {
  WEBHOOK_SECRET:
    "Set WEBHOOK_SECRET to the secret of the app's webhook (its settings page on GitHub, or `openssl rand -hex 32` and put it in both places). Without it anybody could send events.",
};

/** An empty variable counts as absent, as in a `.env` whose line is not filled in. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const read = environment.safeParse(given);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const found = given[name] === undefined ? "is not set" : `is not usable: ${message}`;
    return `${name} ${found}.${HINTS[name] === undefined ? "" : ` ${HINTS[name]}`}`;
  });
  throw new SettingsError([...problems, "All settings are explained in .env.example."].join("\n"));
}
