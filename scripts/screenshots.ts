// Makes the README's pictures, docs/images/*.png, from the sandbox: the real app on a GitHub of its own, in a browser.

import { mkdirSync } from "node:fs";
import { COOKIE, itemPath, settled } from "@milegate/sandbox";
import { startApp } from "../demo/app-process.ts";
import { deliveryOf } from "../demo/delivery.ts";
import { startMilegateSandbox } from "../demo/milegate.ts";
import { playStep } from "../demo/story.ts";
import { makeShop } from "../demo/team.ts";
import { chromiumMissing, launchChromium } from "./chromium.ts";

const FOLDER = new URL("../docs/images/", import.meta.url).pathname;
if (chromiumMissing !== null) throw new Error(chromiumMissing);
mkdirSync(FOLDER, { recursive: true });
const sandbox = await startMilegateSandbox({ page: true });
const { shop, team } = makeShop(sandbox);
const app = await startApp(sandbox);
sandbox.connect(app.url);
const steps = deliveryOf(shop, team);
const browser = await launchChromium();
await playUntil("Carol is quick");
await picture("blocked", "Search", 1000);
await boardPicture("board", "/board/acme/shop", 1000);
await playUntil("Alice decides");
await picture("review", "Boundary review", 1300);
// The dashboard is made a while after what it shows.
await new Promise((resolve) => setTimeout(resolve, 3000));
await picture("dashboard", "Delivery dashboard", 1300);
await browser.close();
await app.stop();
await sandbox.close();

/** Up to the step that is called so, itself included. */
async function playUntil(title: string): Promise<void> {
  const end = steps.findIndex((step) => step.title.startsWith(title));
  if (end === -1) throw new Error(`no step is called ${title}`);
  for (const step of steps.splice(0, end + 1)) {
    playStep(step);
    await settled(sandbox);
  }
}

/** Of a page of the board, as carol sees it. */
async function boardPicture(name: string, path: string, height: number): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height } });
    await context.addCookies([{ name: COOKIE, value: "carol", url: sandbox.url }]);
    const page = await context.newPage();
    await page.goto(`${app.board}/login?to=${encodeURIComponent(path)}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png` });
    await context.close();
  }
}

/** Of the newest item that is called so, from the page's top and cut where it gets long, light and dark. */
async function picture(name: string, title: string, height: number): Promise<void> {
  const item = shop.items.findLast((each) => each.title.startsWith(title));
  if (item === undefined) throw new Error(`nothing is called ${title}`);
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height } });
    await context.addCookies([{ name: COOKIE, value: "carol", url: sandbox.url }]);
    const page = await context.newPage();
    await page.goto(sandbox.url + itemPath(shop, item));
    await page.locator("html[data-ready]").waitFor();
    await page.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png` });
    await context.close();
  }
}
