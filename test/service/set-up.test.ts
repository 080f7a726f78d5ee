// `npm start` without an app: the page that registers one, or why it has to be registered by hand.
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { startProcess, type TestProcess } from "./app-process.ts";

jest.setTimeout(90_000);

let running: TestProcess | null = null;
afterEach(async () => {
  running?.child.kill("SIGKILL");
  await running?.ended;
});

async function start(env: Record<string, string>): Promise<TestProcess> {
  running = await startProcess(env);
  return running;
}

const ADDRESS = "https://shop.example/api/github/webhooks";

test.each<[string, Record<string, string>, string]>([
  ["for oneself", {}, "https://github.com/settings/apps/new"],
  [
    "for the organization that GH_ORG names",
    { GH_ORG: "octo-org" },
    "https://github.com/organizations/octo-org/settings/apps/new",
  ],
  [
    "with data residency",
    { GH_ORG: "octo-org", GHE_HOST: "octo.ghe.com" },
    "https://octo.ghe.com/organizations/octo-org/settings/apps/new",
  ],
  [
    "on an Enterprise Server",
    { GH_ORG: "octo-org", GHE_HOST: "github.shop.example" },
    "https://github.shop.example/organizations/octo-org/settings/apps/new",
  ],
])(
  "the page registers the app %s, with the webhook's address, and says nothing of smee.io",
  async (_name, env, action) => {
    const app = await start({ WEBHOOK_PROXY_URL: ADDRESS, ...env });
    await app.says("There is no app yet. Register one at");
    for (const path of ["/", "/probot"]) {
      const page = await (await fetch(`${app.url}${path}`)).text();
      expect(page).toContain(`action="${action}?state=`);
      expect(page).toContain(`"url":"${ADDRESS}"`);
      expect(page).not.toMatch(/smee/i);
    }
    expect(app.said()).not.toMatch(/smee/i);
  },
);

test("without the webhook's address it says what to set", async () => {
  const app = await start({});
  await app.says("WEBHOOK_PROXY_URL is not set");
  expect(app.said()).not.toMatch(/smee/i);
});

describe("it ends with a line that says what to do", () => {
  test.each<[string, Record<string, string>, string]>([
    ["in production", { NODE_ENV: "production" }, "APP_ID is not set. Set it to the app's id"],
    ["with an organization's name that is none", { GH_ORG: 'x"><b>' }, "GH_ORG is not usable: found"],
    ["with an address that is none", { WEBHOOK_PROXY_URL: "shop" }, "WEBHOOK_PROXY_URL is not usable: found"],
  ])("%s", async (_name, env, message) => {
    const app = await start(env);
    expect(await app.ended).toBe(1);
    expect(app.said()).toContain(message);
    expect(app.said()).not.toMatch(/\n\s+at /);
  });
});
