// Under which name a reading looks for the app's own work: what is said, else the app of APP_ID.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { addOrganization, addRepository, addUser, EXAMPLE_APP, type Sandbox, startSandbox } from "@milegate/sandbox";
import { runMilegate } from "./run.ts";

let sandbox: Sandbox;
let env: Record<string, string> = {};
let asApp: Record<string, string> = {};

/** A GitHub whose app was registered as "Shop gate". */
beforeEach(async () => {
  sandbox = await startSandbox({ registration: { ...EXAMPLE_APP, slug: "shop-gate" } });
  const alice = addUser(sandbox.world, "alice");
  const octo = addOrganization(sandbox.world, "octo");
  addRepository(sandbox.world, { owner: octo, name: "shop", roles: { alice: "admin" } });
  const host = { GHE_HOST: new URL(sandbox.url).host, GHE_PROTOCOL: "http" };
  env = { GITHUB_TOKEN: sandbox.tokens.personal(alice), ...host };
  asApp = { ...env, APP_ID: String(sandbox.app.id), PRIVATE_KEY: sandbox.app.privateKey };
});
afterEach(() => sandbox.close());

const appIn = async (argv: string[], around: Record<string, string>): Promise<unknown> => {
  const { code, out, err } = await runMilegate(["plan", "octo/shop", "--json", ...argv], { env: around });
  return code === 0 ? JSON.parse(out).app : err;
};

test("is asked of GitHub where the app's credentials are set", async () => {
  expect(await appIn([], asApp)).toEqual({ slug: "shop-gate", id: sandbox.app.id });
});

test("is what --app or MILEGATE_APP says, the option first", async () => {
  const shop = { slug: "shop-gate", id: sandbox.app.id };
  expect(await appIn([], { ...env, MILEGATE_APP: "shop-gate" })).toEqual(shop);
  expect(await appIn(["--app", "shop-gate"], { ...env, MILEGATE_APP: "other" })).toEqual(shop);
  expect(await appIn(["--app", "secret-gate", "--app-id", "7"], asApp)).toEqual({ slug: "secret-gate", id: 7 });
});

test.each<[string, (app: Record<string, string>) => Record<string, string>, RegExp]>([
  [
    "no key",
    ({ PRIVATE_KEY: _key, ...app }) => app,
    /APP_ID is set without its key.* Set PRIVATE_KEY or PRIVATE_KEY_PATH/,
  ],
  ["another app's id", (app) => ({ ...app, APP_ID: "1" }), /does not accept APP_ID with PRIVATE_KEY/],
  ["a key that is none", (app) => ({ ...app, PRIVATE_KEY: "x" }), /PRIVATE_KEY is not usable/],
])("with %s it says what to set", async (_name, around, said) => {
  expect(await appIn([], around(asApp))).toMatch(said);
});

test("a dry run works before an app is registered; what reads the app's records does not", async () => {
  expect(await appIn([], env)).toBeNull();
  expect((await runMilegate(["plan", "octo/shop"], { env })).code).toBe(0);
  expect(await runMilegate(["status", "octo/shop"], { env })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/your token can't see an app "milegate"\. Name yours/),
  });
});
