// Decides whether a list of changed files contains the plan.
import { PLAN_FILE } from "../vocabulary.ts";
import type { PullItem } from "./entities.ts";

type Files = { nodes: { path: string; changeType: string }[]; pageInfo: { hasNextPage: boolean } };

/** A renamed file is listed only under its new name, so it may have been the plan. */
export function touchOf(files: Files | null | undefined): PullItem["touchesPlan"] {
  if (files === undefined) return "unread";
  if (files === null) return "unclear";
  if (files.nodes.some(({ path }) => path === PLAN_FILE)) return "yes";
  return files.pageInfo.hasNextPage || files.nodes.some(({ changeType }) => changeType === "RENAMED")
    ? "unclear"
    : "no";
}
