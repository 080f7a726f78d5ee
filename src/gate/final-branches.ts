// The branches that a pull request ends up in, as its base may be the head of another one.
import type { Head } from "../github/model.ts";

/**
 * Through the bases of open pull requests, `heads`, until a branch is none's head. Several pull requests may have one head, and so
 * may lead to several branches. None where the way goes in a circle.
 */
export function finalBranches(base: string, heads: readonly Head[]): string[] {
  const ends = new Set<string>();
  const passed = new Set<string>();
  const open = [base];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    if (passed.has(branch)) continue;
    passed.add(branch);
    const onward = heads.filter(({ ref }) => ref === branch).map((head) => head.base ?? branch);
    if (onward.includes(base)) return [];
    if (onward.length === 0) ends.add(branch);
    open.push(...onward);
  }
  return [...ends];
}
