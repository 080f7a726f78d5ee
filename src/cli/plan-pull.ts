// Opens a repository's plan as a pull request, with the rights of a person's token.
import { RequestError } from "@octokit/request-error";
import type { Octokit } from "@octokit/rest";
import type { PlanCheckContent } from "../github/model.ts";
import { cut } from "../markdown/cut.ts";
import { code, escapeText } from "../markdown/escape.ts";
import type { Snapshot } from "../snapshot.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import { formatRepository, type RepositoryTarget } from "./address.ts";
import { UsageError } from "./exit.ts";
import type { InferredPlan } from "./inferred-plan.ts";

export type OpenedPull = { number: number; url: string };

type ProposedText = { snapshot: Pick<Snapshot, "repository">; inferred: InferredPlan; effect: PlanCheckContent };

const BRANCH = "milegate/plan";
const TITLE = "Add Milegate's plan";

/** Rejects with a `UsageError` if the branch exists, the repository is empty, or the token may not write. */
export async function openPlanPull(
  { rest }: Pick<Octokit, "rest">,
  target: RepositoryTarget,
  proposed: ProposedText,
): Promise<OpenedPull> {
  const name = formatRepository(target);
  const base = proposed.snapshot.repository.defaultBranch;
  if (base === null) throw new UsageError(`${name} is empty. Push a first commit to it.`);
  const where = { owner: target.owner, repo: target.name };
  try {
    const { data: branch } = await rest.repos.getBranch({ ...where, branch: base });
    await rest.git.createRef({ ...where, ref: `refs/heads/${BRANCH}`, sha: branch.commit.sha });
    const content = Buffer.from(proposed.inferred.text).toString("base64");
    await rest.repos.createOrUpdateFileContents({ ...where, path: PLAN_FILE, message: TITLE, content, branch: BRANCH });
    const body = planPullBody(proposed);
    const { data: pull } = await rest.pulls.create({ ...where, title: TITLE, head: BRANCH, base, body });
    return { number: pull.number, url: pull.html_url };
  } catch (error) {
    throw refusedWrite(error, name);
  }
}

/** GitHub answers 404 to a token that may read and not write. */
function refusedWrite(error: unknown, name: string): unknown {
  if (!(error instanceof RequestError)) return error;
  if (error.status === 422 && /reference already exists/i.test(error.message))
    return new UsageError(
      `${name} already has a branch ${BRANCH}, perhaps of an open pull request. Merge or close that, delete the branch, and try again.`,
      { cause: error },
    );
  if (error.status !== 403 && error.status !== 404) return error;
  return new UsageError(
    `GITHUB_TOKEN may not open a pull request in ${name}. It needs write access to contents and pull requests. Without it, \`milegate init ${name}\` writes the file here. If there is a branch ${BRANCH} now, delete it before you try again.`,
    { cause: error },
  );
}

/** What was inferred, what to check, and what `milegate/config` says of it. */
function planPullBody({ inferred: { places, unsure }, effect }: ProposedText): string {
  const rows = places.map(
    ({ milestone, phase, by }) =>
      `| ${code(phase)} | ${escapeText(milestone.title)} | ${by === "order" ? "its place in the order" : "its title"} |`,
  );
  const found = ["| Phase | Milestone | Because of |", "| --- | --- | --- |", ...rows].join("\n");
  const check = ["### Please check", "", ...unsure.map((line) => `- ${escapeText(line).replaceAll("\\`", "`")}`)].join(
    "\n",
  );
  return cut(
    [
      `This adds ${code(PLAN_FILE)}, inferred from the milestones of this repository. Nothing changes before it is merged; correct it here first.`,
      places.length === 0 ? "No milestone of a phase is here yet, so this is the built-in plan." : found,
      ...(unsure.length === 0 ? [] : [check]),
      `### What would change\n\n**${escapeText(effect.title)}**`,
      effect.summary.replace(/^### /gm, "#### "),
    ].join("\n\n"),
  );
}
