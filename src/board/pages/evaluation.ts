// A criterion's outcome in a line: what it says, and what is open.
import { html } from "hono/html";
import type { OpenItem } from "../../criteria/criterion.ts";
import type { PhaseCriterion } from "../../delivery/phase-state.ts";
import type { BoardHtml } from "../layout.ts";

const TONES = { met: "good", unmet: "bad", "not-applicable": "", unknown: "warn" } as const;
const WORDS = { met: "met", unmet: "unmet", "not-applicable": "not applicable", unknown: "unknown" } as const;

export const evaluationLine = ({ title, must, evaluation }: PhaseCriterion): BoardHtml => html`<li>
      <span class="badge ${TONES[evaluation.state]}">${WORDS[evaluation.state]}</span> ${title}${must ? "" : " (does not block)"}: ${evaluation.reason}
      ${(evaluation.parts ?? []).length === 0 ? "" : html`<ul class="told">${evaluation.parts?.map((line) => html`<li>${line}</li>`)}</ul>`}
      ${openList(evaluation)}
    </li>`;

export const openList = ({ open, more }: { open: readonly OpenItem[]; more: number }): BoardHtml =>
  open.length === 0
    ? html``
    : html`<ul class="told">${open.map(({ reference, title, url }) => html`<li><a href="${url}">${reference === undefined ? title : `${reference} ${title}`}</a></li>`)}${more > 0 ? html`<li>and ${more} more</li>` : ""}</ul>`;
