// Decides whether a list of changed files contains the plan.
import { PLAN_FILES } from "../vocabulary.ts";
import type { PullItem } from "./entities.ts";

type Files = { nodes: { path: string; changeType: string }[]; pageInfo: { hasNextPage: boolean } };

/** A renamed file is listed only under its new name, so it may have been the plan. */
export function touchOf(files: Files | null | undefined): PullItem["touchesPlan"] {
  if (files === undefined) return "unread";
  if (files === null) return "unclear";
  if (files.nodes.some(({ path }) => PLAN_FILES.includes(path))) return "yes";
  return files.pageInfo.hasNextPage || files.nodes.some(({ changeType }) => changeType === "RENAMED")
    ? "unclear"
    : "no";
}

/** Under which names there is a plan. */
export type PlanNames = { yml: boolean; yaml: boolean };

/**
 * Whether nothing but the plan's file is changed, renamed and deleted included: of a renamed file the list does not say what it was
 * called, but the one name that is gone and the one that came do.
 */
export function isPlanAlone(files: Files | null | undefined, before: PlanNames, after: PlanNames): boolean {
  if (files == null || files.pageInfo.hasNextPage || files.nodes.length === 0) return false;
  if (!files.nodes.every(({ path }) => PLAN_FILES.includes(path))) return false;
  const isRenamed = files.nodes.some(
    ({ changeType }) => changeType !== "ADDED" && changeType !== "MODIFIED" && changeType !== "DELETED",
  );
  const isSwapped = before.yml !== before.yaml && after.yml === before.yaml && after.yaml === before.yml;
  return !isRenamed || (files.nodes.length === 1 && isSwapped);
}
