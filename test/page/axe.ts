// What axe finds on a page, and whether it fits its window.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** A rule that is broken, where. */
type Violation = { id: string; nodes: { html: string; failureSummary: string }[] };

/** Of all rules, or of those named. The script is as much work for the browser as a run of it, so a page gets it once. */
async function axeViolations(page: Page, ...rules: string[]): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  const options = { resultTypes: ["violations"], preload: false, ...(rules.length === 0 ? {} : { runOnly: rules }) };
  const found: { violations: Violation[] } = await page.evaluate(`axe.run(${JSON.stringify(options)})`);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

/** All other rules look at the page's elements, which are the same in every window. */
const COLOURS = ["color-contrast", "link-in-text-block"];
const LAYOUT = ["scrollable-region-focusable"];

type Window = { width: number; colorScheme: "light" | "dark"; rules: readonly string[] };

const DESKTOP: Window = { width: 1280, colorScheme: "light", rules: [] };
const PHONE: Window = { width: 390, colorScheme: "dark", rules: [...COLOURS, ...LAYOUT] };
const WINDOWS: readonly Window[] = [
  DESKTOP,
  { ...DESKTOP, colorScheme: "dark", rules: COLOURS },
  PHONE,
  { ...PHONE, colorScheme: "light", rules: COLOURS },
];
/** Each theme and each width once. */
export const TWO_WINDOWS: readonly Window[] = [DESKTOP, PHONE];

/** What is wrong with a page that is open, light and dark, on a desktop and a phone; nothing is loaded anew. `seen` may look at each. */
export async function pageFaults(
  page: Page,
  windows = WINDOWS,
  seen?: (window: string) => Promise<unknown>,
): Promise<string[]> {
  const found: string[] = [];
  for (const { width, colorScheme, rules } of windows) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    const all = [...(await axeViolations(page, ...rules)), await pageExcess(page)];
    found.push(...all.flatMap((each) => (each === null ? [] : [`${width} ${colorScheme} ${each}`])));
    await seen?.(`${width}-${colorScheme}`);
  }
  return found;
}

/** How much wider it is than the window; null where it fits. */
async function pageExcess(page: Page): Promise<string | null> {
  const excess = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  return excess === 0 ? null : `is ${excess} px too wide`;
}
