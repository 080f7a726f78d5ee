// A phase as people write it.
import { z } from "zod";
import type { CriterionUse } from "../criteria/index.ts";
import { durationText } from "../values/duration.ts";
import { expectedValue } from "../values/expected.ts";
import { labelName, longText, shortText } from "../values/text.ts";
import { readCriterion } from "./criteria.ts";
import { phaseId } from "./values.ts";

/** A bare name, or a mapping of one name to its options. */
export const criterion = z
  .union(
    [z.string().max(50), z.record(z.string(), z.unknown())],
    expectedValue("a criterion's name, or `name: {options}`"),
  )
  .transform((written, context): CriterionUse => {
    const read = readCriterion(written);
    if ("use" in read) return read.use;
    for (const { atKey, ...issue } of read.issues)
      context.issues.push({ code: "custom", input: written, params: { atKey }, ...issue });
    return z.NEVER;
  });

const milestonePattern = z.union(
  [z.string().min(1).max(200), z.int().min(1)],
  expectedValue('a title pattern (in quotes if it looks like a number: "2.0") or a milestone\'s number'),
);

export const phase = z
  .strictObject({
    id: phaseId.meta({ description: "Unique: lower-case letters, digits and dashes.", examples: ["mvp"] }),
    name: shortText.optional().meta({ description: "As people read it; absent: the id.", examples: ["MVP"] }),
    milestones: z
      .array(milestonePattern)
      .min(1)
      .max(50)
      .meta({
        description:
          'Title globs (`*`, `?`; the whole title, in any case), `"/regex/"` or `"/regex/i"`, or milestone numbers. The first phase that matches has the milestone.',
        examples: [["MVP*", "/^sprint [1-4]$/i", 7]],
      }),
    label: labelName
      .optional()
      .meta({ description: "Owned by the app; absent: `phase: <id>`.", examples: ["phase: mvp"] }),
    aliases: z
      .array(labelName)
      .max(20)
      .default([])
      .meta({
        description: "Other labels that mean this phase; the app never adds or removes them.",
        examples: [["core"]],
      }),
    share: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .meta({
        description: "Percent of the planned work; together 100, never more; absent: what is left, evenly.",
        examples: [30],
      }),
    goal: longText.optional().meta({ description: "Shown in the review.", examples: ["Ten teams use it every day"] }),
    hypothesis: longText.optional().meta({
      description: "The assumption that this phase tests.",
      examples: ["Teams import their own data in the first hour"],
    }),
    timebox: durationText.optional().meta({
      description: "How long the phase may take from its beginning.",
      examples: ["14d"],
    }),
    planning: durationText.prefault("7d").meta({
      description:
        "How long after the phase's beginning what joins it is still counted as planned, and not as added since.",
      examples: ["7d"],
    }),
    requires: z
      .array(phaseId)
      .max(20)
      .optional()
      .meta({
        description: "Ids of the phases that must be passed first; absent: the phase before it in the list.",
        examples: [["mvp"]],
      }),
    enforcement: z
      .enum(["block", "warn", "off"])
      .default("block")
      .meta({
        description: "What the check does to pull requests of this phase while a required phase isn't passed.",
        examples: ["warn"],
      }),
    criteria: z
      .array(criterion)
      .min(1)
      .max(30)
      .prefault(["issues-closed", "tasks-done"])
      .meta({
        description: "What must be met before the phase is passed: `name`, or `name: {options}`.",
        examples: [["issues-closed", { feedback: { min: 5 } }]],
      }),
  })
  .meta({ description: "One phase." });

export type PhaseFile = z.infer<typeof phase>;
