// What every REST route has in common: who asks, where, with which right; bodies, pages and errors as GitHub answers them.
import { createHash } from "node:crypto";
import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import type { Tokens } from "../auth.ts";
import type { Where } from "../events.ts";
import { isGranted } from "../grants.ts";
import { readerOf } from "../lag/replica.ts";
import { GitHubError, type Installation, type Repository, type World } from "../model.ts";
import type { Role } from "../model-accounts.ts";
import { hasRole } from "../roles.ts";
import { findRepository, formerRepository, notFound } from "../world.ts";
import { checkTransferred, repositoryMoved } from "./redirects.ts";

export type Rest = { world: World; tokens: Tokens; app: Hono };

type Permission = keyof World["app"]["permissions"] & string;
/** What a route asks for: a permission of the app's (any of several), or a role of a person's. */
export type Right = {
  permission: readonly Permission[];
  access: "read" | "write";
  role: Role;
  /** Where it is public, whoever has a token reads it, an app that is not installed there, too. */
  isForAll: boolean;
};

export const READ = (...permission: Permission[]): Right => ({
  permission,
  access: "read",
  role: "read",
  isForAll: true,
});
/** What GitHub shows nobody "if only public resources are requested". */
export const READ_WITHIN = (...permission: Permission[]): Right => ({ ...READ(...permission), isForAll: false });
export const WRITE = (role: Role, ...permission: Permission[]): Right => ({
  permission,
  access: "write",
  role,
  isForAll: false,
});

export async function body<Shape extends z.ZodType>(context: Context, shape: Shape): Promise<z.infer<Shape>> {
  const text = await context.req.text();
  let value: unknown;
  try {
    value = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new GitHubError(400, "Problems parsing JSON");
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new GitHubError(
    422,
    `Invalid request.\n\n${read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n")}`,
  );
}

/** The repository of the path, and who acts there; 404 where it is not theirs to see, 403 where they may not. */
export async function whereOf({ world, tokens }: Rest, context: Context, right: Right): Promise<Where> {
  const caller = await tokens.caller(context.req.header("authorization"));
  const repository = findRepository(world, param(context, "owner"), param(context, "repo"));
  if (caller.kind === "app") throw new GitHubError(403, "Resource not accessible by integration");
  const { actor } = caller;
  if (repository === undefined) throw elsewhere(world, context);
  if (actor.installation === null) {
    if (!hasRole(repository, actor.account, "read")) throw notFound();
    if (!hasRole(repository, actor.account, right.role))
      throw new GitHubError(403, "Must have push access to repository");
  } else checkInstallation(world, actor.installation, repository, right);
  if (repository.archived && right.access === "write")
    throw new GitHubError(403, "Repository was archived so is read-only.");
  checkTransferred(context, repository);
  return right.access === "read" ? shownWhere({ world, repository, actor }) : { world, repository, actor };
}

/** Where it is installed, an app needs the permission for what is public, too, so that it asks for what it needs where it is not. */
function checkInstallation(world: World, installation: Installation, repository: Repository, right: Right): void {
  const isWithin = installation.repositories.includes(repository);
  if (!isWithin && repository.private) throw notFound();
  if (!isWithin && right.isForAll) return;
  if (!isWithin || !right.permission.some((each) => isGranted(world, installation, each, right.access)))
    throw new GitHubError(403, "Resource not accessible by integration");
}

/** Answers with the new address. The client signs in again there. */
function elsewhere(world: World, context: Context): GitHubError {
  const former = formerRepository(world, param(context, "owner"), param(context, "repo"));
  return former === undefined ? notFound() : repositoryMoved(context, former);
}

/** Reads may be behind; what they don't show yet is not found. */
function shownWhere(where: Where): Where {
  const reader = readerOf(where);
  const repository = reader.world.repositories.find(({ id }) => id === where.repository.id);
  if (repository === undefined) throw notFound();
  return { ...reader, repository };
}

export async function asApp({ tokens }: Rest, context: Context): Promise<void> {
  const caller = await tokens.caller(context.req.header("authorization"));
  if (caller.kind !== "app") throw new GitHubError(401, "A JSON web token could not be decoded");
}

export function installationOrNotFound(world: World, id: number): Installation {
  const installation = world.installations.find((each) => each.id === id);
  if (installation === undefined) throw notFound();
  return installation;
}

export const param = (context: Context, name: string): string => decodeURIComponent(context.req.param(name) ?? "");

export function numberParam(context: Context, name: string): number {
  const number = Number(context.req.param(name));
  if (!Number.isInteger(number)) throw notFound();
  return number;
}

const LAST_PAGE_SIZE = 100;

/** A page of a list. */
export const paged = <Item>(context: Context, items: readonly Item[], view: (item: Item) => object): Response =>
  context.json(pageOf(context, items).map(view));

/** A page of a list within an object that also has the list's length. */
export const listed = <Item>(
  context: Context,
  name: string,
  items: readonly Item[],
  view: (item: Item) => object,
  more: object = {},
): Response => context.json({ total_count: items.length, ...more, [name]: pageOf(context, items).map(view) });

/** Sets GitHub's Link header. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function pageOf<Item>(context: Context, items: readonly Item[]): Item[] {
  const size = Math.min(LAST_PAGE_SIZE, Math.max(1, Number(context.req.query("per_page") ?? 30) || 30));
  const page = Math.max(1, Number(context.req.query("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const linkTo = (to: number, rel: string): string => {
    const url = new URL(context.req.url);
    url.searchParams.set("page", String(to));
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(page - 1, "prev"), linkTo(1, "first")] : []),
    ...(page < last ? [linkTo(page + 1, "next"), linkTo(last, "last")] : []),
  ];
  if (links.length > 0) context.header("link", links.join(", "));
  return items.slice((page - 1) * size, page * size);
}

export function refusedAnswer(context: Context, error: unknown): Response {
  if (!(error instanceof GitHubError)) throw error;
  const { status, message, errors, location } = error;
  const answer = {
    message,
    ...(errors === undefined ? {} : { errors }),
    ...(location === undefined ? {} : { url: location }),
    documentation_url: "https://docs.github.com/rest",
    status: String(status),
  };
  return context.json(answer, status as ContentfulStatusCode, location === undefined ? {} : { location });
}

/** What has not changed is answered with 304, which costs nothing of the limit. */
export async function conditional(context: Context, next: () => Promise<void>): Promise<void> {
  await next();
  if (context.req.method !== "GET" || context.res.status !== 200) return;
  const etag = `"${createHash("sha256")
    .update(await context.res.clone().text())
    .digest("hex")}"`;
  if (context.req.header("if-none-match") === etag)
    context.res = new Response(null, { status: 304, headers: { etag } });
  else context.res.headers.set("etag", etag);
}
