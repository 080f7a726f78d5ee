// GitHub for the command line: a person's own token, and the same readings that the app decides from.
import { Octokit } from "@octokit/rest";
import { enterpriseUrl } from "../github/base-url.ts";
import type { Reader } from "../github/port.ts";
import { repositoryWith, silentLog } from "../github/with-token.ts";
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";
import { explainRefusal, type GitHubCaller } from "./refusal.ts";
import { type OptionValues, optionText } from "./subcommand.ts";

export type RepositoryTarget = { owner: string; name: string };

export const REPOSITORY_ARGUMENT = { name: "<repository>", description: "as OWNER/REPO" };

/** Which app's labels, checks and reviews count as Milegate's own. */
export const APP_OPTION = { flags: "--app <slug>", description: "the app's slug on GitHub", default: "milegate" };

/** A private app is not shown to everybody; its number stands on its settings page. */
export const APP_ID_OPTION = { flags: "--app-id <number>", description: "the app's numeric id, where it is private" };

const NAME = /^([A-Za-z0-9_-]+)\/([A-Za-z0-9._-]+)$/;

export function parseRepository(written: string | undefined): RepositoryTarget {
  const [, owner, name] = NAME.exec(written ?? "") ?? [];
  if (owner === undefined || name === undefined)
    throw new UsageError(`expected a repository as OWNER/REPO, found "${written ?? ""}".`);
  return { owner, name };
}

const HOST = /^[A-Za-z0-9.-]+(:\d{1,5})?$/;

/** `GHE_HOST` and `GHE_PROTOCOL` as the server reads them. */
export function apiBaseUrl({ env }: Pick<CliIo, "env">): string {
  const host = env["GHE_HOST"]?.trim() ?? "";
  const protocol = env["GHE_PROTOCOL"]?.trim() || "https";
  if (host === "") return "https://api.github.com";
  if (!HOST.test(host))
    throw new UsageError(`GHE_HOST takes a host's name, such as github.example.com, found "${host}".`);
  if (protocol !== "https" && protocol !== "http")
    throw new UsageError(`GHE_PROTOCOL takes https or http, found "${protocol}".`);
  return enterpriseUrl(protocol, host);
}

/** What can't be in a header would be told in an error, and with it the token. */
function tokenOf({ env }: Pick<CliIo, "env">): string {
  const token = env["GITHUB_TOKEN"]?.trim() ?? "";
  if (token === "")
    throw new UsageError(
      "GITHUB_TOKEN is not set. Set it to a personal access token that may read the repository (`gh auth token` prints yours).",
    );
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new UsageError(
      "GITHUB_TOKEN holds a character that no token has, such as a space or a line end. Copy it again.",
    );
  return token;
}

function octokitOf(io: CliIo): Octokit {
  const settings = { baseUrl: apiBaseUrl(io), userAgent: "milegate-cli", log: silentLog };
  return new Octokit({ ...settings, auth: tokenOf(io), request: { fetch: impatient } });
}

/** GitHub itself gives up after ten seconds. */
const TIMEOUT_MS = 30_000;

const impatient: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });

/** Reads a repository as the app would. Rejects with a `UsageError` where GitHub refuses, in words that say what to do. */
export async function readRepository<Result>(
  io: CliIo,
  target: RepositoryTarget,
  options: OptionValues,
  read: (reader: Reader, name: string) => Promise<Result>,
): Promise<Result> {
  const name = `${target.owner}/${target.name}`;
  const work = async () => read(await readerOf(io, target, options), name);
  return answerOrRefusal(io, { with: "GITHUB_TOKEN", repository: name }, io.progress(`reading ${name}`, work()));
}

/** What GitHub answers, or a `UsageError` that says why it does not. */
export const answerOrRefusal = <Result>(
  io: CliIo,
  asking: Pick<GitHubCaller, "with" | "repository">,
  answer: Promise<Result>,
): Promise<Result> =>
  answer.catch((error: unknown) => {
    const refusal = explainRefusal(error, { ...asking, host: apiBaseUrl(io) }, new Date());
    throw refusal === null ? error : new UsageError(refusal, { cause: error });
  });

async function readerOf(io: CliIo, target: RepositoryTarget, options: OptionValues): Promise<Reader> {
  const octokit = octokitOf(io);
  const self = optionText(options["app"]) ?? "milegate";
  const appId = idOf(optionText(options["appId"])) ?? (await publicId(octokit, self));
  return repositoryWith(octokit, { appId, self }, { ...target, installation: 0 }).read;
}

function idOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (!/^\d{1,10}$/.test(written)) throw new UsageError(`--app-id takes a number, found "${written}".`);
  return Number(written);
}

/** The numeric id tells the app's checks from others'. */
async function publicId(octokit: Octokit, slug: string): Promise<number> {
  const { data: app } = await octokit.rest.apps.getBySlug({ app_slug: slug }).catch((error: unknown) => {
    if (!(error instanceof Error && "status" in error && error.status === 404)) throw error;
    throw new UsageError(`GitHub shows no app "${slug}" to your token; name yours with --app, or give --app-id.`);
  });
  if (app === null) throw new Error(`GitHub did not say which app "${slug}" is.`);
  return app.id;
}
