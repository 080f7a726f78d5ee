// Which open pull requests a proposed plan would treat otherwise than the plan in force.

import type { Change } from "../change.ts";
import type { Item, PullItem } from "../github/model.ts";

export type Impact = {
  pull: Pick<PullItem, "number" | "title" | "url">;
  effect: "blocked" | "unblocked" | "changed" | "relabelled";
  /** Titles of the check; null where there is none, or where it stays as it is. */
  before: string | null;
  after: string | null;
  add: string[];
  remove: string[];
};

/** `changes` is what would be written if the plan were in force. What stays the same is left out. */
export function impactOf(items: readonly Item[], changes: readonly Change[]): Impact[] {
  const pulls = items.filter((item) => item.kind === "pull").filter(({ state }) => state === "open");
  return pulls.flatMap((pull) => impactOn(pull, changes) ?? []).toSorted((a, b) => rank(a) - rank(b));
}

/** What matters most comes first. */
export const EFFECT_ORDER = ["blocked", "unblocked", "changed", "relabelled"] as const;
const rank = ({ effect }: Impact): number => EFFECT_ORDER.indexOf(effect);

function impactOn(pull: PullItem, changes: readonly Change[]): Impact | null {
  const then = changes.find((change) => change.kind === "set-check" && change.pulls.includes(pull.number));
  const content = then?.kind === "set-check" ? then.content : null;
  const own = changes.filter((change) => "item" in change && change.item === pull.number);
  const add = own.flatMap((change) => (change.kind === "add-labels" ? change.labels : []));
  const remove = own.flatMap((change) => (change.kind === "remove-label" ? [change.label] : []));
  const isOther = content !== null && kindOf(content.title) !== kindOf(pull.check?.title ?? "");
  if (!isOther && add.length + remove.length === 0) return null;
  const was = pull.check?.conclusion === "action_required";
  const is = (content ?? pull.check)?.conclusion === "action_required";
  const effect = was === is ? (isOther ? "changed" : "relabelled") : is ? "blocked" : "unblocked";
  const { number, title, url } = pull;
  return {
    pull: { number, title, url },
    effect,
    before: pull.check?.title ?? null,
    after: content?.title ?? null,
    add,
    remove,
  };
}

/** What a title begins with says the verdict; what follows is the detail. */
const kindOf = (title: string): string => title.split(":", 1)[0] ?? title;
