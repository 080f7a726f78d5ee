// The browser that tests and screenshots drive: Debian's Chromium, where it is installed.
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PATH = "/usr/bin/chromium";

/** Why there is no browser; null where there is one. */
export const chromiumMissing = existsSync(PATH) ? null : `there is no ${PATH}; \`apt-get install chromium\` brings it`;

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: PATH,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
