// Who looks at the page, at what, and what they may do there.
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { html } from "hono/html";
import type { Deliveries } from "../deliveries.ts";
import type { Where } from "../events.ts";
import type { Traffic } from "../faults.ts";
import type { Registrar } from "../manifest.ts";
import { GitHubError, type Repository, type World, type WorldItem } from "../model.ts";
import type { Account, Role } from "../model-accounts.ts";
import { hasRole, roleOf } from "../roles.ts";
import { findRepository, notFound } from "../world.ts";
import type { AppGuide, GuideFile } from "./guide.ts";

export type Html = ReturnType<typeof html>;

/** What the page is made from: the sandbox as it runs. */
export type Running = { world: World; deliveries: Deliveries; traffic: Traffic; registrar: Registrar };

/** What the page shows: the sandbox, and what there is to say of the app. */
export type Shown = Running & { guide: AppGuide };

export type Visit = Shown & {
  viewer: Account;
  path: string;
  /** What GitHub just refused, in its words. */
  refusal: string | null;
};

export const COOKIE = "sandbox-person";

/** People are chosen, not logged in: the page is a stage for one person with many roles. */
export function visitOf(shown: Shown, context: Context, refusal: string | null = null): Visit {
  const { users } = shown.world;
  const viewer = users.find(({ login }) => login === getCookie(context, COOKIE)) ?? users[0];
  if (viewer === undefined) throw notFound();
  const url = new URL(context.req.url);
  return { ...shown, viewer, path: url.pathname + url.search, refusal };
}

export type VisitPlace = { visit: Visit; repository: Repository };

/** A repository that the viewer sees. */
export function placeOf(visit: Visit, context: Context): VisitPlace {
  const repository = findRepository(visit.world, context.req.param("owner") ?? "", context.req.param("repo") ?? "");
  if (repository === undefined || roleOf(repository, visit.viewer) === null) throw notFound();
  return { visit, repository };
}

export const visitWhere = ({ visit, repository }: VisitPlace): Where => ({
  world: visit.world,
  repository,
  actor: { account: visit.viewer, installation: null },
});

/** The file that configures the app; GitHub's 404 where the page has none. */
export function fileOf({ visit }: VisitPlace): GuideFile {
  if (visit.guide.file === undefined) throw notFound();
  return visit.guide.file;
}

export const may = ({ visit, repository }: VisitPlace, role: Role): boolean => hasRole(repository, visit.viewer, role);

/** Authors may close and edit what is theirs, whatever their role. */
export const mayEdit = (place: VisitPlace, item: WorldItem): boolean =>
  may(place, "triage") || item.author === place.visit.viewer;

export function demand(place: VisitPlace, role: Role): void {
  if (may(place, role)) return;
  const { visit, repository } = place;
  const { login } = visit.viewer;
  throw new GitHubError(403, `${login} needs the role ${role} here, and has ${roleOf(repository, visit.viewer)}.`);
}

export const homeOf = ({ owner, name }: Repository): string => `/${owner.login}/${name}`;

export const itemPath = (repository: Repository, { kind, number }: Pick<WorldItem, "kind" | "number">): string =>
  `${homeOf(repository)}/${kind === "pull" ? "pull" : "issues"}/${number}`;
