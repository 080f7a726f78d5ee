// The page's addresses: what each shows, and what each form does.
import type { Context, Hono } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { runOrNotFound } from "../actions/checks.ts";
import { itemOrNotFound } from "../actions/items.ts";
import { milestoneOrNotFound } from "../actions/milestones.ts";
import { GitHubError } from "../model.ts";
import { notFound } from "../world.ts";
import { appFilePage } from "./app-file.ts";
import { blobPage } from "./blob.ts";
import { runPage } from "./checks.ts";
import { itemPage } from "./conversation.ts";
import * as forms from "./forms.ts";
import { type AppGuide, fileAddress } from "./guide.ts";
import { type Framed, page } from "./layout.ts";
import { list } from "./lists.ts";
import { milestoneList, milestonePage } from "./milestones.ts";
import { account, home, overview } from "./overview.ts";
import { settingsPage } from "./settings.ts";
import { settled } from "./settled.ts";
import { fileOf, placeOf, type Shown, type Visit, type VisitPlace, visitOf, visitWhere } from "./visit.ts";

const show = (context: Context, visit: Visit, framed: Framed, status: ContentfulStatusCode = 200) =>
  context.html(page(visit, framed), status);

type View = (place: VisitPlace, context: Context) => Framed;

const number = (context: Context): number => Number(context.req.param("number"));
const stateOf = (context: Context): "open" | "closed" => (context.req.query("state") === "closed" ? "closed" : "open");

const itemView: View = (place, context) => {
  const item = itemOrNotFound(place, number(context));
  const tab = item.kind === "pull" ? "pulls" : "issues";
  return { title: `${item.title} #${item.number}`, tab, main: itemPage(place, item) };
};

const overviewView: View = (place) => ({ title: place.repository.name, tab: "overview", main: overview(place) });
const issuesView: View = (place, context) => ({
  title: "Issues",
  tab: "issues",
  main: list(place, "issue", stateOf(context)),
});
const pullsView: View = (place, context) => ({
  title: "Pull requests",
  tab: "pulls",
  main: list(place, "pull", stateOf(context)),
});
const milestonesView: View = (place) => ({ title: "Milestones", tab: "milestones", main: milestoneList(place) });
const milestoneView: View = (place, context) => {
  const milestone = milestoneOrNotFound(visitWhere(place), number(context));
  return { title: milestone.title, tab: "milestones", main: milestonePage(place, milestone) };
};
const fileView: View = (place) => {
  const file = fileOf(place);
  return { title: file.tab, tab: "file", main: appFilePage(place, file) };
};
const runView: View = (place, context) => {
  const run = runOrNotFound(visitWhere(place), number(context));
  return { title: run.name, tab: "pulls", main: runPage(place, run) };
};

const blobView: View = (place, context) => {
  const path = context.req.param("path") ?? "";
  return { title: path, main: blobPage(place, context.req.param("ref") ?? "", path) };
};

const settingsView: View = (place) => ({ title: "Settings", tab: "settings", main: settingsPage(place) });

const VIEWS: readonly (readonly [path: string, view: View])[] = [
  ["", overviewView],
  ["/issues", issuesView],
  ["/pulls", pullsView],
  ["/issues/:number", itemView],
  ["/pull/:number", itemView],
  ["/milestones", milestonesView],
  ["/milestone/:number", milestoneView],
  ["/settings", settingsView],
  ["/runs/:number", runView],
  ["/blob/:ref/:path{.+}", blobView],
];

/** The app may have a file of its own on the page. */
const fileViews = ({ file }: AppGuide): typeof VIEWS => (file === undefined ? [] : [[fileAddress(file), fileView]]);

export function pages(site: Hono, shown: Shown): void {
  site.get("/", (context) => {
    const visit = visitOf(shown, context);
    return show(context, visit, { title: shown.world.app.name, main: home(visit) });
  });
  site.get("/:owner", (context) => {
    const visit = visitOf(shown, context);
    const { organizations, users } = shown.world;
    const owner = [...organizations, ...users].find(({ login }) => login === context.req.param("owner"));
    if (owner === undefined) throw notFound();
    return show(context, visit, { title: owner.login, main: account(visit, owner) });
  });
  for (const [path, view] of [...VIEWS, ...fileViews(shown.guide)])
    site.get(`/:owner/:repo${path}`, (context) => {
      const place = placeOf(visitOf(shown, context), context);
      return show(context, place.visit, framed(place, view, context));
    });
}

const framed = (place: VisitPlace, view: View, context: Context): Framed => ({
  ...view(place, context),
  repository: place.repository,
});

type Form = (place: VisitPlace, fields: forms.Fields, context: Context) => string;

/** Each with the view that it is on, which shows what was refused, too. */
const FORMS: readonly (readonly [path: string, form: Form, view: View])[] = [
  ["/issues", forms.openIssue, issuesView],
  ["/pulls", forms.openPull, pullsView],
  ["/milestones", forms.milestoneForm, milestonesView],
  ["/settings/:form", (place, fields, context) => forms.changeSettings(place, nameOf(context), fields), settingsView],
  ["/runs/:number", (place, fields, context) => forms.onRun(place, at(context), fields), runView],
  [
    "/milestone/:number/:form",
    (place, fields, context) => forms.onMilestone(place, at(context), nameOf(context), fields),
    milestoneView,
  ],
  [
    "/issues/:number/:form",
    (place, fields, context) => forms.onItem(place, at(context), nameOf(context), fields),
    itemView,
  ],
  [
    "/pull/:number/:form",
    (place, fields, context) => forms.onItem(place, at(context), nameOf(context), fields),
    itemView,
  ],
];

const fileForms = ({ file }: AppGuide): typeof FORMS =>
  file === undefined ? [] : [[fileAddress(file), forms.changeFile, fileView]];

const at = (context: Context): string => context.req.param("number") ?? "";
const nameOf = (context: Context): string => context.req.param("form") ?? "";

export function posts(site: Hono, shown: Shown): void {
  for (const [path, form, view] of [...FORMS, ...fileForms(shown.guide)])
    site.post(`/:owner/:repo${path}`, async (context) => {
      const place = placeOf(visitOf(shown, context), context);
      try {
        const next = form(place, await context.req.parseBody(), context);
        // The next page then shows what the app made of it, without scripts, too.
        await settled(shown);
        return context.redirect(next, 303);
      } catch (error) {
        if (!(error instanceof GitHubError) || error.status === 404) throw error;
        const visit = visitOf(shown, context, wordsOf(error));
        return show(context, visit, framed({ ...place, visit }, view, context), statusOf(error));
      }
    });
}

/** What validation found is said by GitHub in fields, not in the message. */
function wordsOf({ message, errors = [] }: GitHubError): string {
  const details = errors.map((error) =>
    "message" in error ? String(error.message) : Object.values(error).map(String).join(" ").replaceAll("_", " "),
  );
  return details.length === 0 ? message : `${message}: ${details.join("; ")}`;
}

const statusOf = ({ status }: GitHubError) => status as ContentfulStatusCode;

export function failed(shown: Shown, context: Context, error: unknown): Response | Promise<Response> {
  if (!(error instanceof GitHubError)) throw error;
  const visit = visitOf(shown, context);
  const main = html`<h1>${error.message}</h1><p class="lead">There is nothing at this address, or not for ${visit.viewer.login}. <a href="/">Begin at the start</a>.</p>`;
  return show(context, visit, { title: error.message, main }, statusOf(error));
}
