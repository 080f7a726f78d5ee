// What a branch requires: its rules, and its classic protection as far as everybody may see it.
import type { Repository } from "../model.ts";
import type { RequiredCheck } from "../model-checks.ts";
import { branchView, ruleView } from "../views/branch.ts";
import { notFound } from "../world.ts";
import { paged, param, READ, type Rest, whereOf } from "./router.ts";

export function ruleRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/rules/branches/:branch", async (context) => {
    const { repository } = await whereOf(rest, context, READ("metadata"));
    const checks = requiredBy(repository, param(context, "branch"), "ruleset");
    return paged(context, checks.length === 0 ? [] : [checks], (each) => ruleView(repository, each));
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
