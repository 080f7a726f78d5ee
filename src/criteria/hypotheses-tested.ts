// hypotheses-tested: every hypothesis of the phase is closed with its outcome.
import type { CountedIssue } from "../github/model.ts";
import { labelName } from "../values/text.ts";
import { count, defineCriterion, met, milestoneAddress, unmet, unmetBy } from "./criterion.ts";
import { issuesLabelled, labelledIn } from "./labelled.ts";
import { wholeCount } from "./options.ts";

const options = {
  min: wholeCount.default(1).meta({ description: "How many there must be at least.", examples: [2] }),
  label: labelName.default("hypothesis").meta({ description: "The label of a hypothesis." }),
};

const OUTCOMES = ["validated", "invalidated"];

const hasOutcome = ({ labels }: CountedIssue): boolean => labels.some((name) => OUTCOMES.includes(name.toLowerCase()));

/** The label's default name has a plural of its own. */
function counted(n: number, label: string): string {
  if (label === "hypothesis") return n === 1 ? "1 hypothesis" : `${n} hypotheses`;
  return `${count(n, "issue")} labelled ${label}`;
}

const AS_TESTED = "validated or invalidated, and close what is open";

/** One that was closed as not planned is tested if it says its outcome, and else dropped: it doesn't count. */
export const hypothesesTestedCriterion = defineCriterion({
  name: "hypotheses-tested",
  metWhen: "every hypothesis of the phase is closed with `validated` or `invalidated`",
  options,
  must: true,
  triggers: "every-look",
  seenBySweep: true,
  title: ({ label }) => `Every ${label} is closed as validated or invalidated`,
  needs: (context, { label }) => labelledIn(context, [label]),
  evaluate: (known, { min, label }) => {
    const issues = issuesLabelled(known, [label]);
    const tested = issues.filter((issue) => issue.state !== "open" && hasOutcome(issue));
    const untested = issues.filter((issue) => !tested.includes(issue) && issue.state !== "dropped");
    const progress = `${tested.length} of ${counted(tested.length + untested.length, label)} tested`;
    const todo = (text: string) => ({ text, who: "triage", url: milestoneAddress(known) }) as const;
    if (untested.length > 0)
      return unmetBy(
        known,
        progress,
        todo(`Label ${counted(untested.length, label)} of ${known.phase.name} ${AS_TESTED}`),
        untested,
      );
    if (tested.length >= min) return met(progress);
    const reason = `${tested.length} of at least ${counted(min, label)} tested`;
    return unmet(
      reason,
      todo(
        `Add ${counted(min - tested.length, label)} to ${known.phase.name}, and close with the label validated or invalidated`,
      ),
    );
  },
});
