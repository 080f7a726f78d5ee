// Old addresses of what was renamed or transferred: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
import type { Context } from "hono";
import { GitHubError, type Repository } from "../model.ts";
import { fullName } from "../views/repository.ts";

/** 301 for reads; 307 for writes, which have to be repeated as they are. */
function moved(context: Context, path: string): GitHubError {
  const url = new URL(context.req.url);
  url.pathname = path;
  const isRead = context.req.method === "GET" || context.req.method === "HEAD";
  return new GitHubError(isRead ? 301 : 307, "Moved Permanently", undefined, String(url));
}

const PREFIX = /^\/api\/v3\/repos\/[^/]+\/[^/]+/;

/** The same below the repository's address of today. */
export const repositoryMoved = (context: Context, repository: Repository): GitHubError =>
  moved(context, context.req.path.replace(PREFIX, `/api/v3/repos/${fullName(repository)}`));

/** Throws where the issue of the path was transferred; what is below its old address moved with it. */
export function checkTransferred(context: Context, { transferred }: Repository): void {
  const [, number, rest = ""] = /\/issues\/(\d+)((?:\/.*)?)$/.exec(context.req.path) ?? [];
  const to = transferred.get(Number(number));
  if (to === undefined) return;
  throw moved(context, `/api/v3/repos/${fullName(to.repository)}/issues/${to.number}${rest}`);
}
