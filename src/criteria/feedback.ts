// feedback: enough of the phase's feedback issues are closed, that is, somebody listened and did something about them.

import { labelName } from "../values/text.ts";
import { count, defineCriterion, met, milestoneAddress, unmetBy } from "./criterion.ts";
import { issuesLabelled, labelledIn } from "./labelled.ts";
import { wholeCount } from "./options.ts";

const options = {
  min: wholeCount.default(1).meta({ description: "How many are enough.", examples: [5] }),
  label: labelName.default("feedback").meta({ description: "The label of a feedback issue." }),
};

export const feedbackCriterion = defineCriterion({
  name: "feedback",
  metWhen: "enough feedback issues of the phase are closed, not counting those closed as not planned",
  options,
  must: true,
  triggers: "every-look",
  seenBySweep: true,
  title: ({ min, label }) => `At least ${count(min, "issue")} labelled ${label} ${min === 1 ? "is" : "are"} closed`,
  needs: (context, { label }) => labelledIn(context, [label]),
  /** Dropped ones don't count: feedback that nobody took up is none. */
  evaluate: (known, { min, label }) => {
    const issues = issuesLabelled(known, [label]);
    const done = issues.filter(({ state }) => state === "done").length;
    const open = issues.filter(({ state }) => state === "open");
    const progress = `${done} of ${count(min, "issue")} labelled ${label} closed`;
    if (done >= min) return met(progress);
    const more = count(min - done, "more issue");
    const begin = open.length < min - done ? "Collect feedback, and close" : "Close";
    const text = `${begin} ${more} labelled ${label} in ${known.phase.name}`;
    return unmetBy(known, progress, { text, who: "triage", url: milestoneAddress(known) }, open);
  },
});
