// The sandbox's page in a real browser: from blocked to merged, with the real app connected.

import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { defineProperty, person, requireCheck } from "@milegate/sandbox";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromiumMissing, launchChromium } from "../../scripts/chromium.ts";
import { type Scenario, startScenario } from "../scenario.ts";
import { pageFaults, TWO_WINDOWS } from "./axe.ts";

/** Polish waits for one open issue; the check is required. */
async function blockedShop(): Promise<Scenario> {
  const scenario = await startScenario({ page: true });
  const { shop, as, settled } = scenario;
  requireCheck(shop, "milegate");
  as("alice").createMilestone("MVP", { description: "Sell one thing.\n\n- [x] A walking skeleton is deployed" });
  as("alice").createMilestone("Polish");
  as("bob").openIssue("Log in", { milestone: 1, body: "As a customer, @bob.\n\n- [ ] A form\n- [ ] A session" });
  const { number } = as("carol").openPull("Nicer icons", { body: "Like in #1, but **nicer**." });
  as("carol").setMilestone(number, 2);
  await settled();
  return scenario;
}

/** A browser on a busy machine takes its time. */
jest.setTimeout(180_000);

const title = chromiumMissing === null ? "in Chromium" : `in Chromium (skipped: ${chromiumMissing})`;

(chromiumMissing === null ? describe : describe.skip)(title, () => {
  let browser: Browser;
  let scenario: Scenario;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    expect(await scenario.end()).toEqual([]);
  });

  async function open(options: BrowserContextOptions = {}) {
    scenario = await blockedShop();
    const context = await browser.newContext({ baseURL: scenario.sandbox.url, ...options });
    const page = await context.newPage();
    const actAs = async (login: string): Promise<void> => {
      await page.getByLabel("Act as").selectOption(login);
      if (options.javaScriptEnabled === false) await page.getByRole("button", { name: "Switch" }).click();
      await page.locator(`#person option[value=${login}][selected]`).waitFor({ state: "attached" });
    };
    return { page, context, actAs };
  }

  test("a blocked pull request is refused, its phase finished, and merged; the review follows", async () => {
    const { page, context, actAs } = await open();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto("/octo/shop/pull/2");
    await actAs("carol");
    expect(await page.locator(".check summary").innerText()).toContain("Blocked: Polish waits for MVP");
    await page.getByRole("button", { name: "Squash and merge" }).click();
    expect(await page.getByRole("alert").innerText()).toBe(
      'Refused. Required status check "milegate" is expected or failing.',
    );

    await page.goto("/octo/shop/issues/1");
    await actAs("bob");
    await page.getByRole("checkbox", { name: "A form" }).click();
    await page.getByRole("checkbox", { name: "A form", checked: true }).waitFor();
    expect(scenario.item(1).body).toContain("- [x] A form\n- [ ] A session");
    await page.getByLabel("Comment as bob").fill("Done.\n\n/phase status");
    await page.getByRole("button", { name: "Close as completed" }).click();
    await page.getByText("Closed", { exact: true }).waitFor();
    expect(scenario.item(1).state).toBe("closed");

    await page.goto("/octo/shop/pull/2");
    await actAs("carol");
    await page.getByText("Open: MVP is passed").waitFor();
    const watching = await context.newPage();
    await watching.goto("/octo/shop/pull/2");
    await page.getByRole("button", { name: "Squash and merge" }).click();
    await page.locator(".badge.merged").waitFor();
    // Another window follows by itself.
    await watching.locator(".badge.merged").waitFor();

    await page.goto("/octo/shop/milestones");
    await actAs("alice");
    await page.getByRole("button", { name: "Close MVP" }).click();
    await page.goto("/octo/shop/issues");
    await page.getByRole("link", { name: "Boundary review: MVP → Enhancement" }).click();
    await page.locator(".mermaid-drawn svg").first().waitFor();
    expect(await page.locator("#log").innerText()).toContain("milestone.closed");
    expect(errors).toEqual([]);
    await context.close();
  });

  test("the first page says what to try, and leads there as who may do it; the log names repositories and opens", async () => {
    const { page, context } = await open({ javaScriptEnabled: false });
    await page.goto("/");
    const steps = page.getByRole("listitem").filter({ has: page.getByRole("button") });
    expect(await steps.count()).toBe(6);
    expect(await steps.nth(1).innerText()).toContain("Close issue #1 “Log in”");
    await steps.nth(1).getByRole("button").click();
    expect(new URL(page.url()).pathname).toBe("/octo/shop/issues/1");
    expect(await page.locator("#person").inputValue()).toBe("bob");
    scenario.as("bob").close(1);
    await page.goto("/");
    expect(await steps.nth(1).innerText()).toMatch(/Done:\s+Close issue #1/);
    const entry = page.locator("#log li").filter({ hasText: "issues.closed" });
    expect(await entry.innerText()).toContain("octo/shop #1");
    await entry.getByRole("link").click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Webhook issues.closed");
    expect(await page.locator("pre").innerText()).toContain('"full_name": "octo/shop"');
    await scenario.settled();
    await context.close();
  });

  test("everything works without scripts, and roles hold", async () => {
    const { page, context, actAs } = await open({ javaScriptEnabled: false });
    await page.goto("/octo/shop/issues/1");
    await actAs("mallory");
    expect(await page.getByRole("button", { name: "Set" }).count()).toBe(0);
    const refused = await context.request.post("/octo/shop/issues/1/milestone", {
      form: { milestone: "" },
      headers: { origin: scenario.sandbox.url },
    });
    expect([refused.status(), await refused.text()]).toEqual([
      403,
      expect.stringContaining("mallory needs the role triage here, and has read."),
    ]);
    await actAs("alice");
    await page.getByLabel("Milestone", { exact: true }).selectOption({ label: "Polish" });
    await page.getByRole("button", { name: "Set" }).click();
    expect(scenario.labels(1)).toEqual(["phase: polish"]);
    await page.getByLabel("Label", { exact: true }).fill("bug <b>");
    await page.getByRole("button", { name: "Add" }).click();
    expect(await page.locator(".with-remove .chip").allInnerTexts()).toEqual(["phase: polish", "bug <b>"]);
    await page.goto("/octo/shop/plan");
    await page.getByRole("textbox", { name: ".github/milegate.yml" }).fill("version: 1\nenabled: false\n");
    await page.getByRole("button", { name: "Commit to main" }).click();
    expect(scenario.shop.commits.get(scenario.shop.branches.get("main") ?? "")?.files.get(".github/milegate.yml")).toBe(
      "version: 1\nenabled: false\n",
    );
    // Another name for this machine is refused.
    expect((await fetchAs(scenario.sandbox.url, "evil.example")).status).toBe(403);
    await context.close();
  });

  test("every page is accessible, light and dark, and fits a phone and a desktop", async () => {
    const { page, context } = await open();
    const found: string[] = [];
    const inspect = async (path: string): Promise<void> => {
      await page.locator("html[data-ready]").waitFor();
      found.push(...(await pageFaults(page, TWO_WINDOWS)).map((each) => `${path} ${each}`));
    };
    const look = async (path: string, submit?: () => Promise<void>): Promise<void> => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(path);
      await submit?.();
      await inspect(submit === undefined ? path : `${path}, submitted,`);
    };
    const { world } = scenario.sandbox;
    defineProperty(world, scenario.octo, "delivery", { type: "single_select", allowedValues: ["checkout"] });
    person(world, scenario.shop, scenario.octo).setProperty("delivery", "checkout");
    await look("/octo/shop/pull/2");
    const long = `<b>| ${"W".repeat(240)}`;
    scenario.as("alice").createMilestone(long);
    scenario.as("alice").openIssue(long, { milestone: 3 });
    scenario.as("alice").close(1);
    scenario.as("alice").closeMilestone(1);
    scenario.as("bob").comment(1, `/phase status\n\n\`\`\`\n${"code does not wrap ".repeat(20)}\n\`\`\``);
    await scenario.settled();
    const review = scenario.reviews()[0]?.number;
    await scenario.look({ kind: "dashboard" });
    const dashboard = scenario.shop.items.find(({ title }) => title === "Delivery dashboard")?.number;
    const run = scenario.checks(2)[0]?.id;
    const inShop = [
      "",
      "/issues",
      "/pulls",
      "/issues?state=closed",
      "/issues/1",
      `/issues/${review}`,
      `/issues/${dashboard}`,
      `/runs/${run}`,
    ];
    for (const path of [...inShop, "/milestones", "/milestone/1", "/plan", "/settings", "/blob/HEAD/README.md"])
      await look(`/octo/shop${path}`);
    for (const path of ["/", "/octo", "/nobody/nothing"]) await look(path);
    const [webhook] = scenario.sandbox.deliveries.log;
    const entries = [`/-/webhooks/${webhook?.id}`, "/-/requests/0", "/-/requests/3"];
    for (const path of ["/apps/milegate/installations/new", ...entries]) await look(path);
    // What is refused is said on the page itself; a manifest is confirmed on one of its own.
    await look("/octo/shop/issues", async () => {
      await page.getByLabel("Title").fill(" ");
      await page
        .locator("form")
        .filter({ has: page.getByLabel("Title") })
        .getByRole("button")
        .click();
      await page.getByRole("alert").waitFor();
    });
    await look("/", () => submitManifest(page));
    expect(found).toEqual([]);
    await context.close();
  });
});

/** As the app's own page does. */
async function submitManifest(page: Page): Promise<void> {
  const manifest = {
    ...{ name: "Milegate of octo", url: "https://example.com", public: false },
    ...{ hook_attributes: { url: "https://example.com/hooks" }, redirect_url: "http://127.0.0.1:3000/registered" },
    ...{ default_permissions: {}, default_events: [] },
  };
  await page.evaluate(`(() => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/organizations/octo/settings/apps/new?state=x";
    const field = document.createElement("input");
    field.name = "manifest";
    field.value = ${JSON.stringify(JSON.stringify(manifest))};
    form.append(field);
    document.body.append(form);
    form.submit();
  })()`);
  await page.getByRole("heading", { name: "Create GitHub App for octo" }).waitFor();
}

/** `fetch` doesn't let the Host header be chosen. */
async function fetchAs(url: string, host: string): Promise<{ status: number }> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0 });
    })
      .on("error", reject)
      .end();
  });
}
