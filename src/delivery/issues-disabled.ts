// What is said where a repository has no issues, and so neither reviews nor a dashboard.
import { link } from "../markdown/escape.ts";

/** Markdown. `url` is the repository's. */
export const issuesDisabled = (url: string): string =>
  `Issues are disabled in this repository, so it has no boundary reviews and no dashboard. Enable them in ${link("the repository's settings", `${url}/settings`)}.`;
