// What an event proves of the thing that it names: a lower bound on what GitHub's reads must show by now.
import { z } from "zod";

/** By GitHub's clock, to the second where GitHub says no more. */
const moment = z.iso.datetime({ offset: true });

/**
 * Beside the moment only what the event is about: in the same second something else may have changed. `labelled` are labels that it carries
 * (true) or carries no more (false).
 */
const item = z.object({
  kind: z.literal("item"),
  at: moment,
  state: z.enum(["open", "closed"]).optional(),
  milestone: z.number().nullable().optional(),
  labelled: z.record(z.string(), z.boolean()).optional(),
  head: z.object({ sha: z.string(), base: z.string() }).optional(),
});

const milestone = z.object({
  kind: z.literal("milestone"),
  state: z.enum(["open", "closed"]),
  title: z.string(),
  description: z.string(),
  dueOn: z.string().nullable(),
});

const propertyValue = z.union([z.string(), z.array(z.string())]).nullable();

/**
 * `head` is the default branch's commit; `label` is one of the repository's labels, or was; whether everybody reads it; the values of its
 * custom properties, null for none.
 */
const repository = z.object({
  kind: z.literal("repository"),
  defaultBranch: z.string().optional(),
  isArchived: z.boolean().optional(),
  isPublic: z.boolean().optional(),
  head: z.string().optional(),
  label: z.object({ name: z.string(), isThere: z.boolean() }).optional(),
  properties: z.record(z.string(), propertyValue).optional(),
});

/** `gone`: it was deleted, moved elsewhere, or taken away from the app. */
export const eventProof = z.discriminatedUnion("kind", [
  item,
  milestone,
  repository,
  z.object({ kind: z.literal("gone") }),
]);

export type EventProof = z.infer<typeof eventProof>;
export type ItemProof = Extract<EventProof, { kind: "item" }>;
export type RepositoryProof = Extract<EventProof, { kind: "repository" }>;
export type MilestoneProof = Extract<EventProof, { kind: "milestone" }>;
