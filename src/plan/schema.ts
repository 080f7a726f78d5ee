// The plan as people write it: the one source of types, checks, JSON Schema and documentation.
import { z } from "zod";
import { duration, label, longText, person, phaseId, role, shortText, texts } from "./values.ts";

/** A bare name, or a mapping of one name to its options, which `readCriterion` checks. */
const criterion = z.union([z.string().max(50), z.record(z.string(), z.unknown())]);

const milestonePattern = z
  .union([z.string().trim().min(1).max(200), z.int().positive()])
  .describe('A title glob (`*`, `?`; the whole title, any case), "/regex/flags", or a milestone number.');

const phase = z
  .strictObject({
    id: phaseId.describe("Unique, lower-case."),
    name: shortText.optional().describe("As people read it; the id where absent."),
    milestones: z.array(milestonePattern).min(1).max(50),
    label: label.optional().describe('Owned by the app; "phase: <id>" where absent.'),
    aliases: z.array(label).max(20).default([]).describe("Other labels that mean this phase; never added nor removed."),
    share: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe("Percent of the planned work; what is left, evenly, where absent."),
    goal: longText.optional(),
    hypothesis: longText.optional().describe("The assumption that this phase tests."),
    timebox: duration.optional().describe("How long the phase may take from its beginning."),
    requires: z
      .array(phaseId)
      .max(20)
      .optional()
      .describe("Phases that must be passed first; the phase before it where absent."),
    enforcement: z.enum(["block", "warn", "off"]).default("block"),
    criteria: z.array(criterion).min(1).max(30).default(["issues-closed", "tasks-done"]),
  })
  .describe("A phase; the list is in delivery order.");

const gate = z.strictObject({
  until: z.enum(["criteria", "milestone", "decision"]).default("criteria"),
  unphased: z.enum(["pass", "warn", "block"]).default("pass"),
  exempt: z
    .strictObject({
      authors: texts.default([]),
      labels: z.array(label).max(100).default([]),
      branches: texts.default([]),
    })
    .prefault({}),
  override: z.strictObject({ expires: duration.prefault("7d") }).prefault({}),
});

const checklist = z.array(shortText).max(30).default([]);

const review = z.strictObject({
  reviewers: z.array(person).max(10).default([]),
  quorum: z.int().min(1).max(20).default(1),
  carry_over: z.enum(["ask", "move", "leave"]).default("ask"),
  checklist: z
    .strictObject({ review: checklist, decide: checklist, plan: checklist, communicate: checklist })
    .prefault({}),
  complete_checklist: z.boolean().default(false),
});

const commands = z.strictObject({
  roles: z
    .strictObject({
      decide: role.default("maintain"),
      override: role.default("maintain"),
      review: role.default("maintain"),
      set: role.default("triage"),
    })
    .prefault({}),
});

export const planFile = z.strictObject({
  version: z.literal(1),
  enabled: z.boolean().default(true).describe("`false` switches Milegate off in this repository."),
  phases: z.array(phase).min(1).max(20).optional(),
  gate: gate.prefault({}),
  review: review.prefault({}),
  commands: commands.prefault({}),
  communicate: z
    .strictObject({ mention: z.array(person).max(20).default([]), discussions: shortText.nullable().default(null) })
    .prefault({}),
  dashboard: z.boolean().default(true),
  environments: z.record(shortText, phaseId).default({}),
});

export type PlanFile = z.infer<typeof planFile>;
export type PhaseFile = z.infer<typeof phase>;
