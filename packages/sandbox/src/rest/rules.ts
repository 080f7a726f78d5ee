// What a branch requires: its rules, and its classic protection as far as everybody may see it.
import { z } from "zod";
import { requireCheck } from "../actions/rules.ts";
import { GitHubError, type Repository, type World } from "../model.ts";
import type { RequiredCheck } from "../model-checks.ts";
import { branchView, ruleView } from "../views/branch.ts";
import { notFound } from "../world.ts";
import { body, paged, param, READ, type Rest, WRITE, whereOf } from "./router.ts";

/** Of GitHub's rules, the one that requires checks: https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset */
const ruleset = z.object({
  name: z.string(),
  target: z.literal("branch").default("branch"),
  enforcement: z.enum(["active"]),
  conditions: z.object({ ref_name: z.object({ include: z.array(z.string()), exclude: z.array(z.string()).max(0) }) }),
  rules: z.array(
    z.object({
      type: z.literal("required_status_checks"),
      parameters: z.object({
        required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.number().optional() })),
        strict_required_status_checks_policy: z.literal(false),
      }),
    }),
  ),
});

/** Null: any app may report the check. */
function appOf({ app }: World, id: number | undefined): number | null {
  if (id === undefined) return null;
  if (id !== app.id) throw new GitHubError(422, `Integration ${id} is not installed`);
  return id;
}

export function ruleRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/rules/branches/:branch", async (context) => {
    const { repository } = await whereOf(rest, context, READ("metadata"));
    const checks = requiredBy(repository, param(context, "branch"), "ruleset");
    return paged(context, checks.length === 0 ? [] : [checks], (each) => ruleView(repository, each));
  });
  app.post("/repos/:owner/:repo/rulesets", async (context) => {
    const { repository } = await whereOf(rest, context, WRITE("admin", "administration"));
    const given = await body(context, ruleset);
    for (const { parameters } of given.rules)
      for (const check of parameters.required_status_checks)
        for (const branch of given.conditions.ref_name.include)
          requireCheck(repository, check.context, {
            branch: branch === "~DEFAULT_BRANCH" ? repository.defaultBranch : branch.replace(/^refs\/heads\//, ""),
            app: appOf(world, check.integration_id),
          });
    const source = `${repository.owner.login}/${repository.name}`;
    return context.json({ id: world.nextId(), source_type: "Repository", source, ...given }, 201);
  });
  app.get("/repos/:owner/:repo/branches/:branch", async (context) => {
    const { repository } = await whereOf(rest, context, READ("contents"));
    const branch = param(context, "branch");
    const commit = repository.commits.get(repository.branches.get(branch) ?? "");
    if (commit === undefined) throw notFound();
    return context.json(branchView(world, repository, { branch, commit }, requiredBy(repository, branch, "classic")));
  });
}

const requiredBy = (repository: Repository, branch: string, by: RequiredCheck["by"]): RequiredCheck[] =>
  (repository.requiredChecks.get(branch) ?? []).filter((check) => check.by === by);
