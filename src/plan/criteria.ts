// The options of each exit criterion, as a plan may set them.
import { z } from "zod";
import { type Issue, issuesOf, unknownWord } from "./messages.ts";
import { label, percentage, shortText, texts } from "./values.ts";

const must = z.boolean().describe("Whether the criterion blocks; `false` only shows it.");
const min = z.int().min(1).max(10_000);

const options = <Shape extends z.ZodRawShape>(shape: Shape, byDefault = true) =>
  z.strictObject({ ...shape, must: must.default(byDefault) });

/** Every criterion of the product by its name, with its options. `must` is true but where the rule is a guide only. */
export const CRITERION_OPTIONS = {
  "issues-closed": options({
    labels: z.array(label).min(1).max(20).optional().describe("Only issues with all of these labels count."),
    min: percentage.optional().describe("The share of issues, not counting dropped ones, that must be closed."),
  }),
  "tasks-done": options({}),
  "no-open": options({ labels: z.array(label).min(1).max(20).describe("No open issue may have all of these labels.") }),
  "pull-requests-merged": options({}),
  feedback: options({
    min: min.default(1).describe("How many closed feedback issues are needed."),
    label: label.default("feedback"),
  }),
  "hypotheses-tested": options({ min: min.default(1), label: label.default("hypothesis") }),
  workflow: options({ file: shortText.describe("The workflow's file name, e.g. e2e.yml.") }),
  release: options({
    tag: shortText.optional().describe("A glob of tag names."),
    prerelease: z.boolean().default(false),
  }),
  deployment: options({ environment: shortText }),
  "files-exist": options({ paths: texts.min(1) }),
  scope: options({ tolerance: z.number().min(0).max(100).default(10) }, false),
  timebox: options({}, false),
} as const;

export type CriterionName = keyof typeof CRITERION_OPTIONS;
export type CriterionOptions<Name extends CriterionName> = z.infer<(typeof CRITERION_OPTIONS)[Name]>;

export const CRITERION_NAMES: readonly string[] = Object.keys(CRITERION_OPTIONS);

/** A criterion as a plan uses it, its options filled in. */
export type CriterionUse = { [Name in CriterionName]: { name: Name; options: CriterionOptions<Name> } }[CriterionName];

/** The criterion that was written, or what is wrong with it, with paths below it. */
export function readCriterion(written: string | Record<string, unknown>): { use: CriterionUse } | { issues: Issue[] } {
  const entries: [string, unknown][] = typeof written === "string" ? [[written, {}]] : Object.entries(written);
  const [name, options] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined)
    return { issues: [{ path: [], message: "expected one criterion an item, as `name` or `name: {options}`" }] };
  if (!Object.hasOwn(CRITERION_OPTIONS, name))
    return {
      issues: [
        {
          path: typeof written === "string" ? [] : [name],
          message: unknownWord("exit criterion", name, CRITERION_NAMES),
        },
      ],
    };
  const read = CRITERION_OPTIONS[name as CriterionName].safeParse(options ?? {}, { reportInput: true });
  if (read.success) return { use: { name, options: read.data } as CriterionUse };
  const below = typeof written === "string" ? [] : [name];
  return {
    issues: read.error.issues
      .flatMap((issue) => issuesOf(issue))
      .map(({ path, message }) => ({ path: [...below, ...path], message })),
  };
}
