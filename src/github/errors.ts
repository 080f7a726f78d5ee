// GitHub's refusals, told apart by what has to happen next.
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";

/** `lag`: reads may not show yet what the app has created. */
export type LimitCause = "limit" | "pace" | "reserve" | "lag";

/** The repository is not there, or the installation does not see it any more: nothing is to be done. */
export class RepositoryGone extends Error {
  override name: string = "RepositoryGone";
}

/** No repository of the installation is there any more. */
export class InstallationGone extends RepositoryGone {
  override name = "InstallationGone";
}

/**
 * Come again at `until`: GitHub said so (`limit`), too many others wait for their turn to write (`pace`), or what is left of the hour's
 * budget is for gates and commands (`reserve`).
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export class RateLimited extends Error {
  override name = "RateLimited";
  /** By the steady clock (`steady-clock.ts`). */
  readonly until: Date;
  readonly by: LimitCause;
  constructor(until: Date, message: string, by: LimitCause = "limit") {
    super(message);
    this.until = until;
    this.by = by;
  }
}

/** An answer that is none: cut off, or a page of a proxy. It may be better next time. */
export class BrokenAnswer extends Error {
  override name = "BrokenAnswer";
}

/**
 * The server's schema lacks a field that a document needs: asking again does not help, and waiting does not either. The message names
 * the fields.
 */
export class MissingField extends Error {
  override name = "MissingField";
}

/** GraphQL says within a 200 that it was not able to: with a type for some of it, in words for the rest. */
const OUT_TYPES = new Set(["INTERNAL", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"]);
const OUT_WORDS = /something went wrong|timed out|timeout|temporarily unavailable|internal (server )?error/i;

/**
 * GitHub, or the way to it, is out: what was asked may be right, and will be answered another time. Octokit gives what never got an
 * answer (a name that is not resolved, a reset, a time-out) the status 500.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof BrokenAnswer) return true;
  if (error instanceof RequestError) return error.status >= 500 || error.status === 408;
  if (!(error instanceof GraphqlResponseError)) return false;
  const errors: { type?: string; message: string }[] = error.errors ?? [];
  return errors.some(({ type, message }) => OUT_TYPES.has(type ?? "") || OUT_WORDS.test(message));
}

/** Forbidden, gone, disabled or invalid: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
const REFUSALS = new Set([403, 404, 410, 422]);

/** What GitHub says where it refuses a write for good; null for what may pass (limits come as `RateLimited`). */
export const refusalOf = (error: unknown): { status: number; message: string } | null =>
  error instanceof RequestError && REFUSALS.has(error.status) ? { status: error.status, message: error.message } : null;

/** Whatever else is asked of the repository now would be refused in the same way. */
export const concernsAll = (error: unknown): boolean =>
  isOutage(error) || error instanceof RateLimited || error instanceof RepositoryGone;
