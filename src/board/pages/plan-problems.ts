// What is wrong with a plan, as far as the person who looks may read its file.
import { html } from "hono/html";
import type { BoardHtml } from "../layout.ts";
import { plural } from "../layout.ts";
import type { PlannedResolution } from "../repository-view.ts";

const SHOWN = 50;

/** An owner's file may name repositories that not everybody sees. */
export function planProblems(plan: PlannedResolution, seesOwners: boolean): BoardHtml {
  if (plan.kind !== "invalid") return html``;
  const begin = html`<p><span class="badge bad">invalid plan</span> It can't be used, so every pull request is blocked.</p>`;
  if (plan.source === "owner" && !seesOwners)
    return html`${begin}<p class="quiet">The owner's file has ${plural(plan.problems.length, "problem")}, which those see who see its repository.</p>`;
  return html`${begin}<ul class="told">${plan.problems.slice(0, SHOWN).map(({ line, column, message }) => html`<li>line ${line}, column ${column}: ${message}</li>`)}</ul>`;
}
