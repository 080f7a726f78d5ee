// Explains GitHub's refusals at a terminal: the fact, then the next step.
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import { BrokenAnswer, isOutage, RepositoryGone } from "../github/errors.ts";
import { type Headers, limitIn, limitOf } from "../github/limits.ts";
import { moment } from "../review/words.ts";
import { UsageError } from "./exit.ts";
import { apiBaseUrl } from "./host.ts";
import type { CliIo } from "./io.ts";

/** The credentials' variables, the host, and the repository, if it is about one. */
type GitHubCaller = { with: string; host: string; repository: string | null };

/** GitHub's answer, or a `UsageError` that explains the refusal. */
export const answerOrRefusal = <Result>(
  io: CliIo,
  caller: Pick<GitHubCaller, "with" | "repository">,
  answer: Promise<Result>,
): Promise<Result> =>
  answer.catch((error: unknown) => {
    const refusal = explainRefusal(error, { ...caller, host: apiBaseUrl(io) }, new Date());
    throw refusal === null ? error : new UsageError(refusal, { cause: error });
  });

/** Why GitHub refuses this one repository; null if the error concerns more than that, such as a limit, an outage or the token. */
export function repositoryRefusal(io: CliIo, error: unknown, repository: string): string | null {
  const asking = { with: "GITHUB_TOKEN", host: apiBaseUrl(io), repository };
  for (const read of [limited, unauthorized, unavailable]) if (read(error, asking, new Date()) !== null) return null;
  return explainRefusal(error, asking, new Date());
}

/** Null for errors that do not come from GitHub. */
function explainRefusal(error: unknown, asking: GitHubCaller, now: Date): string | null {
  for (const read of [gone, limited, unauthorized, singleSignOn, unavailable, forbidden]) {
    const found = read(error, asking, now);
    if (found !== null) return found;
  }
  return error instanceof RequestError || error instanceof GraphqlResponseError
    ? `GitHub at ${asking.host} refused: ${said(error)}`
    : null;
}

type Reading = (error: unknown, asking: GitHubCaller, now: Date) => string | null;

/** GitHub gives the same answer for missing and for invisible repositories. */
const gone: Reading = (error, asking) =>
  error instanceof RepositoryGone
    ? `${asking.with} can't see a repository ${asking.repository ?? "of that name"}. Check its name. If it is private, the token needs access to it.`
    : null;

const limited: Reading = (error, _asking, now) => {
  const limit =
    limitOf(error, "core", now.getTime()) ??
    (error instanceof GraphqlResponseError
      ? limitIn({ errors: error.errors }, error.headers as Headers, now.getTime())
      : null);
  if (limit === null) return null;
  const when = limit.until === null ? "in a few minutes" : `after ${moment(new Date(limit.until))}`;
  return `GitHub's rate limit is used up. Try again ${when}.`;
};

const unauthorized: Reading = (error, asking) =>
  error instanceof RequestError && error.status === 401
    ? `GitHub at ${asking.host} does not accept ${asking.with} (${said(error)}). It may be mistyped, expired or revoked; set a valid one.`
    : null;

const samlErrors = z.array(z.object({ extensions: z.object({ saml_failure: z.literal(true) }) })).min(1);

/** REST sends the page for the authorization in a header; GraphQL marks its error. */
const singleSignOn: Reading = (error, asking) => {
  const header = error instanceof RequestError ? String(error.response?.headers["x-github-sso"] ?? "") : "";
  const isMarked = error instanceof GraphqlResponseError && samlErrors.safeParse(error.errors).success;
  if (!isMarked && header === "" && !/SAML enforcement/i.test(said(error))) return null;
  const [, url] = /url=(\S+)/.exec(header) ?? [];
  const where = url ?? "your token's page on GitHub, under Configure SSO";
  return `the organization requires single sign-on, and ${asking.with} is not authorized for it. Authorize it: ${where}.`;
};

/** If there was no answer, Octokit's error has the status 500 and no response. */
const unavailable: Reading = (error, { host }) => {
  if (!isOutage(error)) return null;
  if (error instanceof RequestError && error.response === undefined)
    return `GitHub at ${host} can't be reached (${reasonOf(error)}). Check the network, a proxy and GHE_HOST.`;
  const what = error instanceof BrokenAnswer ? "its answer is cut off or not JSON" : said(error);
  return `GitHub at ${host} is unavailable (${what}). Try again later; https://www.githubstatus.com shows its state.`;
};

/** The system's code (ENOTFOUND, ECONNREFUSED) is on the cause of the error of `fetch`. */
function reasonOf(error: RequestError): string {
  const code: unknown = Object(Object(error.cause).cause).code;
  return typeof code === "string" ? code : said(error);
}

const forbidden: Reading = (error, asking) => {
  const isForbidden =
    (error instanceof RequestError && error.status === 403) ||
    (error instanceof GraphqlResponseError && (error.errors ?? []).some(({ type }) => type === "FORBIDDEN"));
  return isForbidden
    ? `${asking.with} lacks a permission (${said(error)}). A fine-grained token needs read access to actions, contents, deployments, issues and pull requests.`
    : null;
};

/** GitHub's message, without the link to its documentation. */
function said(error: unknown): string {
  const message =
    error instanceof GraphqlResponseError ? error.errors?.[0]?.message : error instanceof Error ? error.message : "";
  const [line = ""] = (message ?? "").split("\n", 1);
  return line.replace(/ - https?:\S+$/, "");
}
