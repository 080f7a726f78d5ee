// The log: lines of JSON, or of text on a terminal, without secrets.
import { AsyncLocalStorage } from "node:async_hooks";
import { type DestinationStream, type Logger, pino } from "pino";
import { prettyFactory } from "pino-pretty";
import type { ServerSettings } from "../settings.ts";

type LogSettings = Pick<ServerSettings, "LOG_LEVEL" | "LOG_FORMAT" | "NODE_ENV" | "LOG_LEVEL_IN_STRING"> & {
  WEBHOOK_SECRET?: string;
};

const context = new AsyncLocalStorage<object>();

/** Every line that is logged during `run` has these fields. */
export const withLogFields = <Result>(fields: object, run: () => Promise<Result>): Promise<Result> =>
  context.run(fields, run);

/** `out` receives the finished lines; the default is standard output. */
export function makeLog(settings: LogSettings, out: DestinationStream = pino.destination(1)): Logger {
  const { LOG_LEVEL, LOG_FORMAT, NODE_ENV, LOG_LEVEL_IN_STRING } = settings;
  const isPretty =
    LOG_FORMAT === undefined ? NODE_ENV !== "production" && process.stdout.isTTY : LOG_FORMAT === "pretty";
  const pretty = isPretty ? prettyFactory({ colorize: process.stdout.isTTY, ignore: "pid,hostname" }) : null;
  const clean = scrubber(settings.WEBHOOK_SECRET);
  return pino(
    {
      name: "milegate",
      level: LOG_LEVEL,
      mixin: () => context.getStore() ?? {},
      serializers: { err: (error: unknown) => plain(error), error: (error: unknown) => plain(error) },
      ...(LOG_LEVEL_IN_STRING && { formatters: { level: (level: string) => ({ level }) } }),
    },
    { write: (line) => out.write(clean(pretty === null ? line : (pretty(line) ?? ""))) },
  );
}

/** Tokens, keys, and passwords in connection strings, anywhere in a line. */
const SECRETS =
  /\bgh[a-z]_\w{10,}|\bgithub_pat_\w{10,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+|-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)|(?<=:\/\/[^\s:/@"]*:)[^\s@"/]+(?=@)/gs;

export const redactSecrets = (text: string): string => text.replace(SECRETS, "[redacted]");

function scrubber(secret: string | undefined): (line: string) => string {
  const known = secret !== undefined && secret.length >= 8 ? secret : null;
  return (line) => {
    const clean = redactSecrets(line);
    return known === null ? clean : clean.replaceAll(known, "[redacted]");
  };
}

const DEEPEST = 3;

/** The useful part of an error: Octokit's errors hold whole requests and answers. */
function plain(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const status = "status" in error ? { status: error.status } : {};
  const deeper = cause === undefined || depth === DEEPEST ? {} : { cause: plain(cause, depth + 1) };
  return { type: name, message, ...status, ...requestOf(error), stack, ...deeper };
}

function requestOf(error: object): object {
  if (!("request" in error) || typeof error.request !== "object" || error.request === null) return {};
  const { request } = error;
  return "method" in request && "url" in request ? { request: `${request.method} ${request.url}` } : {};
}
