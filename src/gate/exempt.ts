// Pull requests that the plan exempts: by author, by label, by base branch.
import { RE2JS } from "re2js";
import type { Actor } from "../github/model.ts";
import { isSameName } from "../names.ts";
import type { Plan } from "../plan/plan.ts";

export type Exemption = { by: "author" | "label" | "branch"; name: string };

type Candidate = { author: Actor | null; labels: readonly string[]; base: string };

/** What exempts it, the first that does; null: nothing. */
export function exemptionOf(exempt: Plan["gate"]["exempt"], { author, labels, base }: Candidate): Exemption | null {
  const login = author === null ? null : loginOf(author);
  if (login !== null && exempt.authors.some((wanted) => isSameName(wanted, login)))
    return { by: "author", name: login };
  const label = labels.find((carried) => exempt.labels.some((wanted) => isSameName(wanted, carried)));
  if (label !== undefined) return { by: "label", name: label };
  return exempt.branches.some((glob) => matchesBranch(glob, base)) ? { by: "branch", name: base } : null;
}

/** As REST and people write it: a bot's login ends in "[bot]", so that a person of the same name is somebody else. */
const loginOf = ({ login, isBot }: Actor): string => (isBot ? `${login}[bot]` : login);

const PART = /\*\*\/|\*\*|\*|\?|\[!?[^\]/]+\]|[^*?[]+|\[/g;

/**
 * As in GitHub's rulesets: `*` is any text within one step of the path, `**` any text at all, case counts.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#using-fnmatch-syntax
 */
export function matchesBranch(glob: string, branch: string): boolean {
  const body = glob.replace(PART, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    return part.length > 2 && part.startsWith("[") ? classOf(part) : RE2JS.quote(part);
  });
  return compiled(body)?.testExact(branch) ?? false;
}

function classOf(part: string): string {
  const negated = part.startsWith("[!");
  const inner = part.slice(negated ? 2 : 1, -1).replaceAll(/[\\^[&]/g, "\\$&");
  return negated ? `[^/${inner}]` : `[${inner}]`;
}

/** A set that can't be, as `[z-a]`, matches nothing: then the gate holds. */
function compiled(body: string): RE2JS | null {
  try {
    return RE2JS.compile(body);
  } catch {
    return null;
  }
}
