// The exit criteria that a plan may name, each with its options.
import { z } from "zod";
import { cut, describe, type Issue, issuesOf, unknownWord } from "./messages.ts";
import { label, percentage, shortText, texts } from "./values.ts";

const count = z.int().min(1).max(10_000);
const labels = z.array(label).min(1).max(20);

/** `metWhen` completes the sentence "met when …"; `must` is whether the criterion blocks where a plan doesn't say. */
const criterion = <Shape extends z.ZodRawShape>(metWhen: string, shape: Shape, must = true) =>
  z
    .strictObject({
      ...shape,
      must: z.boolean().default(must).meta({ description: "Whether it blocks; `false` only shows it." }),
    })
    .meta({ description: `Met when ${metWhen}.` });

/** Every criterion of the product by its name. `must` is true but where the rule is a guide only. */
export const CRITERION_OPTIONS = {
  "issues-closed": criterion(
    "every issue of the phase's milestones is closed; those closed as not planned or as duplicates don't count, and none at all is not enough",
    {
      labels: labels
        .optional()
        .meta({ description: "Only issues with all of these labels count.", examples: [["bug"]] }),
      min: percentage.optional().meta({ description: "The share of issues that is enough.", examples: ["90%"] }),
    },
  ),
  "tasks-done": criterion("every task-list item in the milestones' descriptions is ticked", {}),
  "no-open": criterion("no open issue of the repository has all of the labels", {
    labels: labels.meta({ description: "All of these together.", examples: [["bug", "critical"]] }),
  }),
  "pull-requests-merged": criterion("no pull request is still open in the phase's milestones", {}),
  feedback: criterion("enough feedback issues of the phase are closed, not counting those closed as not planned", {
    min: count.default(1).meta({ description: "How many are enough.", examples: [5] }),
    label: label.default("feedback").meta({ description: "The label of a feedback issue." }),
  }),
  "hypotheses-tested": criterion("every hypothesis of the phase is closed with `validated` or `invalidated`", {
    min: count.default(1).meta({ description: "How many there must be at least.", examples: [2] }),
    label: label.default("hypothesis").meta({ description: "The label of a hypothesis." }),
  }),
  workflow: criterion(
    "the latest completed run of the workflow on the default branch succeeded; a fork's runs don't count",
    {
      file: shortText.meta({ description: "The workflow's file name.", examples: ["e2e.yml"] }),
    },
  ),
  release: criterion("a release was published since the phase began; a draft is none", {
    tag: shortText.optional().meta({ description: "A glob of tag names.", examples: ["v*"] }),
    prerelease: z.boolean().default(false).meta({ description: "Whether prereleases count too." }),
  }),
  deployment: criterion("the latest deployment to the environment succeeded; one under way or taken down has not", {
    environment: shortText.meta({ description: "The environment's name.", examples: ["staging"] }),
  }),
  "files-exist": criterion("every path is on the default branch", {
    paths: texts.min(1).meta({ description: "Paths from the root.", examples: [["docs/runbook.md"]] }),
  }),
  scope: criterion(
    "the phase holds no more than its share of all planned issues",
    { tolerance: z.number().min(0).max(100).default(10).meta({ description: "Percentage points above the share." }) },
    false,
  ),
  timebox: criterion(
    "the phase isn't past its timebox, or its open milestones' latest due date, which lasts to the end of that day in UTC; a phase that has ended is measured at its end",
    {},
    false,
  ),
} as const;

export type CriterionName = keyof typeof CRITERION_OPTIONS;
export type CriterionOptions<Name extends CriterionName> = z.infer<(typeof CRITERION_OPTIONS)[Name]>;

/** A criterion as a plan uses it, its options filled in. */
export type CriterionUse = { [Name in CriterionName]: { name: Name; options: CriterionOptions<Name> } }[CriterionName];

/** The criterion that was written, or what is wrong with it, with paths below it. */
export function readCriterion(written: string | Record<string, unknown>): { use: CriterionUse } | { issues: Issue[] } {
  const entries: [string, unknown][] = typeof written === "string" ? [[written, {}]] : Object.entries(written);
  const [name, options] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined)
    return { issues: [{ path: [], message: notOne(entries.map(([key]) => key)) }] };
  const below = typeof written === "string" ? [] : [name];
  if (!isCriterion(name)) {
    const message = unknownWord("exit criterion", name, Object.keys(CRITERION_OPTIONS));
    return { issues: [{ path: below, message, atKey: true }] };
  }
  const schema = CRITERION_OPTIONS[name];
  const read = schema.safeParse(options, { reportInput: true, error: describe });
  if (read.success) return { use: { name, options: read.data } as CriterionUse };
  const issues = read.error.issues.flatMap((issue) => issuesOf(issue, Object.keys(schema.shape)));
  return { issues: issues.map((issue) => ({ ...issue, path: [...below, ...issue.path] })) };
}

const notOne = (keys: string[]): string =>
  `expected one criterion an item, as \`name\` or \`name: {options}\`, found ${keys.length === 0 ? "none" : `the keys ${cut(keys.join(", "))}`}.${keys.length > 1 ? " Options stand below the name, indented." : ""}`;

const isCriterion = (name: string): name is CriterionName => Object.hasOwn(CRITERION_OPTIONS, name);
