// The set-up page in a real browser: accessible, and as wide as a phone.
import { describe, expect, jest, test } from "@jest/globals";
import { chromiumMissing, launchChromium } from "../../scripts/chromium.ts";
import { failureHtml, setUpHtml } from "../../src/set-up/page.ts";
import { axeViolations, pageExcess } from "./axe.ts";

/** A browser on a busy machine takes its time. */
jest.setTimeout(180_000);

const PAGE = { host: "github.com", action: "https://github.com/settings/apps/new", manifest: "{}" };
const webhook = "https://your.host/api/github/webhooks";

const title = chromiumMissing === null ? "in Chromium" : `in Chromium (skipped: ${chromiumMissing})`;

(chromiumMissing === null ? describe : describe.skip)(title, () => {
  test("every state of the page is accessible, light and dark, and fits a phone and a desktop", async () => {
    const browser = await launchChromium();
    const page = await browser.newPage();
    const found: (string | null)[] = [];
    for (const html of [
      setUpHtml({ ...PAGE, organization: null, webhook: null }),
      setUpHtml({ ...PAGE, organization: "octo", webhook }),
      failureHtml("GitHub answered 404."),
    ])
      for (const width of [390, 1280])
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          await page.setContent(html);
          found.push(...(await axeViolations(page)), await pageExcess(page));
        }
    expect(found.filter((each) => each !== null)).toEqual([]);
    await browser.close();
  });
});
