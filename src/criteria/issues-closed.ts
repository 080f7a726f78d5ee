// issues-closed: every issue of the phase's milestones is closed.
import { percentageText } from "../values/percentage.ts";
import { type Counts, countsOf, exactly, fewest } from "./counts.ts";
import {
  count,
  defineCriterion,
  type Evaluation,
  met,
  milestoneAddress,
  NO_MILESTONE,
  type OptionsOf,
  type PhaseContext,
  theCount,
  unmet,
  unmetBy,
} from "./criterion.ts";
import { issuesLabelled, labelledIn, type MemberIssue } from "./labelled.ts";
import { withParts } from "./members.ts";
import { labelList } from "./options.ts";
import type { PlacedReference } from "./placed.ts";

const options = {
  labels: labelList
    .optional()
    .meta({ description: "Only issues with all of these labels count.", examples: [["bug"]] }),
  min: percentageText.optional().meta({ description: "The share of issues that is enough.", examples: ["90%"] }),
};
type Wanted = Pick<OptionsOf<typeof options>, "labels" | "min">;

const which = (labels: readonly string[] | undefined): string =>
  labels === undefined ? "" : ` labelled ${labels.join(" and ")}`;

/**
 * `min` is a share of the issues that were not dropped, in percent; `labels` narrows to issues with all of them.
 * Dropped (closed as not planned, or as a duplicate) is neither done nor open; a phase of nothing, or of nothing but
 * dropped issues, has not proved anything and is not met.
 */
export const issuesClosedCriterion = defineCriterion({
  name: "issues-closed",
  metWhen:
    "every issue of the phase's milestones is closed; those closed as not planned or as duplicates don't count, and none at all is not enough",
  options,
  must: true,
  triggers: "every-look",
  seenBySweep: true,
  title: ({ labels, min }) => {
    const issues = `issue${min === undefined ? "" : "s"}${which(labels)}`;
    return min === undefined ? `Every ${issues} is closed` : `At least ${min}% of the ${issues} are closed`;
  },
  needs: (context, { labels, min }) => {
    if (labels !== undefined) return labelledIn(context, labels);
    const { milestones } = context;
    return isEnough(countsOf(milestones), min) === isEnough(fewest(milestones), min) ? [] : exactly(milestones);
  },
  evaluate: ({ facts, ...context }, { labels, min }) => {
    const { milestones } = context;
    if (milestones.length === 0) return unmet(NO_MILESTONE, null);
    if (labels === undefined) {
      const open = milestones.flatMap(({ member, issues }) => issues.firstOpen.map((issue) => ({ ...issue, member })));
      const evaluation = judged(context, countsOf(milestones, facts), { min }, open);
      return withParts(evaluation, context, milestones, (own) => openPart(countsOf(own, facts)));
    }
    const issues = issuesLabelled({ facts, ...context }, labels);
    const open = issues.filter(({ state }) => state === "open");
    const evaluation = judged(context, tally(issues), { min, labels }, open);
    return withParts(evaluation, context, issues, (own) => openPart(tally(own)));
  },
});

/** Of a repository with open issues. */
const openPart = (counts: Counts): string | null => (counts.open === 0 ? null : closedText(counts));

function tally(issues: readonly MemberIssue[]): Counts {
  const number = (wanted: MemberIssue["state"]) => issues.filter(({ state }) => state === wanted).length;
  return { open: number("open"), done: number("done"), dropped: number("dropped"), unsure: 0 };
}

/** In thousandths of a percent, which is as fine as a plan can say it: binary fractions would miss the boundary. */
const isEnough = ({ open, done }: Pick<Counts, "open" | "done">, min = 100): boolean =>
  open + done > 0 && done * 100_000 >= Math.round(min * 1000) * (open + done);

function judged(
  context: PhaseContext,
  counts: Counts,
  { min, labels }: Wanted,
  open: readonly PlacedReference[],
): Evaluation {
  const planned = counts.open + counts.done;
  const where = { who: "triage", url: milestoneAddress(context) } as const;
  if (planned === 0) {
    const reason = counts.dropped === 0 ? "its milestones hold no issues yet" : "all of its issues were dropped";
    return unmet(reason, { text: `Put issues${which(labels)} into a milestone of ${context.phase.name}`, ...where });
  }
  const progress = closedText(counts, labels);
  if (isEnough(counts, min)) return met(progress);
  const text = `Close ${howMany(counts, min)}${which(labels)} of ${context.phase.name}`;
  return unmetBy(context, progress, { text, ...where }, open, counts.open);
}

function closedText({ open, done, unsure }: Counts, labels?: readonly string[]): string {
  const most = unsure > 0 ? "at most " : "";
  return `${most}${done} of ${count(open + done, "issue")}${which(labels)} closed`;
}

/** How many more have to be closed, as far as that is certain. */
function howMany({ open, done, unsure }: Counts, min = 100): string {
  const needed = Math.ceil((Math.round(min * 1000) * (open + done)) / 100_000) - done;
  if (needed >= open) return theCount(open, "open issue");
  return unsure > 0 ? "more issues" : count(needed, "more issue");
}
