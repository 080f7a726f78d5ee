// The common parts of the app's check runs.

/** The button below a check; GitHub allows 20, 40 and 20 characters: https://docs.github.com/en/rest/checks/runs */
export const RECHECK_BUTTON = {
  label: "Re-check",
  description: "Look again at phases and criteria",
  identifier: "recheck",
};
