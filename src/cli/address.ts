// Repositories and pull requests as people write them at a terminal: OWNER/REPO, OWNER/REPO#NUMBER, or GitHub's URLs.
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";

export type RepositoryTarget = { owner: string; name: string };
export type PullTarget = RepositoryTarget & { number: number };
/** One repository, or all of an owner. */
export type OwnerTarget = { kind: "owner"; owner: string };
export type PlanTarget = OwnerTarget | ({ kind: "repository" } & RepositoryTarget);

export const STATUS_ARGUMENT = {
  name: "<repository>",
  description: "OWNER/REPO, or OWNER/DELIVERY for a delivery of the owner's file, or the repository's URL on GitHub",
};
export const PLAN_ARGUMENT = {
  name: "<repository>",
  description: "OWNER/REPO, or OWNER for all of an owner's repositories, or the URL of either on GitHub",
};
export const PULL_ARGUMENT = { name: "<pull-request>", description: "OWNER/REPO#NUMBER, or its URL on GitHub" };

const REPOSITORY = /^([A-Za-z0-9_-]+)\/([A-Za-z0-9._-]+)$/;
const NUMBER = /^[1-9]\d{0,8}$/;

/** Throws a `UsageError` if the text is not a repository, or one on another host than `GHE_HOST`. */
export function parseRepository(written: string | undefined, { env }: Pick<CliIo, "env">): RepositoryTarget {
  const given = written ?? "";
  const path = pathOf(given, env);
  const target = targetOf(path === null ? given : repositoryIn(path));
  if (target !== null) return target;
  throw new UsageError(
    `expected a repository as OWNER/REPO or as its URL (https://${hostOf(env)}/OWNER/REPO), found "${given}".`,
  );
}

const OWNER = /^[A-Za-z0-9_-]+$/;

/** An organization's URL may have `/orgs/` before its name. Throws a `UsageError` if the text is neither a repository nor an owner. */
export function parsePlanTarget(written: string | undefined, io: Pick<CliIo, "env">): PlanTarget {
  const given = written ?? "";
  const [first = "", ...rest] = pathOf(given, io.env) ?? [given];
  const owner = first === "orgs" && rest[0] !== undefined ? rest[0] : rest.length === 0 ? first : "";
  if (OWNER.test(owner)) return { kind: "owner", owner };
  return { kind: "repository", ...parseRepository(given, io) };
}

/** Throws a `UsageError` if the text is not a pull request. GitHub redirects `/issues/5` to the pull request of that number. */
export function parsePullRequest(written: string | undefined, { env }: Pick<CliIo, "env">): PullTarget {
  const given = written ?? "";
  const path = pathOf(given, env);
  const [, short = "", digits = ""] = /^(.+)#(.+)$/.exec(given) ?? [];
  const target = path === null ? numbered(short, digits) : numbered(repositoryIn(path), inList(path[2]) ? path[3] : "");
  if (target !== null) return target;
  throw new UsageError(
    `expected a pull request as OWNER/REPO#NUMBER or as its URL (https://${hostOf(env)}/OWNER/REPO/pull/NUMBER), found "${given}".`,
  );
}

export const formatRepository = ({ owner, name }: RepositoryTarget): string => `${owner}/${name}`;

/** A clone URL ends in `.git`. */
const repositoryIn = (path: readonly string[]): string =>
  path
    .slice(0, 2)
    .join("/")
    .replace(/\.git$/, "");

const inList = (list: string | undefined): boolean => list === "pull" || list === "issues";

function targetOf(written: string): RepositoryTarget | null {
  const [, owner, name] = REPOSITORY.exec(written) ?? [];
  return owner === undefined || name === undefined ? null : { owner, name };
}

function numbered(repository: string, digits: string | undefined): PullTarget | null {
  const target = targetOf(repository);
  return target === null || !NUMBER.test(digits ?? "") ? null : { ...target, number: Number(digits) };
}

const hostOf = (env: CliIo["env"]): string => env["GHE_HOST"]?.trim().toLowerCase() || "github.com";

/** The parts of a URL's path; null if the text is not a URL. */
function pathOf(written: string, env: CliIo["env"]): string[] | null {
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return null;
  const { host, pathname } = new URL(written);
  const expected = hostOf(env);
  if (host.replace(/^www\.(?=github\.com$)/, "") !== expected) throw new UsageError(otherHost(host, expected));
  return pathname.split("/").filter((part) => part !== "");
}

/** The token belongs to one host; a URL must not send it to another. */
const otherHost = (host: string, expected: string): string =>
  `this URL is on ${host}, but the command uses ${expected}. Set GHE_HOST to the host of your GITHUB_TOKEN, or unset it for github.com.`;
