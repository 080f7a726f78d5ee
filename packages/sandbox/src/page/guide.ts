// What the page says of the app that is tried out: the file that configures it, and examples of what people write to it.

import type { World } from "../model.ts";

/** A file of the repository that has a tab of its own, where people change it by a commit or a pull request. */
export type GuideFile = {
  /** One word, which names the tab and, in lower case, its address. */
  tab: string;
  /** As in the repository: `.github/app.yml`. */
  path: string;
  /** What holds without the file; the rest of a sentence that says that it isn't there. */
  absent: string;
  /** What the file may begin with. */
  example: string;
};

/** Something to try: a sentence, where it is done, who may do it, and whether it was done. */
export type GuideStep = { text: string; path: string; as: string; isDone: boolean };

/** Every part may be left out; the page then shows what GitHub shows, and nothing of the app. */
export type AppGuide = {
  file?: GuideFile;
  /** Examples in empty fields. */
  placeholders?: { comment?: string; label?: string; milestone?: string; description?: string };
  /** What there is to try on the first page, in its order, and what follows it: with how things stand. */
  steps?: (world: World) => { steps: GuideStep[]; after: string };
  /** Said where a repository has no milestone yet. */
  firstMilestone?: string;
};

export const fileAddress = ({ tab }: GuideFile): string => `/${tab.toLowerCase()}`;
