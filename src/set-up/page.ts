// The set-up page's text: for whom the app is registered, where its webhooks go, and the form that GitHub takes.

/** `organization` is null for one's own account, `webhook` where no address is known. */
export type Registration = { organization: string | null; webhook: string | null };

/** `host` is GitHub's, `action` where the form goes, `manifest` its JSON. */
export type SetUpPage = Registration & { host: string; action: string; manifest: string };

const inHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  html { background: light-dark(#ffffff, #0d1117); color: light-dark(#1f2328, #f0f6fc); }
  a { color: light-dark(#0757ba, #6cb0ff); }
  body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  label { display: block; font-weight: 600; margin-top: 1rem; }
  input { font: inherit; width: 100%; box-sizing: border-box; padding: .4rem; }
  button { font: inherit; margin-top: 1rem; padding: .5rem 1rem; cursor: pointer; }
  .warning { border-left: .3rem solid #b35900; padding-left: .8rem; }`;

const layout = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}
</style></head>
<body><main>
${main}
</main></body>
</html>
`;

export const setUpHtml = (page: SetUpPage): string =>
  layout(
    "Register Milegate",
    `<h1>Register Milegate on ${inHtml(page.host)}</h1>
<p>This makes a GitHub App of your own, private, with the permissions and events of <code>app.yml</code>, and writes its keys to <code>.env</code> here.</p>
<h2>1. For whom, and where</h2>
<form method="get" action="/">
<label for="organization">Organization</label>
<input id="organization" name="organization" value="${inHtml(page.organization ?? "")}" autocomplete="off" aria-describedby="organization-note">
<p id="organization-note">GH_ORG sets it. Empty: your personal account.</p>
<label for="webhook">Address of the webhook</label>
<input id="webhook" name="webhook" type="url" value="${inHtml(page.webhook ?? "")}" placeholder="https://your.host/api/github/webhooks" aria-describedby="webhook-note">
<p id="webhook-note">WEBHOOK_PROXY_URL sets it. GitHub sends events there, so it has to be public and lead to this server.</p>
<button type="submit">Use these</button>
</form>
<h2>2. Register</h2>
${ownerText(page.organization)}
${page.webhook === null ? NO_WEBHOOK : registerForm(page)}
<h2>You have an app already?</h2>
<p>Put its APP_ID, PRIVATE_KEY and WEBHOOK_SECRET into <code>.env</code>, and start again.</p>`,
  );

const ownerText = (organization: string | null): string =>
  organization === null
    ? `<p class="warning"><strong>The app would belong to your personal account.</strong> It is private, so you could install it on your own account only, not on an organization. For an organization, fill in its name above.</p>`
    : `<p>The app will belong to the organization <strong>${inHtml(organization)}</strong>, where you have to be an owner, and can be installed there only.</p>`;

const NO_WEBHOOK = `<p class="warning"><strong>The address of the webhook is missing.</strong> GitHub can't reach this machine by a local address. Fill it in above.</p>`;

const registerForm = ({ action, manifest, host }: SetUpPage): string => `<form action="${inHtml(action)}" method="post">
<p>${inHtml(host)} asks for the app's name, which nobody else may have taken. Then it leads to the page where you install the app.</p>
<button name="manifest" id="manifest" value='${manifest.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&#39;")}'>Register on ${inHtml(host)}</button>
</form>`;

export const failureHtml = (what: string): string =>
  layout(
    "Not registered",
    `<h1>The app was not registered</h1><p>${inHtml(what)}</p><p><a href="/">Begin again</a></p>`,
  );
