// issues-closed: every issue of the phase's milestones is closed.
import type { Milestone } from "../github/port.ts";
import { type Criterion, count, type Evaluation, met, unmet } from "./criterion.ts";

type Options = { min?: number | undefined };

const sum = (milestones: Milestone[], key: "open" | "done" | "dropped") =>
  milestones.reduce((total, { issues }) => total + issues[key], 0);

/**
 * `min` is a share of the issues that were not dropped, in percent.
 * Dropped (closed as not planned, or as a duplicate) is neither done nor open; a phase of nothing, or of nothing but
 * dropped issues, has not proved anything and is not met.
 */
export const issuesClosed: Criterion<Options> = {
  name: "issues-closed",
  title: ({ min }) => (min === undefined ? "Every issue is closed" : `At least ${min}% of the issues are closed`),
  evaluate({ milestones }, { min }): Evaluation {
    const [open, done, dropped] = [sum(milestones, "open"), sum(milestones, "done"), sum(milestones, "dropped")];
    const planned = open + done;
    if (milestones.length === 0) return unmet("no milestone belongs to this phase yet");
    if (planned === 0)
      return unmet(dropped === 0 ? "its milestones hold no issues yet" : "all of its issues were dropped");
    const progress = `${done} of ${count(planned, "issue")} closed`;
    if (open === 0 || (min !== undefined && done * 100 >= min * planned)) return met(progress);
    const first = milestones
      .flatMap(({ issues }) => issues.firstOpen)
      .map(({ number, title, url }) => ({ title: `#${number} ${title}`, url }))
      .slice(0, 10);
    return unmet(progress, first, open - first.length);
  },
};
