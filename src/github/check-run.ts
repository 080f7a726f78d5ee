// What is the same in every check run of the app.

/** The name that people require in a branch's ruleset. */
export const CHECK_NAME = "milegate";

/** The name of the check of the plan itself. */
export const PLAN_CHECK_NAME = "milegate/config";

/** The button below a check; GitHub allows 20, 40 and 20 characters: https://docs.github.com/en/rest/checks/runs */
export const RECHECK = { label: "Re-check", description: "Look again at phases and criteria", identifier: "recheck" };
