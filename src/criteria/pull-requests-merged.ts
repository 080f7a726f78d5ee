// pull-requests-merged: no pull request is still open in the phase's milestones.
import type { FactQuery, Milestone } from "../github/model.ts";
import { count, defineCriterion, met, milestoneAddress, NO_MILESTONE, theCount, unmet, unmetBy } from "./criterion.ts";
import { answerTo } from "./facts.ts";

const query = ({ number }: Milestone): FactQuery<"open-pulls"> => ({ kind: "open-pulls", milestone: number });

export const pullRequestsMergedCriterion = defineCriterion({
  name: "pull-requests-merged",
  metWhen: "no pull request is still open in the phase's milestones",
  options: {},
  must: true,
  triggers: [
    { event: "pull_request", actions: ["opened", "reopened", "closed"], when: ["in-milestone"] },
    { event: "pull_request", actions: ["milestoned", "demilestoned"] },
  ],
  seenBySweep: true,
  title: () => "No pull request is still open",
  needs: ({ milestones }) => milestones.map(query),
  evaluate: ({ facts, ...context }) => {
    const { phase, milestones } = context;
    if (milestones.length === 0) return unmet(NO_MILESTONE, null);
    const open = milestones.map((milestone) => answerTo(facts, query(milestone)));
    const total = open.reduce((sum, each) => sum + each.total, 0);
    if (total === 0) return met("none is open");
    const text = `Merge or close ${theCount(total, "open pull request")} of ${phase.name}`;
    return unmetBy(
      `${count(total, "pull request")} open`,
      { text, who: "write", url: open.find((each) => each.total > 0)?.first[0]?.url ?? milestoneAddress(context) },
      open.flatMap(({ first }) => first),
      total,
    );
  },
});
