// The server's own pages, the board's and the set-up's, in a real browser: accessible, light and dark, and as wide as a phone.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { describe, expect, jest, test } from "@jest/globals";
import { chromiumMissing, launchChromium } from "../../scripts/chromium.ts";
import { messagePage } from "../../src/board/layout.ts";
import { offPage, welcomePage } from "../../src/board/pages/home.ts";
import { failureHtml, setUpHtml } from "../../src/set-up/page.ts";
import { sampleWorld } from "../board/sample.ts";
import { BOARD_OWNER, boardFor, boardPaths } from "../board/worlds.ts";
import { pageFaults } from "./axe.ts";

/** A browser on a busy machine takes its time. */
jest.setTimeout(180_000);

const PAGE = { host: "github.com", action: "https://github.com/settings/apps/new", manifest: "{}" };
const SET_UP_STATES = [
  setUpHtml({ ...PAGE, organization: null, webhook: null }),
  setUpHtml({ ...PAGE, organization: "octo", webhook: "https://your.host/api/github/webhooks" }),
  failureHtml("GitHub answered 404."),
];

const title = chromiumMissing === null ? "in Chromium" : `in Chromium (skipped: ${chromiumMissing})`;

(chromiumMissing === null ? describe : describe.skip)(title, () => {
  test("every page is accessible, light and dark, and fits a phone and a desktop, without scripts of its own", async () => {
    const { world, names, invalid } = sampleWorld();
    const app = boardFor(world, names, true);
    app.get("/-/welcome", (context) => context.html(welcomePage()));
    app.get("/-/off", (context) => context.html(offPage(["CLIENT_ID", "CLIENT_SECRET", "BASE_URL"])));
    app.get("/-/message", (context) =>
      context.html(messagePage("Not signed in", "It was used.", { href: "/", text: "Again" })),
    );
    const empty = boardFor(new Map(), []);
    app.get("/-/empty", () => empty.request("/"));
    const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const browser = await launchChromium();
    const page = await browser.newPage();
    const found: string[] = [];
    const [first = ""] = names;
    const pages = boardPaths([first, invalid], [7]).filter((path) => !path.startsWith("/api/") && !path.includes("?"));
    const others = [
      "/-/welcome",
      "/-/off",
      "/-/message",
      "/-/empty",
      `/board/${BOARD_OWNER}?q=nothing`,
      `/board/${BOARD_OWNER}/none`,
    ];
    const errors: string[] = [];
    page.on(
      "console",
      (message) => void (message.type() === "error" && !message.text().includes("404") && errors.push(message.text())),
    );
    // One page takes the others in, under its policy: a browser takes longer to open a page than to look at it.
    await page.goto(`http://127.0.0.1:${port}/-/off`);
    for (const path of [...pages, ...others]) {
      await page.setContent(await (await app.request(path)).text());
      // To be looked at by people.
      const folder = process.env["BOARD_PICTURES"];
      const name = `${folder}/${path.replaceAll(/\W+/g, "_")}`;
      const picture = (window: string) => page.screenshot({ path: `${name}-${window}.png`, fullPage: true });
      const faults = await pageFaults(page, undefined, folder === undefined ? undefined : picture);
      found.push(...faults.map((each) => `${path} ${each}`));
    }
    // Without the board's policy, which is not theirs.
    await page.goto("about:blank");
    for (const state of SET_UP_STATES) {
      await page.setContent(state);
      found.push(...(await pageFaults(page)).map((each) => `set-up ${each}`));
    }
    await page.goto(`http://127.0.0.1:${port}/board/${BOARD_OWNER}/${first}`);
    const chart = page.getByRole("img", { name: "Burn-up of MVP" });
    expect((await chart.boundingBox())?.width).toBeGreaterThan(300);
    await page.locator("summary").filter({ hasText: "As a table" }).first().click();
    const rows = page.getByRole("region", { name: "Burn-up of MVP" }).getByRole("row");
    expect(await rows.nth(1).innerText()).toMatch(/2026-03-01\s+32\s+24/);
    expect(await rows.last().innerText()).toMatch(/2025-12-22\s+not known\s+not known/);
    await browser.close();
    server.close();
    expect([found, errors]).toEqual([[], []]);
  });
});
