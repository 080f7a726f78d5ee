// The few fields of each payload that say what to look at; everything else in it is ignored.
import { z } from "zod";

const named = z.array(z.object({ name: z.string().min(1), full_name: z.string().optional() }));

export const installed = z.object({ installation: z.object({ id: z.number().int().positive() }) });

/** Repositories that an installation gained, at its creation or later, or lost. */
export const movedRepositories = z.object({
  action: z.string(),
  installation: z.object({
    id: z.number().int().positive(),
    account: z.object({ login: z.string().min(1) }).nullish(),
  }),
  repositories: named.optional(),
  repositories_added: named.optional(),
  repositories_removed: named.optional(),
});

/** What every event of a repository has. */
export const common = z.object({
  action: z.string().optional(),
  installation: z.object({ id: z.number().int().positive() }),
  repository: z.object({
    name: z.string().min(1),
    owner: z.object({ login: z.string().min(1) }),
    default_branch: z.string().optional(),
  }),
  sender: z.object({ id: z.number().optional(), login: z.string(), type: z.string().optional() }).nullish(),
});

export const issues = z.object({ issue: z.object({ number: z.number().int() }) });
export const writtenIssue = z.object({ issue: z.object({ body: z.string().nullish() }) });
export const editedIssue = z.object({
  issue: z.object({
    number: z.number().int(),
    body: z.string().nullish(),
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).optional(),
});
export const pullRequest = z.object({ pull_request: z.object({ number: z.number().int() }) });
export const pullRequestMoved = z.object({
  pull_request: z.object({ number: z.number().int() }),
  before: z.string().min(1).optional(),
});
export const pullRequestClosed = z.object({
  pull_request: z.object({
    number: z.number().int(),
    head: z.object({ sha: z.string().min(1).optional() }).optional(),
  }),
});
export const issueComment = z.object({
  issue: z.object({ number: z.number().int() }),
  comment: z.object({ node_id: z.string().min(1), body: z.string(), user: z.object({ type: z.string() }).nullable() }),
});
/** What stood there before, where a comment was edited. */
export const recordCommentPayload = issueComment.extend({
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).optional(),
});
export const milestonePayload = z.object({ milestone: z.object({ number: z.number().int() }) });
export const milestoneEdit = milestonePayload.extend({
  changes: z.object({ title: z.unknown().optional() }).optional(),
});

const state = z.enum(["open", "closed"]);
const provenItem = z.object({
  updated_at: z.string(),
  state,
  milestone: z.object({ number: z.number() }).nullish(),
  head: z.object({ sha: z.string() }).optional(),
  base: z.object({ ref: z.string() }).optional(),
});
/** How the thing was that an event is about. */
export const provenByItem = z.object({
  issue: provenItem.optional(),
  pull_request: provenItem.optional(),
  label: z.object({ name: z.string() }).optional(),
});
export const provenByMilestone = z.object({
  milestone: z.object({ state, title: z.string(), description: z.string().nullish(), due_on: z.string().nullish() }),
});
const headBranch = z.object({ head_branch: z.string().nullish() });
export const checkRun = z.object({
  check_run: z.object({ head_sha: z.string().min(1), check_suite: headBranch.nullish() }),
});
export const checkSuite = z.object({ check_suite: headBranch.extend({ head_sha: z.string().min(1) }) });

export const mergeGroup = z.object({
  merge_group: z.object({ head_sha: z.string().min(1), head_ref: z.string().min(1), base_ref: z.string().min(1) }),
});

/** Of the callback only the run's id is taken: where to answer is the API's own address, not what a payload says. */
export const protectionRule = z.object({
  environment: z.string().min(1),
  deployment_callback_url: z
    .string()
    .regex(/\/actions\/runs\/\d{1,15}\/deployment_protection_rule$/)
    .transform((url) => Number(/(\d+)\/deployment_protection_rule$/.exec(url)?.[1])),
});

const paths = z.array(z.string()).optional();
export const pushPayload = z.object({
  ref: z.string(),
  forced: z.boolean().optional(),
  commits: z.array(z.object({ added: paths, modified: paths, removed: paths })).optional(),
});

/** What a repository was called before. */
export const renamed = z.object({
  changes: z.object({ repository: z.object({ name: z.object({ from: z.string().min(1) }) }) }),
});

const propertyValues = z.array(
  z.object({ property_name: z.string(), value: z.union([z.string(), z.array(z.string())]).nullish() }),
);

/** GitHub also puts a repository's default branch into each event. */
export const provenByRepository = z.object({
  repository: z.object({ default_branch: z.string() }),
  after: z.string().optional(),
  label: z.object({ name: z.string() }).optional(),
  new_property_values: propertyValues.optional(),
  old_property_values: propertyValues.optional(),
});
