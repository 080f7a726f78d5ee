// The board's pages: whoever is not signed in is sent to sign in, and what one may not see is not there.
import type { Context, Hono } from "hono";
import { isOwnersHome } from "../plan/resolve.ts";
import type { BoardAccess } from "./access.ts";
import type { BoardData } from "./board-data.ts";
import type { CheckedPull } from "./checked-pulls.ts";
import { type BoardFrame, type BoardViewer, boardPage, messagePage } from "./layout.ts";
import { type AccessListing, TokenRefused } from "./listing.ts";
import { type OperationsPort, readOperations } from "./operations.ts";
import { loginPath } from "./own-path.ts";
import { ADMIN_PATH, adminMain, JOBS_PATH } from "./pages/admin.ts";
import { deliveryMain } from "./pages/delivery.ts";
import { homeMain, welcomePage } from "./pages/home.ts";
import { ownerMain } from "./pages/owner.ts";
import { ownerPath, repositoryPath } from "./pages/parts.ts";
import { pullMain } from "./pages/pull.ts";
import { waitingMain } from "./pages/waiting.ts";
import type { RepositoryView } from "./repository-view.ts";
import { isOwnForm, type Session, type Sessions } from "./session.ts";
import { foreignForm } from "./sign-in-routes.ts";
import { deliverySummaries, deliverySummary, isBlocked, waitingRows } from "./summaries.ts";

export type PageNeeds = {
  sessions: Sessions;
  listing: Pick<AccessListing, "access">;
  data: BoardData;
  operations: OperationsPort;
  isAdmin: (login: string) => boolean;
  now: () => Date;
};

/** Who looks, and what they may see. */
type Visit = BoardViewer & { access: BoardAccess };

/** Null: there is no such page, or not for them. */
type View = (visit: Visit, context: Context) => Promise<BoardFrame | null>;

export function boardPages(app: Hono, needs: PageNeeds): void {
  const visitOf = visiting(needs);
  const show = async (context: Context, view: View): Promise<Response> => {
    const visit = await visitOf(context);
    if (visit === null) return context.redirect(loginPath(pathIn(context)), 303);
    const framed = await view(visit, context);
    return framed === null ? missing(context) : context.html(boardPage(visit, framed));
  };
  app.get("/", async (context) => {
    const visit = await visitOf(context);
    return visit === null ? context.html(welcomePage()) : context.html(boardPage(visit, await home(needs, visit)));
  });
  for (const [path, view] of viewsOf(needs)) app.get(path, (context) => show(context, view));
  app.post("*", async (context) => {
    const visit = await visitOf(context);
    const form = await context.req.parseBody();
    if (visit === null || !isOwnForm(visit.session, form["csrf"])) return foreignForm(context);
    if (context.req.path !== JOBS_PATH || !visit.isAdmin) return missing(context);
    return onJob(context, needs, form);
  });
  app.all("*", (context) => show(context, async () => null));
}

function visiting({ sessions, listing, isAdmin }: PageNeeds) {
  return async (context: Context): Promise<Visit | null> => {
    const session = await sessions.read(context);
    if (session === null) return null;
    const access = await accessOf(listing, session);
    if (access === null) sessions.end(context);
    return access === null ? null : { session, access, isAdmin: isAdmin(session.login) };
  };
}

/** Null where GitHub does not know the token any more. */
const accessOf = (listing: PageNeeds["listing"], { token }: Session): Promise<BoardAccess | null> =>
  listing.access(token).catch((error: unknown) => {
    if (error instanceof TokenRefused) return null;
    throw error;
  });

const pathIn = (context: Context): string => {
  const { pathname, search } = new URL(context.req.url);
  return pathname + search;
};

const missing = (context: Context) =>
  context.html(
    messagePage("Not found", "There is nothing at this address, or not for you.", { href: "/", text: "Your board" }),
    404,
  );

const viewsOf = (needs: PageNeeds): readonly (readonly [path: string, view: View])[] => [
  ["/board/:owner", (visit, context) => ownerView(needs, visit, context)],
  ["/board/:owner/:repo", (visit, context) => deliveryView(needs, visit, context)],
  ["/board/:owner/:repo/pull/:number{[0-9]+}", (visit, context) => pullView(needs, visit, context)],
  ["/waiting", (visit, context) => waitingView(needs, visit, context)],
  [ADMIN_PATH, (visit) => adminView(needs, visit)],
];

const BOARD = { text: "Board", href: "/" };

/** As one of the repositories that they see spells it. */
const ownersOf = (access: BoardAccess): string[] =>
  [...access.values()].flatMap((owned) => [...owned.values()].slice(0, 1).map(({ owner }) => owner)).toSorted();

async function home({ data }: PageNeeds, { access }: Visit): Promise<BoardFrame> {
  const rows = [];
  for (const owner of ownersOf(access)) {
    const views = await data.owner(access, owner);
    if (views.length > 0) rows.push({ owner, deliveries: deliverySummaries(views) });
  }
  return { title: "Your organizations", trail: [], main: homeMain(rows) };
}

