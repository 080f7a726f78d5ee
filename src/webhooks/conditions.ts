// What criteria want to know of an event beyond its name, read from its payload.
import { z } from "zod";
import type { Condition } from "../criteria/trigger.ts";

type Repository = { default_branch?: string | undefined };

const branches = z.object({
  ref: z.string().optional(),
  workflow_run: z.object({ head_branch: z.string().nullable() }).optional(),
});

/** The branches that the event is about; null is one that GitHub doesn't name. */
function branchesOf(payload: unknown): (string | null)[] {
  const { ref, workflow_run } = branches.safeParse(payload).data ?? {};
  return [
    ...(ref?.startsWith("refs/heads/") === true ? [ref.slice("refs/heads/".length)] : []),
    ...(workflow_run === undefined ? [] : [workflow_run.head_branch]),
  ];
}

/** Where a payload does not say which branch is the default one, it may be this one. */
export const isOnDefault = (payload: unknown, { default_branch }: Repository): boolean =>
  branchesOf(payload).some((branch) => default_branch === undefined || branch === default_branch);

const paths = z.array(z.string()).default([]);
const pushed = z.object({ commits: z.array(z.object({ added: paths, removed: paths })) });

const changesPaths = (payload: unknown): boolean =>
  pushed.safeParse(payload).data?.commits.some(({ added, removed }) => added.length + removed.length > 0) === true;

const milestoned = z.object({ pull_request: z.object({ milestone: z.object({}) }) });

type Rule = { holds(payload: unknown, repository: Repository): boolean; otherwise: string };

const CONDITIONS: { readonly [Each in Condition]: Rule } = {
  "default-branch": { holds: isOnDefault, otherwise: "not on the default branch" },
  "paths-changed": { holds: changesPaths, otherwise: "no file added or removed" },
  "in-milestone": { holds: (payload) => milestoned.safeParse(payload).success, otherwise: "not in a milestone" },
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
