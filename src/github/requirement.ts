// Reads whether a branch requires the check: by rulesets, including the organization's, or by classic protection.
import { RequestError } from "@octokit/request-error";
import type { ProbotOctokit } from "probot";
import { CHECK_NAME } from "../vocabulary.ts";
import type { Requirement } from "./entities.ts";
import { type EtagCache, unlessSame } from "./etags.ts";
import type { RepositoryName } from "./port.ts";

type Rest = InstanceType<typeof ProbotOctokit>["rest"];

/** A required check; `app` is the id of the app that has to report it, null for any. */
type Demand = { context: string; app: number | null };
export type CheckDemands = { kind: "read"; demands: Demand[] } | { kind: "unread" };

/** The small answers of recently read repositories. */
export const makeRequirements = (): EtagCache<CheckDemands> => ({ known: new Map(), limit: 1_000 });

/**
 * Everyone may read rulesets (`metadata: read`). A branch shows only the checks of its classic protection (`contents: read`).
 * https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch, https://docs.github.com/en/rest/branches/branches#get-a-branch
 */
export const requirementReader =
  (rest: Rest, { owner, name }: RepositoryName, etags: EtagCache<CheckDemands> = makeRequirements()) =>
  async (branch: string, appId: number): Promise<Requirement> => {
    const where = { owner, repo: name, branch };
    const key = `${owner}/${name}/${branch}`;
    const ruled = await unlessUnread(
      unlessSame(etags, `rules ${key}`, async (headers) => {
        const answer = await rest.repos.getBranchRules({ ...where, per_page: RULES, headers });
        return { headers: answer.headers, value: inRules(answer.data) };
      }),
    );
    const first = requirementOf(ruled, appId);
    if (first.kind !== "advisory") return first;
    const classic = await unlessUnread(
      unlessSame(etags, `branch ${key}`, async (headers) => {
        const answer = await rest.repos.getBranch({ ...where, headers });
        return { headers: answer.headers, value: inBranch(answer.data) };
      }),
    );
    return requirementOf(classic, appId);
  };

/** The largest page. The rest of a branch with more rules is not read. */
const RULES = 100;

const unlessUnread = (reading: Promise<CheckDemands>): Promise<CheckDemands> =>
  reading.catch((error: unknown) => {
    if (error instanceof RequestError && UNREAD.has(error.status)) return { kind: "unread" };
    throw error;
  });

/** Not allowed for the app, not part of the GitHub plan, or not supported by the host. */
const UNREAD = new Set([403, 404, 405, 410, 501]);

type Rules = Awaited<ReturnType<Rest["repos"]["getBranchRules"]>>["data"];

function inRules(rules: Rules): CheckDemands {
  const demands = rules.flatMap((rule) =>
    rule.type === "required_status_checks"
      ? (rule.parameters?.required_status_checks ?? []).map(({ context, integration_id: app }) => demand(context, app))
      : [],
  );
  return rules.length < RULES || demands.some(isOurs) ? { kind: "read", demands } : { kind: "unread" };
}

type Branch = Awaited<ReturnType<Rest["repos"]["getBranch"]>>["data"];

/** GitHub may show only that a branch is protected, without the checks. */
function inBranch({ protected: isProtected, protection }: Branch): CheckDemands {
  const known: { contexts?: string[]; checks?: { context: string; app_id?: number | null }[] } | undefined =
    protection?.required_status_checks;
  if (known?.checks !== undefined)
    return { kind: "read", demands: known.checks.map(({ context, app_id: app }) => demand(context, app)) };
  if (known?.contexts !== undefined)
    return { kind: "read", demands: known.contexts.map((context) => demand(context, null)) };
  return isProtected ? { kind: "unread" } : { kind: "read", demands: [] };
}

/** Classic protection has -1 for any app. */
const demand = (context: string, app: number | null | undefined): Demand => ({
  context,
  app: app == null || app < 0 ? null : app,
});

const isOurs = ({ context }: Demand): boolean => context === CHECK_NAME;

/** Every rule has to be satisfied, so one that is bound to another app holds all pull requests, whatever the others say. */
function requirementOf(answer: CheckDemands, appId: number): Requirement {
  if (answer.kind === "unread") return { kind: "unread" };
  const ours = answer.demands.filter(isOurs);
  const other = ours.find(({ app }) => app !== null && app !== appId);
  if (other?.app != null) return { kind: "other-app", app: other.app };
  return { kind: ours.length > 0 ? "required" : "advisory" };
}
