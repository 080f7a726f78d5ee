// feedback: enough of the phase's feedback issues are closed, that is, somebody listened and did something about them.
import { type Criterion, count, met, unmetBy } from "./criterion.ts";
import { issuesLabelled, labelledIn } from "./labelled.ts";

export const feedback: Criterion<{ min: number; label: string }> = {
  name: "feedback",
  title: ({ min, label }) => `At least ${count(min, "issue")} labelled ${label} ${min === 1 ? "is" : "are"} closed`,
  needs: (context, { label }) => labelledIn(context, [label]),
  /** Dropped ones don't count: feedback that nobody took up is none. */
  evaluate: (known, { min, label }) => {
    const issues = issuesLabelled(known, [label]);
    const done = issues.filter(({ state }) => state === "done").length;
    const open = issues.filter(({ state }) => state === "open");
    const progress = `${done} of ${count(min, "issue")} labelled ${label} closed`;
    return done >= min ? met(progress) : unmetBy(progress, open);
  },
};
