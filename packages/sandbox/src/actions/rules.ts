// What a branch requires before anything is merged into it.
import type { Repository } from "../model.ts";
import type { RequiredCheck } from "../model-checks.ts";

export type Rule = Partial<Omit<RequiredCheck, "name">> & { branch?: string };

/** By a ruleset and from any app, unless it is said otherwise. */
export function requireCheck(
  repository: Repository,
  name: string,
  { branch = repository.defaultBranch, app = null, by = "ruleset" }: Rule = {},
): void {
  const there = (repository.requiredChecks.get(branch) ?? []).filter((each) => each.name !== name || each.by !== by);
  repository.requiredChecks.set(branch, [...there, { name, app, by }]);
}
