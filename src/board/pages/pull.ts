// Why a pull request is blocked, or that it is not: the check's own words, and everything that it waits for.
import { html } from "hono/html";
import { isPassed } from "../../delivery/phase-state.ts";
import { cut } from "../../markdown/cut.ts";
import type { CheckedPull } from "../checked-pulls.ts";
import type { BoardHtml } from "../layout.ts";
import { markdownHtml } from "../markdown-html.ts";
import type { RepositoryView } from "../repository-view.ts";
import { evaluationLine } from "./evaluation.ts";
import { checkBadge } from "./parts.ts";
import { planProblems } from "./plan-problems.ts";

/** In bytes; the check on GitHub has all of it. */
const SUMMARY_LIMIT = 16_000;
/** What comes before the criteria in a check's summary: they are shown from their values. */
const NEXT = "### What to do next\n\n";

export function pullMain({ plan }: RepositoryView, checked: CheckedPull, seesOwners: boolean): BoardHtml {
  const { pull, check, phase } = checked;
  const { begin, rest } = parts(check.summary);
  return html`<p class="lead">${checkBadge(checked)} ${check.title}</p>
    <p class="quiet"><a href="${pull.url}">#${pull.number} on GitHub</a>${pull.author === null ? "" : `, by ${pull.author.login}`}, ${phase === null ? "of no phase" : `counts for ${phase.name}`}</p>
    ${begin === null ? "" : html`<section class="card"><h2>What to do next</h2>${markdownHtml(begin)}</section>`}
    ${plan.kind === "invalid" ? planProblems(plan, seesOwners) : rules(checked, rest)}`;
}

/** The step is the check's; an invalid plan's problems are shown to those who may read them. */
function parts(summary: string): { begin: string | null; rest: string } {
  if (!summary.startsWith(NEXT)) return { begin: null, rest: summary };
  const end = summary.indexOf("\n### ", NEXT.length);
  const begin = summary.slice(NEXT.length, end === -1 ? undefined : end);
  return { begin, rest: end === -1 ? "" : summary.slice(end + 1) };
}

function rules({ required }: CheckedPull, rest: string): BoardHtml {
  if (required.length === 0)
    return rest === "" ? html`` : html`<section class="card">${markdownHtml(cut(rest, SUMMARY_LIMIT))}</section>`;
  return html`<h2>What it needs</h2>${required.map(
    (state) => html`<section class="card">
      <h3>${state.phase.name}: ${isPassed(state) ? "passed" : "not passed yet"}</h3>
      ${state.decision === null ? "" : html`<p>Its boundary review decided to <a href="${state.decision.url}">${state.decision.outcome}</a>.</p>`}
      <ul class="told">${state.criteria.map(evaluationLine)}</ul>
    </section>`,
  )}`;
}
