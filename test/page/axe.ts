// What axe finds on a page, and whether it fits its window.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** A rule that is broken, where. */
type Violation = { id: string; nodes: { html: string; failureSummary: string }[] };

/** Of all rules, or of those named. */
export async function axeViolations(page: Page, ...rules: string[]): Promise<string[]> {
  if (rules.length === 0) await page.evaluate(axe);
  const options = { resultTypes: ["violations"], preload: false, ...(rules.length === 0 ? {} : { runOnly: rules }) };
  const found: { violations: Violation[] } = await page.evaluate(`axe.run(${JSON.stringify(options)})`);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

/** How much wider it is than the window; null where it fits. */
export async function pageExcess(page: Page): Promise<string | null> {
  const excess = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  return excess === 0 ? null : `is ${excess} px too wide`;
}
