// Small pieces that several pages show: people, labels, states, times.
import { html, raw } from "hono/html";
import type { Repository, WorldItem } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import type { WorldCheckRun } from "../model-checks.ts";
import type { Label, WorldMilestone } from "../model-parts.ts";
import { visibilityOf } from "../views/repository.ts";
import type { Html } from "./visit.ts";

export const icon = (name: keyof typeof ICONS): Html =>
  raw(
    `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${ICONS[name]}</svg>`,
  );

const ICONS = {
  open: '<circle cx="8" cy="8" r="6.2"/><circle cx="8" cy="8" r="1.3" fill="currentColor"/>',
  done: '<circle cx="8" cy="8" r="6.2"/><path d="m5.3 8.2 1.9 1.9 3.5-3.9"/>',
  dropped: '<circle cx="8" cy="8" r="6.2"/><path d="m5 11 6-6"/>',
  pull: '<circle cx="4" cy="3.4" r="1.7"/><circle cx="4" cy="12.6" r="1.7"/><circle cx="12" cy="12.6" r="1.7"/><path d="M4 5.2v5.6M12 10.8V6.4a2 2 0 0 0-2-2H7.6M9.2 2.6 7.4 4.4l1.8 1.8"/>',
  merged:
    '<circle cx="4" cy="3.4" r="1.7"/><circle cx="4" cy="12.6" r="1.7"/><circle cx="12" cy="8.6" r="1.7"/><path d="M4 5.2v5.6M4.2 5.2c.6 2.2 2.6 3.4 5.9 3.4"/>',
  milestone: '<path d="M8 1.6v2M8 9v5.4M2.6 3.6h8.2l2.6 2.7-2.6 2.7H2.6z"/>',
  tag: '<path d="M2 2.6h5.6l6.2 6.2-5 5L2.6 7.6z"/><circle cx="5.2" cy="5.4" r=".8" fill="currentColor"/>',
  pass: '<path d="m3 8.6 3.2 3.2L13 4.8"/>',
  fail: '<path d="m4 4 8 8M12 4l-8 8"/>',
  neutral: '<rect x="3.4" y="3.4" width="9.2" height="9.2" rx="2.4"/>',
  book: '<path d="M3 12.4V3.2c0-.9.7-1.6 1.6-1.6H13v9.6H4.4c-.8 0-1.4.6-1.4 1.4s.6 1.8 1.4 1.8H13v-3.2"/>',
  pulse: '<path d="M1.4 8h3l2-5.2 3.2 10.4 2-5.2h3"/>',
  gate: '<path d="M2.4 14V4.6L8 1.8l5.6 2.8V14M2.4 7.2h11.2M5.6 14V7.2M10.4 14V7.2"/>',
} as const;

/** An avatar without pictures: the first letter, in a colour of its own. */
export function avatar(account: Account | null, size = 24): Html {
  const login = account?.login ?? "ghost";
  const hue = [...login].reduce((sum, letter) => sum + letter.charCodeAt(0) * 47, 0) % 360;
  const shape = account?.type === "User" ? "50%" : "22%";
  return html`<span class="avatar" aria-hidden="true" style="--hue:${hue};--size:${size}px;border-radius:${shape}">${login.charAt(0).toUpperCase()}</span>`;
}

export const nameOf = (account: Account | null): Html =>
  account?.type === "Bot"
    ? html`<strong>${account.login.replace("[bot]", "")}</strong> <span class="bot">bot</span>`
    : html`<strong>${account?.login ?? "ghost"}</strong>`;

/** Black or white, whichever reads better on the colour. https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function inkOn(color: string): string {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
  return luminance > 0.179 ? "#000000" : "#ffffff";
}

export const chip = ({ name, color, description }: Label): Html =>
  html`<span class="chip" title="${description ?? name}" style="background:#${color};color:${inkOn(color)}">${name}</span>`;

export type StateName = "open" | "done" | "dropped" | "pull" | "merged" | "shut";

export function itemStateOf(item: WorldItem): StateName {
  if (item.kind === "pull") return item.merged ? "merged" : item.state === "open" ? "pull" : "shut";
  if (item.state === "open") return "open";
  return item.stateReason === "not_planned" || item.stateReason === "duplicate" ? "dropped" : "done";
}

const STATES = {
  open: ["open", "Open"],
  done: ["done", "Closed"],
  dropped: ["dropped", "Closed as not planned"],
  pull: ["pull", "Open"],
  merged: ["merged", "Merged"],
  shut: ["pull", "Closed"],
} as const satisfies Record<StateName, readonly [keyof typeof ICONS, string]>;

export const stateIcon = (state: StateName): Html => {
  const [name, words] = STATES[state];
  return html`<span class="state-icon ${state}">${icon(name)}<span class="unseen">${words}</span></span>`;
};

export const stateBadge = (state: StateName): Html => {
  const [name, words] = STATES[state];
  return html`<span class="badge ${state}">${icon(name)} ${words}</span>`;
};

export const time = (date: Date): Html =>
  html`<time datetime="${date.toISOString()}">${date.toISOString().slice(0, 16).replace("T", " ")}</time>`;

const VERDICTS: Record<string, "pass" | "fail" | "neutral"> = {
  success: "pass",
  neutral: "neutral",
  skipped: "neutral",
};

export const checkVerdictOf = ({ conclusion }: Pick<WorldCheckRun, "conclusion">): "pass" | "fail" | "neutral" =>
  VERDICTS[conclusion ?? ""] ?? "fail";

export const verdictIcon = (run: Pick<WorldCheckRun, "conclusion">): Html =>
  html`<span class="verdict ${checkVerdictOf(run)}">${icon(checkVerdictOf(run))}<span class="unseen">${run.conclusion ?? "running"}</span></span>`;

/** As beside a repository's name. */
export const visibilityMark = (repository: Repository): Html =>
  html`<span class="mark">${visibilityOf(repository)}${repository.archived ? ", archived" : ""}</span>`;

export type Share = { open: number; closed: number; percent: number };

/** Of everything in a milestone, pull requests included, as GitHub counts. */
export function shareOf(milestone: WorldMilestone, items: readonly WorldItem[]): Share {
  const inside = items.filter((item) => item.milestone === milestone);
  const closed = inside.filter(({ state }) => state === "closed").length;
  return {
    open: inside.length - closed,
    closed,
    percent: inside.length === 0 ? 0 : Math.round((100 * closed) / inside.length),
  };
}

export const bar = (name: string, { percent }: Share): Html =>
  html`<span class="bar" role="progressbar" aria-label="Progress of ${name}" aria-valuenow="${percent}" aria-valuemin="0" aria-valuemax="100"><span style="width:${percent}%"></span></span>`;
