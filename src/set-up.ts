// The set-up page, if there is no app yet: it registers one on GitHub from app.yml, and writes `.env`.
import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { parse } from "yaml";
import { enterpriseUrl } from "./github/base-url.ts";
import { writeEnvFile } from "./set-up/env-file.ts";
import { failureHtml, type Registration, setUpHtml } from "./set-up/page.ts";
import { convertCode, type RegisteredApp } from "./set-up/registered.ts";
import { LOOPBACK_ADDRESS, readSetUpSettings, SettingsError, type SetUpSettings } from "./settings.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Resolves with the new app's settings, which are in `.env` by then, once somebody has registered it. Rejects with a `SettingsError` for unusable settings. */
export async function registerApp(env: Variables, say: (line: string) => void): Promise<Record<string, string>> {
  const settings = readSetUpSettings(env);
  if (settings.NODE_ENV === "production")
    throw new SettingsError(
      "APP_ID is not set. Set it to the app's id (on its settings page). To register an app, start without NODE_ENV=production.",
    );
  checkWritable();
  const { slug, settings: written } = await untilRegistered(settings, say);
  writeEnvFile(ENV_FILE, withoutKnown(written, env));
  say(`The app ${slug} is registered, and its keys are in .env. The server starts now.`);
  return written;
}

/** Before an app is registered: its keys are shown once. */
function checkWritable(): void {
  try {
    accessSync(existsSync(ENV_FILE) ? ENV_FILE : ".", constants.W_OK);
  } catch {
    throw new SettingsError(
      `${ENV_FILE} can't be written in ${process.cwd()}. Start where it can be, or change its rights.`,
    );
  }
}

const ENV_FILE = ".env";

/** A password that is there already opens a database that is there already. */
const withoutKnown = ({ POSTGRES_PASSWORD = "", ...written }: Record<string, string>, env: Variables) =>
  (env["POSTGRES_PASSWORD"] ?? "") === "" ? { ...written, POSTGRES_PASSWORD } : written;

/** GitHub sends it back, so that nobody else's code is taken. */
const makeState = (): string => randomBytes(16).toString("hex");

function untilRegistered(settings: SetUpSettings, say: (line: string) => void): Promise<RegisteredApp> {
  const state = makeState();
  const offered: Offered = { webhook: null };
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      answer({ settings, state, offered }, request, response).then(
        (app) => (app === null ? undefined : closed(server, response).then(() => resolve(app))),
        (error: unknown) => send(response, 502, failureHtml(error instanceof Error ? error.message : String(error))),
      );
    });
    server.once("error", (error) => reject(new SettingsError(`The set-up page can't listen: ${error.message}.`)));
    server.listen(settings.PORT, settings.HOST, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : settings.PORT;
      const host = settings.HOST === LOOPBACK_ADDRESS ? "localhost" : settings.HOST;
      say(`There is no app yet. Register one at http://${host}:${port}`);
      if (settings.GH_ORG === undefined) say(NO_ORGANIZATION);
      if (settings.WEBHOOK_PROXY_URL === undefined && !isLoopback(settings.GHE_HOST ?? "")) say(NO_ADDRESS);
    });
  });
}

const NO_ORGANIZATION =
  "GH_ORG is not set: the app would belong to your personal account, and could not be installed on an organization. Set it, or fill it in on the page.";

const NO_ADDRESS =
  "WEBHOOK_PROXY_URL is not set: the public address of the webhook, such as https://your.host/api/github/webhooks. Set it, or fill it in on the page.";

/** The redirect has to arrive before the server ends. */
const closed = (server: Server, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const close = (): void => {
      server.close(() => resolve());
      server.closeAllConnections();
    };
    if (response.writableFinished) close();
    else response.once("close", close);
  });

/** What the page offered last, which is what was registered. */
type Offered = { webhook: string | null };
type SetUp = { settings: SetUpSettings; state: string; offered: Offered };

