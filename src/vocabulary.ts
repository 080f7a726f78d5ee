// Words that several folders share: labels, files, checks and markers, as GitHub shows them. It contains no rule.

/** Where a repository keeps its plan. */
export const PLAN_FILE = ".github/milegate.yml";

/** The check that people require in a branch's ruleset. */
export const CHECK_NAME = "milegate";
/** The check of a plan that a pull request proposes. */
export const PLAN_CHECK_NAME = "milegate/config";

/** The beginning of every HTML comment by which the app finds its own texts. */
export const MARKER_PREFIX = "<!-- milegate:";

/** On the dashboard. */
export const DASHBOARD_LABEL = "milegate";
/** On boundary reviews. */
export const REVIEW_LABEL = "boundary review";
/** On issues that `/phase drop` closed. */
export const DROPPED_LABEL = "phase: dropped";
/** On decided boundary reviews, by the decision's outcome. */
export const DECISION_LABELS = {
  continue: "decision: continue",
  pivot: "decision: pivot",
  stop: "decision: stop",
} as const;
