// Pull requests that the plan exempts: by author, by label, by base branch.
import { RE2JS } from "re2js";
import type { Actor, PullCommit, PullCommits, PullOrigins } from "../github/model.ts";
import { isSameName, restLogin } from "../names.ts";
import type { Plan } from "../plan/plan.ts";

export type Exemption = { by: "author" | "label" | "branch"; name: string };

type Candidate = {
  author: Actor | null;
  labels: readonly string[];
  base: string;
  origins?: Pick<PullOrigins, "commits" | "endsIn"> | undefined;
};

type Exempt = Plan["gate"]["exempt"];

/** What exempts it, the first that does; null: nothing. */
export function exemptionOf(exempt: Exempt, pull: Candidate): Exemption | null {
  const login = exemptAuthor(exempt, pull.author);
  if (login !== null && areByExempt(exempt, login, pull.origins?.commits ?? null)) return { by: "author", name: login };
  const label = pull.labels.find((carried) => exempt.labels.some((wanted) => isSameName(wanted, carried)));
  if (label !== undefined) return { by: "label", name: label };
  const ends = pull.origins?.endsIn ?? [pull.base];
  const isExempt = (branch: string) => exempt.branches.some((glob) => matchesBranch(glob, branch));
  const [end] = ends;
  return end !== undefined && ends.every(isExempt) ? { by: "branch", name: end } : null;
}

/** The login, as REST and people write it, where the plan exempts its pull requests. */
export function exemptAuthor(exempt: Exempt, author: Actor | null): string | null {
  const login = author === null ? null : restLogin(author);
  return login !== null && isListed(exempt, login) ? login : null;
}

const isListed = ({ authors }: Exempt, login: string): boolean => authors.some((wanted) => isSameName(wanted, login));

/** Who may push to an exempt author's branch is not exempt by that: every commit has to be an exempt author's. */
const areByExempt = (exempt: Exempt, login: string, found: PullCommits | null): boolean =>
  found !== null &&
  found.commits.length > 0 &&
  found.commits.every((commit) => isByExempt(exempt, { login, id: found.author }, commit));

/** Who wrote a commit is what its writer says; a signature says whose it is. */
function isByExempt(exempt: Exempt, opened: { login: string; id: number | null }, commit: PullCommit): boolean {
  const { author, committer, signature } = commit;
  if (author === null || signature === null || !isListed(exempt, author.login)) return false;
  if (isSameName(author.login, opened.login) && author.id !== opened.id) return false;
  if (signature.signer === author.id) return true;
  return signature.byGitHub && committer !== null && (committer.id === author.id || committer.login === WEB_FLOW);
}

/** GitHub's own account, which commits what is made on its pages and by its API. */
export const WEB_FLOW = "web-flow";

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
