// The log: JSON lines, with everything secret taken out.
import { type Logger, pino } from "pino";

/** Probot's HTTP log carries request headers, and errors of Octokit carry requests. */
const SECRET = [
  "req.headers",
  "res.headers",
  "err.request.headers",
  "err.response.headers",
  "*.privateKey",
  "*.secret",
  "*.token",
];

export function makeLog({ LOG_LEVEL }: { LOG_LEVEL: string }): Logger {
  return pino({ name: "milegate", level: LOG_LEVEL, redact: { paths: SECRET, censor: "[redacted]" } });
}