const spelled = (access: BoardAccess, owner: string): string | null =>
  ownersOf(access).find((each) => each.toLowerCase() === owner.toLowerCase()) ?? null;

async function ownerView({ data, now }: PageNeeds, { access }: Visit, context: Context): Promise<BoardFrame | null> {
  const owner = spelled(access, context.req.param("owner") ?? "");
  if (owner === null) return null;
  const views = await data.owner(access, owner);
  const query = new URL(context.req.url).searchParams;
  const main = ownerMain({ deliveries: deliverySummaries(views), waiting: waitingRows(views), query, now: now() });
  return { title: owner, trail: [BOARD, { text: owner }], main };
}

const viewIn = ({ data }: PageNeeds, access: BoardAccess, context: Context): Promise<RepositoryView | null> =>
  data.repository(access, context.req.param("owner") ?? "", context.req.param("repo") ?? "");

const seesOwners = (access: BoardAccess, { name }: RepositoryView): boolean =>
  [...(access.get(name.owner.toLowerCase())?.keys() ?? [])].some(isOwnersHome);

async function deliveryView(needs: PageNeeds, { access }: Visit, context: Context): Promise<BoardFrame | null> {
  const view = await viewIn(needs, access, context);
  if (view === null) return null;
  const own = deliverySummary(view, [view]);
  const others = await othersIn(needs, access, view, own.repositories);
  const summary = deliverySummaries([view, ...others])[0] ?? own;
  const query = new URL(context.req.url).searchParams;
  const main = deliveryMain({ summary, query, seesOwners: seesOwners(access, view), now: needs.now() });
  return { title: summary.name, trail: trailTo(view, null), main };
}

/** The other repositories of its delivery that they see, too. */
async function othersIn(
  { data }: PageNeeds,
  access: BoardAccess,
  { slug, plan }: RepositoryView,
  slugs: readonly string[],
): Promise<RepositoryView[]> {
  if (plan.delivery === null) return [];
  const found: RepositoryView[] = [];
  for (const other of slugs.filter((each) => each.toLowerCase() !== slug.toLowerCase())) {
    const [owner = "", name = ""] = other.split("/");
    const view = await data.repository(access, owner, name);
    if (view?.plan.delivery?.id === plan.delivery.id) found.push(view);
  }
  return found;
}

const trailTo = (view: RepositoryView, leaf: string | null): BoardFrame["trail"] => {
  const [owner = "", name = ""] = view.slug.split("/");
  const begin = [BOARD, { text: owner, href: ownerPath(owner) }];
  return leaf === null
    ? [...begin, { text: name }]
    : [...begin, { text: name, href: repositoryPath(view) }, { text: leaf }];
};

async function pullView(needs: PageNeeds, { access }: Visit, context: Context): Promise<BoardFrame | null> {
  const view = await viewIn(needs, access, context);
  const number = Number(context.req.param("number"));
  const checked = view?.pulls?.find(({ pull }) => pull.number === number);
  if (view === null || checked === undefined) return null;
  const title = `#${number} ${checked.pull.title}`;
  return { title, trail: trailTo(view, `#${number}`), main: pullMain(view, checked, seesOwners(access, view)) };
}

async function waitingView(
  { data, now }: PageNeeds,
  { access, session }: Visit,
  context: Context,
): Promise<BoardFrame> {
  const views: RepositoryView[] = [];
  for (const owner of ownersOf(access)) views.push(...(await data.owner(access, owner)));
  const blocked = views.flatMap((view) =>
    (view.pulls ?? [])
      .filter((checked) => isBlocked(checked) && isBy(checked, session))
      .map((pull) => ({ view, pull })),
  );
  const query = new URL(context.req.url).searchParams;
  const main = waitingMain({ rows: waitingRows(views), access, login: session.login, blocked, query, now: now() });
  return { title: "Waiting for you", trail: [BOARD, { text: "Waiting" }], main };
}

/** By the account's number where the host tells it: a login may become somebody else's. */
const isBy = ({ pull: { author } }: CheckedPull, { id, login }: Session): boolean =>
  author !== null && (author.id === undefined ? author.login.toLowerCase() === login.toLowerCase() : author.id === id);

async function adminView({ operations }: PageNeeds, { isAdmin, session }: Visit): Promise<BoardFrame | null> {
  if (!isAdmin) return null;
  const main = adminMain(await readOperations(operations), session.csrf);
  return { title: "Operations", trail: [BOARD, { text: "Operations" }], main };
}

async function onJob(
  context: Context,
  { operations }: PageNeeds,
  { id, action }: Record<string, unknown>,
): Promise<Response> {
  if (typeof id !== "string" || (action !== "retry" && action !== "discard")) return missing(context);
  await operations[action](id);
  return context.redirect(ADMIN_PATH, 303);
}
