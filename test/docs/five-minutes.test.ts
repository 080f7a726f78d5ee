// The README's five minutes, to the letter, on the sandbox: from a clone to a required check that blocks.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import {
  addOrganization,
  addRepository,
  addUser,
  makeSite,
  person,
  type Sandbox,
  startSandbox,
} from "@milegate/sandbox";
import { freePort } from "../../demo/free-port.ts";
import { docsPage } from "./pages.ts";

/** The server is built and started as a newcomer does it. */
jest.setTimeout(180_000);

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const [, section = ""] = docsPage("README.md").text.split("## Five minutes to an organization");

/** What the numbered steps tell people to type. */
const typed = [...(section.split("\n## ", 1)[0] ?? "").matchAll(/^\d\. .*$/gm)].flatMap(([step]) =>
  [...step.matchAll(/`((?:npm|npx|GH_ORG)[ =][^`]+)`/g)].map(([, code = ""]) => code),
);

let clone = "";
let sandbox: Sandbox;
let server: ChildProcess | null = null;

/** A clone in which `npm ci` has run: the packages are linked instead of being downloaded again. */
beforeEach(async () => {
  clone = mkdtempSync(join(tmpdir(), "milegate-clone-"));
  for (const path of ["package.json", "tsconfig.json", "tsconfig.build.json", "src", "app.yml", "schema"])
    cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  const [from, to] = [join(ROOT, "node_modules"), join(clone, "node_modules")];
  mkdirSync(join(to, ".bin"), { recursive: true });
  for (const name of readdirSync(from)) if (name !== ".bin") symlinkSync(join(from, name), join(to, name));
  for (const name of readdirSync(join(from, ".bin")))
    if (name !== "milegate") symlinkSync(join(from, ".bin", name), join(to, ".bin", name));
  sandbox = await startSandbox({ site: makeSite() });
});

afterEach(async () => {
  const ended = new Promise((resolve) => (server === null ? resolve(null) : server.once("exit", resolve)));
  server?.kill("SIGTERM");
  await ended;
  server = null;
  await sandbox.close();
  rmSync(clone, { recursive: true });
});

const envFor = (more: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  HOME: clone,
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
  GHE_HOST: new URL(sandbox.url).host,
  GHE_PROTOCOL: "http",
  ...more,
});

/** What it prints; rejects where it ends with another code than 0. */
const run = async (line: string, env: Record<string, string> = {}): Promise<string> =>
  (await promisify(execFile)("sh", ["-c", line], { cwd: clone, env: envFor(env) })).stdout;

/** The form of a page: where it goes, and its fields with buttons. */
function formIn(html: string, base: string) {
  const text = (escaped: string): string =>
    escaped.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
  const [, tag = "", inner = ""] =
    [...html.matchAll(/<form([^>]*method="post"[^>]*)>(.*?)<\/form>/gs)].findLast(
      ([form]) => !form.includes("/-/person"),
    ) ?? [];
  const [, action = base] = /action="([^"]*)"/.exec(tag) ?? [];
  const fields = [...inner.matchAll(/name="(\w+)"[^>]*? value=(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, name = "", double, single]): [string, string] => [name, text(double ?? single ?? "")],
  );
  return { action: new URL(text(action), base).href, fields: new URLSearchParams(fields) };
}

/** As a browser sends it; what leads on is not followed. */
const submit = (html: string, base: string): Promise<Response> => {
  const { action, fields } = formIn(html, base);
  return fetch(action, { method: "POST", body: fields, headers: { origin: sandbox.url }, redirect: "manual" });
};

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It does not come true.");
}

async function pageAt(url: string): Promise<string> {
  let text = "";
  await until(async () => {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true) text = await answer.text();
    return text !== "";
  });
  return text;
}

test("lead from a clone to a required check that blocks", async () => {
  const { world } = sandbox;
  const alice = addUser(world, "alice");
  const acme = addOrganization(world, "acme");
  const shop = addRepository(world, { owner: acme, name: "shop", roles: { alice: "admin" } });
  const [install = "", start = "", restart = "", doctor = "", init = "", plan = ""] = typed;
  expect(restart).toBe("npm start");

  // 1. Install.
  expect(install).toMatch(/^npm ci && /);
  await run(install.replace("npm ci && ", ""));

  // 2. Register and start.
  const port = String(await freePort());
  const local = `http://127.0.0.1:${port}`;
  expect(start).toContain("https://your.host/api/github/webhooks");
  server = spawn("sh", ["-c", `exec env ${start.replace("https://your.host", local)}`], {
    cwd: clone,
    env: envFor({ PORT: port }),
    stdio: "ignore",
  });
  const registering = await submit(await pageAt(local), local);
  const confirmed = await submit(await registering.text(), registering.url);
  const back = await fetch(confirmed.headers.get("location") ?? "", { redirect: "manual" });
  const installing = back.headers.get("location") ?? "";
  expect(world.app).toMatchObject({ name: "Milegate acme", slug: "milegate-acme", owner: acme, isPublic: false });

  // 3. Install the app.
  expect(installing).toBe(`${sandbox.url}/apps/milegate-acme/installations/new`);
  await pageAt(`${local}/readyz`);
  expect((await submit(await pageAt(installing), installing)).status).toBe(303);
  expect(world.installations.map(({ account }) => account.login)).toEqual(["acme"]);
  expect(await run(doctor)).toContain("✔ The installation at acme");

  // 4. Plan.
  const token = { GITHUB_TOKEN: sandbox.tokens.personal(alice) };
  const as = person(world, shop, alice);
  as.createMilestone("MVP");
  as.createMilestone("Polish");
  as.openIssue("Pay", { milestone: 1 });
  as.setMilestone(as.openPull("Shine").number, 2);
  expect(await run(plan.replace("REPO", "shop"), token)).toContain("App: milegate-acme");
  expect(await run(init.replace("REPO", "shop"), token)).toContain(`✔ opened ${sandbox.url}/acme/shop/pull/`);

  // 5. Require the check, by the command of the page that the README leads to.
  const command = /--input - <<JSON\n(.*?)\nJSON/s.exec(docsPage("docs/protecting.md").text)?.[1] ?? "";
  const required = await fetch(`${sandbox.url}/api/v3/repos/acme/shop/rulesets`, {
    method: "POST",
    headers: { authorization: `token ${token.GITHUB_TOKEN}` },
    body: command.replace("$APP_ID", String(sandbox.app.id)),
  });
  expect(required.status).toBe(201);
  expect(() => as.merge(2)).toThrow('Required status check "milegate" is expected or failing.');
  const says = () => shop.suites.flatMap(({ runs }) => runs).map(({ output }) => output.title);
  await until(() => says().includes("Blocked: Polish waits for MVP (0 of 1 issue closed)"));
  as.close(1);
  await until(() => says().includes("Open: MVP is passed"));
  as.merge(2);
  expect(statSync(join(clone, ".env")).mode & 0o777).toBe(0o600);
});

test("without GH_ORG the page says that the app can't be installed on an organization", async () => {
  await run("npm run build");
  const port = String(await freePort());
  server = spawn(process.execPath, ["dist/main.js"], { cwd: clone, env: envFor({ PORT: port }), stdio: "ignore" });
  const page = await pageAt(`http://127.0.0.1:${port}`);
  expect(page).toContain("on your own account only, not on an organization");
  expect(formIn(page, sandbox.url).action).toMatch(/\d\/settings\/apps\/new\?state=/);
  const chosen = await pageAt(`http://127.0.0.1:${port}/?organization=acme`);
  expect(formIn(chosen, sandbox.url).action).toMatch(/\/organizations\/acme\/settings\/apps\/new\?state=/);
  const forged = await fetch(`http://127.0.0.1:${port}/probot/setup?code=x&state=y`);
  expect(forged.status).toBe(400);
});
