// What criteria want to know of an event beyond its name, read from its payload.
import { z } from "zod";
import type { Condition } from "../criteria/trigger.ts";

type Repository = { default_branch?: string | undefined };

const headed = z.object({ head_branch: z.string().nullable() });
const branches = z.object({
  ref: z.string().optional(),
  workflow_run: headed.optional(),
  check_run: z.object({ check_suite: headed }).optional(),
  branches: z.array(z.object({ name: z.string() })).optional(),
});

/** The branches that the event is about; null is one that GitHub doesn't name. */
function branchesOf(payload: unknown): (string | null)[] {
  const { ref, workflow_run, check_run, branches: named = [] } = branches.safeParse(payload).data ?? {};
  const heads = [workflow_run, check_run?.check_suite].flatMap((head) =>
    head === undefined ? [] : [head.head_branch],
  );
  const pushed = ref?.startsWith("refs/heads/") === true ? [ref.slice("refs/heads/".length)] : [];
  return [...pushed, ...heads, ...named.map(({ name }) => name)];
}

/** Where a payload does not say which branch is the default one, it may be this one. */
export const isOnDefault = (payload: unknown, { default_branch }: Repository): boolean =>
  branchesOf(payload).some((branch) => default_branch === undefined || branch === default_branch);

const paths = z.array(z.string()).default([]);
const pushedFiles = z.object({ commits: z.array(z.object({ added: paths, removed: paths })) });

const changesPaths = (payload: unknown): boolean =>
  pushedFiles.safeParse(payload).data?.commits.some(({ added, removed }) => added.length + removed.length > 0) === true;

const milestoned = z.object({ pull_request: z.object({ milestone: z.object({}) }) });

const mergedPull = z.object({ pull_request: z.object({ merged_at: z.string() }) });

type Rule = { holds(payload: unknown, repository: Repository): boolean; otherwise: string };

const CONDITIONS: { readonly [Each in Condition]: Rule } = {
  "default-branch": { holds: isOnDefault, otherwise: "not on the default branch" },
  "paths-changed": { holds: changesPaths, otherwise: "no file added or removed" },
  "in-milestone": { holds: (payload) => milestoned.safeParse(payload).success, otherwise: "not in a milestone" },
  merged: { holds: (payload) => mergedPull.safeParse(payload).success, otherwise: "not merged" },
};

/** Why the event is not about all of this; null when it is. */
export const unmetCondition = (
  wanted: readonly Condition[],
  payload: unknown,
  repository: Repository,
): string | null => {
  const failed = wanted.find((each) => !CONDITIONS[each].holds(payload, repository));
  return failed === undefined ? null : CONDITIONS[failed].otherwise;
};
