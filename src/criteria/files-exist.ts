// files-exist: every path is on the default branch.
import type { FactQuery } from "../github/model.ts";
import { type Criterion, count, met, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";

/** As Git writes it: from the root, without slashes around. */
const query = (path: string): FactQuery<"path"> => ({ kind: "path", path: path.replace(/^(\.?\/)+|\/+$/g, "") });

export const filesExist: Criterion<{ paths: string[] }> = {
  name: "files-exist",
  title: ({ paths }) => `${paths.length === 1 ? `${paths[0]} is` : `${count(paths.length, "file")} are`} there`,
  needs: (_context, { paths }) => paths.map(query),
  evaluate: ({ facts, repository }, { paths }) => {
    const missing = paths.filter((path) => !answerTo(facts, query(path)));
    const progress = `${paths.length - missing.length} of ${count(paths.length, "path")} found`;
    if (missing.length === 0) return met(progress);
    const open = missing.map((path) => ({ title: path, url: `${repository.url}/tree/HEAD` }));
    return unmet(progress, open.slice(0, 10), Math.max(0, open.length - 10));
  },
};
