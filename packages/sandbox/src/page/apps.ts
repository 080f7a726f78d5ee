// GitHub's pages where an app is registered from a manifest, and where it is installed.
import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { addToInstallation, installOn } from "../actions/installations.ts";
import { type AppManifest, appManifest, mayInstall } from "../manifest.ts";
import { GitHubError } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import { notFound } from "../world.ts";
import { page } from "./layout.ts";
import { type Html, type Shown, type Visit, visitOf } from "./visit.ts";

const REGISTER = ["/settings/apps/new", "/organizations/:owner/settings/apps/new"] as const;

/** Other sites send people here with a form, so these routes are no matter of the page's own protection against forged forms. */
export function manifestPages(site: Hono, shown: Shown): void {
  for (const path of REGISTER)
    site.post(path, async (context) => {
      const visit = visitOf(shown, context);
      const owner = ownerOf(visit, context);
      const manifest = manifestOf((await context.req.parseBody())["manifest"]);
      const state = context.req.query("state") ?? "";
      return shownPage(context, visit, `Register ${manifest.name}`, confirmation(context, owner, manifest, state));
    });
}

/** What is confirmed on the page itself. */
export function appPages(site: Hono, shown: Shown): void {
  for (const path of REGISTER)
    site.post(`${path}/confirmed`, async (context) => {
      const { manifest: text, state } = await context.req.parseBody();
      const manifest = manifestOf(text);
      const back = new URL(manifest.redirect_url);
      back.searchParams.set("code", shown.registrar.register(manifest, ownerOf(visitOf(shown, context), context)));
      if (typeof state === "string" && state !== "") back.searchParams.set("state", state);
      return context.redirect(String(back), 303);
    });
  site.get("/apps/:slug", (context) => context.redirect(`${context.req.path}/installations/new`, 303));
  site.get("/apps/:slug/installations/new", (context) => {
    const visit = installing(shown, context);
    return shownPage(context, visit, `Install ${shown.world.app.name}`, installForm(visit));
  });
  site.post("/apps/:slug/installations/new", async (context) => {
    const visit = installing(shown, context);
    const { account: login } = await context.req.parseBody();
    const account = accountsOf(visit).find((each) => each.login === login);
    if (account === undefined) throw notFound();
    if (!mayInstall(shown.world, account))
      throw new GitHubError(
        422,
        `${shown.world.app.name} is private: it can be installed on ${shown.world.app.owner.login} only`,
      );
    installAll(visit, account);
    return context.redirect(`/${account.login}`, 303);
  });
}

function manifestOf(text: unknown): AppManifest {
  const read = typeof text === "string" && text !== "" ? appManifest.safeParse(parsedJson(text)) : null;
  if (read?.success === true) return read.data;
  const problems = read?.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? ["it is missing"];
  throw new GitHubError(422, `Invalid manifest: ${problems.join("; ")}`);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const accountsOf = ({ viewer, world }: Visit): Account[] => [viewer, ...world.organizations];

/** Of the path; without an organization it is whoever acts. */
function ownerOf(visit: Visit, context: Context): Account {
  const login = context.req.param("owner");
  const owner = login === undefined ? visit.viewer : visit.world.organizations.find((each) => each.login === login);
  if (owner === undefined) throw notFound();
  return owner;
}

function confirmation(context: Context, owner: Account, manifest: AppManifest, state: string): Html {
  // The answer leads back to the app's own page.
  const { origin } = new URL(manifest.redirect_url);
  const policy = context.res.headers.get("content-security-policy") ?? "";
  context.header("content-security-policy", policy.replace("form-action 'self'", `form-action 'self' ${origin}`));
  const path = new URL(context.req.url).pathname;
  return html`<h1>Create GitHub App for ${owner.login}</h1>
    <form class="card fields" method="post" action="${path}/confirmed">
      <p>${manifest.name} will be ${manifest.public ? "public" : `private: it can be installed on ${owner.login} only`}. Its webhooks go to <code>${manifest.hook_attributes.url}</code>.</p>
      <input type="hidden" name="manifest" value="${JSON.stringify(manifest)}" />
      <input type="hidden" name="state" value="${state}" />
      <button class="primary" type="submit">Create GitHub App for ${owner.login}</button>
    </form>`;
}

function installing(shown: Shown, context: Context): Visit {
  if (context.req.param("slug") !== shown.world.app.slug) throw notFound();
  return visitOf(shown, context);
}

const installForm = (visit: Visit): Html => html`<h1>Install ${visit.world.app.name}</h1>
    <ul class="rows card">${accountsOf(visit).map((account) => html`<li>${account.login} ${installButton(visit, account)}</li>`)}</ul>`;

const installButton = (visit: Visit, account: Account): Html =>
  mayInstall(visit.world, account)
    ? html`<form method="post"><button class="primary" name="account" value="${account.login}">Install on ${account.login}</button></form>`
    : html`<span class="meta">The app is private and belongs to ${visit.world.app.owner.login}.</span>`;

/** On all repositories of the account. */
function installAll({ world, viewer }: Visit, account: Account): void {
  const by = { world, account: viewer };
  const all = world.repositories.filter(({ owner }) => owner === account);
  const there = world.installations.find((each) => each.account === account);
  if (there === undefined) installOn(by, account, all);
  else for (const repository of all) addToInstallation(by, there, repository);
}

const shownPage = (context: Context, visit: Visit, title: string, main: Html): Response | Promise<Response> =>
  context.html(page(visit, { title, main }));