/** Null for every page but the one that GitHub leads back to. */
async function answer(setUp: SetUp, request: IncomingMessage, response: ServerResponse): Promise<RegisteredApp | null> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  if (request.method === "GET" && PAGES.has(url.pathname)) sendPage(setUp, url, response);
  else if (request.method === "GET" && url.pathname === BACK) return registered(setUp, url, response);
  else send(response, 404, failureHtml("There is no such page."));
  return null;
}

/** Probot's own addresses of its page and of the way back, so that what people know and wrote down still works. */
const PAGES: ReadonlySet<string> = new Set(["/", "/probot"]);
const BACK = "/probot/setup";

async function registered(
  { settings, state, offered }: SetUp,
  url: URL,
  response: ServerResponse,
): Promise<RegisteredApp | null> {
  const code = url.searchParams.get("code") ?? "";
  if (code === "" || url.searchParams.get("state") !== state) {
    send(response, 400, failureHtml("This address is for GitHub, which leads back to it from the page here."));
    return null;
  }
  const { GHE_HOST, GHE_PROTOCOL } = settings;
  const api = GHE_HOST === undefined ? "https://api.github.com" : enterpriseUrl(GHE_PROTOCOL, GHE_HOST);
  const app = await convertCode(api, code);
  response.writeHead(303, { location: app.page, "referrer-policy": "no-referrer" }).end();
  const base = baseOf(offered.webhook);
  return base === null ? app : { ...app, settings: { ...app.settings, BASE_URL: base } };
}

/** The server's own address, where the webhook's is that and no proxy's. */
function baseOf(webhook: string | null): string | null {
  const url = webhook !== null && URL.canParse(webhook) ? new URL(webhook) : null;
  return url?.pathname === WEBHOOK_PATH ? url.origin : null;
}

const WEBHOOK_PATH = "/api/github/webhooks";

function sendPage({ settings, state, offered }: SetUp, url: URL, response: ServerResponse): void {
  const { GHE_HOST = "github.com", GHE_PROTOCOL } = settings;
  const registration = registrationIn(settings, url);
  const { organization } = registration;
  offered.webhook = registration.webhook;
  const github = `${GHE_PROTOCOL}://${GHE_HOST}`;
  const owner = organization === null ? "" : `/organizations/${encodeURIComponent(organization)}`;
  const action = `${github}${owner}/settings/apps/new?state=${state}`;
  const manifest = JSON.stringify(manifestFor(registration, `${url.origin}${BACK}`));
  send(response, 200, setUpHtml({ ...registration, host: GHE_HOST, action, manifest }), github);
}

/** What the form says comes before the environment. */
function registrationIn({ GH_ORG, WEBHOOK_PROXY_URL, GHE_HOST }: SetUpSettings, url: URL): Registration {
  const given = (name: string, known: string | undefined): string | null =>
    (url.searchParams.get(name) ?? known ?? "").trim() || null;
  const local = isLoopback(GHE_HOST ?? "") ? `${url.origin}${WEBHOOK_PATH}` : undefined;
  return { organization: given("organization", GH_ORG), webhook: given("webhook", WEBHOOK_PROXY_URL ?? local) };
}

/** The sandbox reaches what is on this machine. */
const isLoopback = (host: string): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);

/** GitHub's limit for an app's name. */
const NAME_LIMIT = 34;

/** https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest#github-app-manifest-parameters */
function manifestFor({ organization, webhook }: Registration, back: string): object {
  const written: { name: string } = parse(readFileSync(new URL("../app.yml", import.meta.url), "utf8"));
  const name = organization === null ? written.name : `${written.name} ${organization}`.slice(0, NAME_LIMIT);
  const base = baseOf(webhook);
  const callback = base === null ? {} : { callback_urls: [`${base}/login/callback`] };
  return { ...written, name, hook_attributes: { url: webhook }, redirect_url: back, ...callback };
}

function send(response: ServerResponse, status: number, html: string, formsTo = ""): void {
  response
    .writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${formsTo}; base-uri 'none'; frame-ancestors 'none'`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(html);
}
